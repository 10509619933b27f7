// Keeps a page up to date: takes frames from the stream, puts them in place, and says how fresh the page is.
"use strict";
(() => {
  const body = document.body, link = document.getElementById("link");
  const same = (text) => text;
  const trusted = window.trustedTypes
    ? trustedTypes.createPolicy("chevet", { createHTML: same, createScriptURL: same })
    : { createHTML: same, createScriptURL: same };

  // A line of a table is dropped by a parser that has just read something else: each is read by itself.
  function parse(html) {
    const parts = html.includes("<table") ? [html] : html.split(/(?=<tr id=)/);
    return parts.flatMap((part) => {
      const holder = document.createElement("template");
      holder.innerHTML = trusted.createHTML(part);
      return [...holder.content.children];
    });
  }

  // What somebody has typed or opened stays as it is.
  const isDirty = (node) => node.nodeName === "SELECT" ? [...node.options].some((it) => it.selected !== it.defaultSelected) && node.selectedIndex > 0
    : /^(INPUT|TEXTAREA)$/.test(node.nodeName) && node.type !== "hidden" && (/^(checkbox|radio)$/.test(node.type) ? node.checked !== node.defaultChecked : node.value !== node.defaultValue);
  const isSent = (node) => node.form?.hasAttribute("aria-busy");
  const rules = {
    morphStyle: "outerHTML",
    callbacks: {
      beforeNodeMorphed(old, next) {
        if (old.nodeType !== 1) return true;
        if (old.hasAttribute("data-keep") || old.isEqualNode(next)) return false;
        if (/^(DETAILS|DIALOG)$/.test(old.nodeName) && old.open) next.setAttribute("open", "");
        // A form being filled in stays whole, with the revision it has seen; one that was sent shows its answer.
        if (old.nodeName === "FORM" && !old.hasAttribute("aria-busy") && [...old.elements].some(isDirty)) return false;
        return !(old.nodeName === "SELECT" && isDirty(old) && !isSent(old));
      },
      beforeAttributeUpdated: (name, node) => !(name === "value" && isDirty(node) && !isSent(node)),
    },
  };

  // Puts every element of the HTML in the place of the one with its id; gives back those that have no place.
  function patch(html) {
    // The field being typed in keeps its text; a button that was just pressed changes like the rest.
    const active = document.activeElement;
    rules.ignoreActiveValue = !!active && isDirty(active) && !isSent(active);
    const homeless = [], ids = [];
    for (const next of parse(html)) {
      const old = document.getElementById(next.id);
      if (!old) { homeless.push(next); continue; }
      ids.push(next.id);
      Idiomorph.morph(old, next, rules);
      const now = document.getElementById(next.id);
      if (now?.classList.contains("tile")) { now.classList.add("fresh"); setTimeout(() => now.classList.remove("fresh"), 1300); }
    }
    if (ids.length) document.dispatchEvent(new CustomEvent("chevet:patched", { detail: ids }));
    return homeless;
  }
  window.chevet = { patch, parse };

  // Pages without topics are still: they say when they were made.
  if (!body.dataset.topics || !link) return;
  const topics = new Map(body.dataset.topics.split(",").map((it) => it.split("@")));
  const said = link.querySelector(".said"), at = link.querySelector(".at"), version = body.dataset.version;
  let shown = "";

  function show({ state, clock, silent }) {
    const frozen = state === "frozen";
    link.dataset.state = state;
    said.textContent = state === "up" ? link.dataset.up : link.dataset.down;
    if (clock) at.textContent = clock;
    body.classList.toggle("is-frozen", frozen);
    body.classList.toggle("has-banner", frozen);
    let banner = document.getElementById("frozen");
    if (!frozen) return void banner?.remove();
    if (!banner) {
      banner = document.createElement("div");
      banner.id = "frozen";
      banner.setAttribute("role", "alert");
      banner.append(document.createElement("b"), document.createElement("span"));
      banner.lastChild.textContent = link.dataset.advice;
      document.querySelector(".top").after(banner);
    }
    // A screen reader hears it once, not every second.
    const text = link.dataset.frozen + " " + Math.round(silent / 1000) + " s";
    banner.firstChild.setAttribute("aria-hidden", shown === "frozen");
    banner.firstChild.textContent = text;
    shown = state;
  }

  const isBusy = () => document.querySelector("dialog[open]") || [...document.querySelectorAll("input")].some(isDirty);
  // A new version of the server wants its own scripts and styles; not while somebody is typing.
  function renew(theirs) {
    if (!theirs || !version || theirs === version || renew.due) return;
    renew.due = setInterval(() => {
      if (!isBusy()) location.reload();
    }, 2000 + Math.random() * 8000);
  }

  let port;
  function connect() {
    try {
      const worker = new SharedWorker(trusted.createScriptURL(body.dataset.worker), "chevet-" + document.documentElement.lang);
      port = worker.port;
      listen();
    } catch {
      const script = document.createElement("script");
      script.src = trusted.createScriptURL(body.dataset.worker);
      script.onload = () => { const pair = new MessageChannel(); self.chevetConnect(pair.port1); port = pair.port2; listen(); };
      document.head.append(script);
    }
  }

  function listen() {
    port.onmessage = ({ data }) => {
      if (data.kind === "state") { show(data); renew(data.version); return; }
      const mine = topics.get(data.topic), [epoch, revision] = data.stamp.split("-");
      if (mine === undefined) return;
      const [known, last] = mine.split("-");
      if (known === epoch && +last >= +revision) return;
      topics.set(data.topic, data.stamp);
      // A list in an order of its own has no place for lines that come or go: it is asked for again.
      if (patch(data.html).some((it) => it.id === "region") && document.getElementById("region-asked") && !isBusy()) location.reload();
    };
    port.start?.();
    watch();
  }

  const watch = () => port?.postMessage({ kind: "watch", lang: document.documentElement.lang, topics: [...topics] });
  const wake = () => port?.postMessage({ kind: "wake" });
  addEventListener("online", wake);
  addEventListener("pagehide", () => port?.postMessage({ kind: "leave" }));
  addEventListener("pageshow", (event) => event.persisted && watch());
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  connect();
})();
