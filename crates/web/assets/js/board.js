// What a board does by itself: filters that dim and move nothing, and the look that whoever sits here chose.
// Without this file a look is chosen by a form, and everybody is lit.
"use strict";
(() => {
  const all = (selector) => document.querySelectorAll(selector), desk = document.getElementById("desk");
  if (!desk) return;
  // Kept for this tab: words such as d-12, never a name.
  const place = "chevet" + location.pathname.split("/")[2];
  const active = new Set((sessionStorage[place] || "").split(" ").filter(Boolean));

  function show() {
    const chips = [...all("[data-filter]")], kinds = {};
    for (const word of active) {
      // Nobody is so any more: the filter goes with its chip.
      if (chips[0] && !chips.some((it) => it.dataset.filter === word)) active.delete(word);
      else (kinds[word.split("-")[0]] ||= []).push(word);
    }
    const wanted = Object.values(kinds);
    for (const chip of chips) {
      if (chip.dataset.filter) chip.setAttribute("aria-pressed", active.has(chip.dataset.filter));
      else chip.hidden = !active.size;
    }
    for (const it of all(".tile, [data-f]")) {
      const words = (it.dataset.f || "").split(" ");
      it.classList.toggle("dim", !wanted.every((kind) => kind.some((word) => words.includes(word))));
    }
    for (const it of all("[data-look] button")) it.setAttribute("aria-pressed", (desk.dataset[it.name] || "") === it.value);
    sessionStorage[place] = [...active].join(" ");
  }

  document.addEventListener("click", ({ target }) => {
    for (const it of all("details.pick[open], details.menu[open]")) if (!it.contains(target)) it.open = false;
    const word = target.closest("[data-filter]")?.dataset.filter;
    if (word === undefined) return;
    if (!word) active.clear();
    else if (!active.delete(word)) active.add(word);
    show();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target, { name, value } = event.submitter || {};
    if (!form.matches("[data-look]")) return;
    event.preventDefault();
    // Asked for twice, a density is taken back.
    const chosen = form.querySelector(".dens") && desk.dataset[name] === value ? "" : value;
    if (chosen) desk.dataset[name] = chosen;
    else delete desk.dataset[name];
    fetch(form.action, { method: "POST", headers: { "x-chevet-part": "1" }, body: new URLSearchParams([[name, chosen]]) }).catch(() => {});
    if (form.parentNode.open) form.parentNode.open = false;
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const open = document.querySelector("details.pick[open], details.menu[open]");
    if (open) { open.open = false; open.firstElementChild.focus(); return; }
    active.clear();
    show();
  });
  document.addEventListener("chevet:patched", show);
  show();
})();
