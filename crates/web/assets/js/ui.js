// What a page does beside following links and sending forms: the drawer, forms in place, filters, keys, toasts.
// Without it everything still works, one page at a time.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const drawer = $("#drawer"), toasts = $("#toasts"), link = $("#link");
  document.documentElement.classList.add("js");
  let opener = null;

  const ask = (href, options = {}) => fetch(href, { ...options, headers: { "x-chevet-part": location.pathname + location.search, ...options.headers } });
  const isHtml = (response) => (response.headers.get("content-type") || "").startsWith("text/html");

  // --- toasts ---
  function toast(element, lasting) {
    toasts.replaceChildren(element);
    if (!lasting) setTimeout(() => element.remove(), 10000);
  }
  function complain() {
    const element = document.createElement("div"), text = document.createElement("p");
    element.className = "toast bad";
    text.textContent = link?.dataset.lost;
    element.append(text);
    toast(element);
  }

  // Takes an answer in: parts of the page in their place, then toasts and questions.
  async function take(response) {
    for (const element of chevet.patch(await response.text())) {
      if (element.id === "toast") {
        toast(element, element.classList.contains("bad"));
        // What leads on is under the fingers.
        $("[autofocus]", element)?.focus();
      }
      else if (element.nodeName === "DIALOG") {
        document.body.append(element);
        element.addEventListener("close", () => element.remove());
        element.showModal();
      }
    }
  }

  const question = (href) => ask(href).then(take).catch(complain);

  // --- drawer ---
  async function show(href, from) {
    const [path, place] = href.split("#");
    try {
      const response = await ask(path);
      if (!isHtml(response)) throw new Error();
      if (!response.ok) return await take(response);
      await take(response);
    } catch {
      return complain();
    }
    opener = from || opener;
    pick();
    if (!drawer.open) {
      drawer.show();
      history.pushState({ drawer: true }, "");
    }
    drawer.scrollTop = 0;
    const target = place && document.getElementById(place), first = target && $("input:not([type=hidden]),select,textarea,button", target);
    if (target) target.scrollIntoView();
    (first || $("[autofocus]", drawer) || $(".shut", drawer)).focus({ preventScroll: true });
  }
  // The tile that the drawer is about.
  function pick() {
    const about = drawer?.open || opener ? $("#drawer-body")?.dataset.about : "";
    for (const tile of all(".tile")) tile.classList.toggle("picked", tile.id === about);
  }
  function hide() {
    if (!drawer?.open) return false;
    drawer.close();
    if (history.state?.drawer) history.back();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
    pick();
    return true;
  }
  addEventListener("popstate", () => drawer?.open && hide());

  // The drawer follows the board: when its bed changes, it is asked for again.
  let pending = 0, turn = 0;
  document.addEventListener("chevet:patched", ({ detail }) => {
    const about = $("#drawer-body")?.dataset;
    if (!drawer?.open || !about?.href || pending) return;
    if (!detail.some((id) => id === about.about || id === "region")) return;
    pending = setTimeout(async () => {
      pending = 0;
      // What was asked before a form was sent does not know what the form changed.
      const mine = turn, response = await ask(about.href).catch(() => null);
      if (response?.ok && drawer.open && mine === turn) take(response);
    }, 300);
  });

  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-passkey]");
    if (key) return void import(key.dataset.passkey).then(() => chevet.passkey(key)).catch(complain);
    const closer = event.target.closest("[data-close]");
    if (closer) {
      const dialog = closer.closest("dialog");
      if (dialog === drawer) hide();
      else if (dialog) dialog.close();
      else closer.closest(".toast")?.remove();
      return;
    }
    const asked = event.target.closest("a[data-ask]");
    if (asked) {
      event.preventDefault();
      return question(asked.getAttribute("href"));
    }
    const jump = event.target.closest(".drawer a[href^='#']");
    if (jump) { event.preventDefault(); return $(jump.getAttribute("href")).scrollIntoView(); }
    const anchor = event.target.closest("a[data-drawer]");
    if (!anchor || !drawer || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const menu = anchor.closest("dialog.menu");
    menu?.close();
    // An answer of the palette or the menu is out of sight by now: the focus goes back to where it was before.
    show(anchor.getAttribute("href"), anchor.closest(".drawer") ? null : anchor.offsetParent && !menu ? anchor : document.activeElement);
  });

  // --- forms in place ---
  // The form that was held back by a question: what is typed in it is kept until the question is answered.
  let held = null;
  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("form[data-live]")) return;
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    turn++;
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    form.setAttribute("aria-busy", "true");
    button?.setAttribute("aria-busy", "true");
    try {
      const response = await ask(form.getAttribute("action"), { method: "POST", body: fields });
      if (!isHtml(response)) throw new Error();
      const question = form.closest("dialog.ask");
      if (question && response.status !== 428) question.close();
      else if (question) question.remove();
      if (response.status === 428) held = question ? held : form;
      else if (response.ok) {
        form.reset();
        if (question) held?.reset();
      }
      await take(response);
    } catch {
      complain();
    } finally {
      form.removeAttribute("aria-busy");
      button?.removeAttribute("aria-busy");
    }
  });

  // --- the board as a grid for the arrow keys ---
  let current = null;
  const beds = () => all(".grid .tile .bed");
  function rove(bed) {
    current = bed?.closest(".tile")?.id || current;
    const list = beds();
    const chosen = list.find((it) => it.closest(".tile").id === current) || list[0];
    for (const it of list) it.tabIndex = it === chosen ? 0 : -1;
  }
  function step(from, key) {
    const centre = (it) => { const box = it.closest(".tile").getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
    const [x, y] = centre(from), across = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    let best = null, least = Infinity;
    for (const it of beds()) {
      const [its, theirs] = centre(it), along = (across ? its - x : theirs - y) * sign, aside = Math.abs(across ? theirs - y : its - x);
      if (along < 4) continue;
      const cost = along + aside * 4;
      if (cost < least) [best, least] = [it, cost];
    }
    return best;
  }
  document.addEventListener("focusin", ({ target }) => target.matches?.(".grid .tile .bed") && rove(target));
  document.addEventListener("chevet:patched", () => { rove(); pick(); });
  rove();
  Object.assign(chevet, { ask, take, show, complain });

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.nodeName);
    // What was just done is taken back as everywhere else; in a field, what was typed is.
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) $("form", toasts)?.requestSubmit();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !$("dialog:modal")) {
      if (hide()) event.preventDefault();
    } else if (event.key === "?" && !typing && document.body.dataset.keys !== "off") {
      question("/aide");
    } else if (event.target.matches(".grid .tile .bed")) {
      const list = beds(), next = event.key === "Home" ? list[0] : event.key === "End" ? list.at(-1) : event.key.startsWith("Arrow") && step(event.target, event.key);
      if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: "nearest" }); }
    }
  });
})();
