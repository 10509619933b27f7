// Narrows a list while one types, and walks it with the arrow keys. Without this file the field is a plain form and
// the list is read with the Tab key.
(() => {
  "use strict";
  const field = document.querySelector("input[data-narrow]");
  const folded = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const narrow = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    for (const row of document.querySelectorAll(field.dataset.narrow)) {
      const out = !words.every((word) => row.dataset.text.includes(word));
      // Asked first: writing would wake the observer below once more.
      if (row.hidden !== out) row.hidden = out;
    }
    for (const group of document.querySelectorAll("[data-rows] .grp")) {
      const empty = !group.querySelector("[data-text]:not([hidden])");
      if (group.hidden !== empty) group.hidden = empty;
    }
  };
  if (field) {
    // A field that does nothing without script is shown by the script.
    field.form.hidden = false;
    field.addEventListener("input", narrow);
    field.form.addEventListener("submit", (event) => event.preventDefault());
    // A line that was redrawn comes back visible.
    new MutationObserver(() => field.value && narrow()).observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "data-text"],
    });
    if (field.value) narrow();
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && event.target === field) {
      field.value = "";
      narrow();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (typing && event.target !== field)) return;
    const lines = [...document.querySelectorAll("[data-rows] [role=rowheader] a, [data-rows] a[data-line]")]
      .filter((line) => line.offsetParent !== null);
    const at = lines.indexOf(document.activeElement);
    if (at < 0 && event.target !== field) return;
    const next = lines[at < 0 ? 0 : at + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
})();
