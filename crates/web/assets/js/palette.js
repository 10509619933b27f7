// Search and commands from anywhere. What is typed is posted as the form it is, the answer is a part of the page;
// without this file the box in the top bar leads to a page with the same form.
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const dialog = $("#palette"), form = $("#palette form");
  if (!form) return;
  // Wards seen lately, by their address and never by a name; the field holds the one of this page.
  const field = form.q, seen = new Set([form.vus.value, ...(localStorage.seen || "").split(",")]);
  seen.delete("");
  localStorage.seen = form.vus.value = [...seen].slice(0, 6);

  let turn = 0, at, chord, timer, waits, hurry;
  const act = () => $("#palette [aria-selected=true]")?.click();
  function choose(to) {
    const all = [...$("#hits").querySelectorAll(".hit")], hit = all.at(at = to % all.length);
    all.map((it) => it.ariaSelected = it === hit);
    field.ariaExpanded = !!hit;
    field.setAttribute("aria-activedescendant", hit?.id || "");
    hit?.scrollIntoView({ block: "nearest" });
  }
  async function ask() {
    const mine = ++turn;
    const response = await chevet.ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => 0);
    const html = response.ok && await response.text();
    if (mine !== turn) return;
    if (!html) return $("#hits-said").textContent = $("#link").dataset.lost;
    chevet.patch(html);
    choose(0);
    if (hurry) act();
    waits = hurry = 0;
  }
  function open() {
    dialog.showModal();
    ask();
  }
  // To what the address names: a tile, which is lit by :target, or the patients of a doctor. After the browser itself
  // went there, which takes the focus away.
  const land = () => setTimeout(() => {
    const tile = $(".tile:target,.un:target"), filter = location.hash.split("#f-")[1];
    tile?.scrollIntoView({ block: "center" });
    tile?.querySelector("a").focus();
    if (filter) $(`[data-filter=${filter}][aria-pressed=false]`)?.click();
  });

  field.oninput = () => {
    waits = 1;
    clearTimeout(timer);
    timer = setTimeout(ask, 60);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    // Whoever types faster than the answer comes means the answer to what they typed.
    waits ? hurry = 1 : act();
  };
  field.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(at + step);
    }
  };
  // Nothing of what was typed is left behind.
  dialog.onclose = () => {
    clearTimeout(timer);
    turn++;
    waits = hurry = 0;
    field.value = "";
  };
  addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) {
      event.preventDefault();
      open();
    } else if (event.target.closest("#hits .hit")) {
      dialog.close();
      land();
    }
  }, true);
  // First of all who listen: the second key of two is nobody else's.
  addEventListener("keydown", (event) => {
    const { key } = event;
    let go;
    if (dialog.open || event.altKey) return;
    if (event.ctrlKey || event.metaKey) go = key === "k" && open;
    else if (!document.body.dataset.keys && !event.target.closest("input,select,textarea,dialog.ask")) {
      const place = chord && (key === "s" ? [...seen][0] : $(`[data-go="${CSS.escape(key)}"]`)?.href);
      if (chord = key === "g") setTimeout(() => chord = 0, 1500);
      go = place ? () => location = place : key === "/" && open;
    }
    if (!go) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  }, true);
  onhashchange = onload = land;
})();
