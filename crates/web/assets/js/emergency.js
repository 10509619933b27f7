// The emergency department by keyboard: arrows go from patient to patient, a letter does what the row offers, and the
// drawer closes once its form was taken. Without this file every link and button works as it is.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("#ed-rows [data-row]")];
  const first = (row) => row?.querySelector("a,button");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { key, target } = event, drawer = document.getElementById("drawer");
    if (document.body.dataset.keys === "off" || drawer?.open || document.querySelector("dialog:modal")) return;
    if (target.matches("input,select,textarea")) return;
    const all = rows(), at = all.indexOf(target.closest("[data-row]"));
    if (key === "ArrowDown" || key === "ArrowUp") {
      const next = first(all[at < 0 ? 0 : at + (key === "ArrowDown" ? 1 : -1)]);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else if (/^[a-z]$/i.test(key)) {
      const found = all[at]?.querySelector(`[data-key="${key.toLowerCase()}"]`);
      if (!found) return;
      event.preventDefault();
      chevet.later(() => found.click());
    }
  });
  document.addEventListener("chevet:patched", ({ detail }) => {
    const done = detail.includes("drawer-body") && document.querySelector("#drawer[open] #drawer-body[data-done]");
    if (done) document.querySelector("#drawer [data-close]").click();
  });
})();
