// Search and commands from anywhere. What is typed is posted as the form it is, the answer is a part of the page;
// without this file the box in the top bar leads to a page with the same form.
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const dialog = $("#palette");
  if (!dialog) return;
  const form = $("#palette form"), field = form.q, here = location.pathname;
  // Wards seen lately, by their address: never a name.
  let seen = (localStorage.seen || "").split(",");
  if (/^\/service\/w\d+$/.test(here)) localStorage.seen = seen = [here, ...seen.filter((it) => it !== here)].slice(0, 6);
  form.vus.value = seen;

  let turn = 0, at = 0, chord = 0, timer, waits, hurry;
  const options = () => dialog.querySelectorAll("[role=option]");
  const act = () => options()[at]?.click();
  function choose(to) {
    const all = options();
    at = (to + all.length) % all.length;
    all.forEach((it, n) => it.ariaSelected = n === at);
    field.ariaExpanded = !!all.length;
    field.setAttribute("aria-activedescendant", all[at]?.id || "");
    all[at]?.scrollIntoView({ block: "nearest" });
  }
  async function ask() {
    const mine = ++turn;
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "x-chevet-part": 1 } }).catch(() => 0);
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
  // To what the address names: a tile, which is lit by :target, or the patients of a doctor.
  function land() {
    const tile = $(".tile:target,.un:target");
    tile?.scrollIntoView({ block: "center" });
    tile?.querySelector("a").focus({ preventScroll: true });
    const [, filter] = location.hash.split("#f-");
    if (filter) $(`[data-filter=${filter}][aria-pressed=false]`)?.click();
  }

  // After the browser itself went there, which takes the focus away.
  const later = () => setTimeout(land);

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
    if (!step) return;
    event.preventDefault();
    choose(at + step);
  };
  // Nothing of what was typed is left behind.
  dialog.onclose = () => {
    clearTimeout(timer);
    turn++;
    waits = hurry = 0;
    field.value = "";
  };
  addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("[data-palette]")) {
      event.preventDefault();
      open();
    } else if (target === dialog || target.closest("#hits .hit")) {
      dialog.close();
      later();
    }
  }, true);
  // First of all who listen: the second key of two is nobody else's.
  addEventListener("keydown", (event) => {
    const { key, target } = event, more = event.ctrlKey || event.metaKey;
    const mine = (act) => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    if (dialog.open || event.altKey) return;
    if (more) return key === "k" && mine(open);
    if (document.body.dataset.keys || target.closest("input,select,textarea,dialog.ask")) return;
    const go = Date.now() - chord < 1500 && /^[a-z]$/.test(key) && (key === "s" ? seen[0] : $(`[data-go=${key}]`)?.href);
    chord = key === "g" ? Date.now() : 0;
    if (go) mine(() => location = go);
    else if (key === "/") mine(open);
  }, true);
  addEventListener("hashchange", later);
  addEventListener("load", later);
})();
