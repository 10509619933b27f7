// A board under the hands: single keys and the menu of a tile, and moving a patient by pointer or on the plan.
// What can be done, and what each bed would mean, is said by the server; nothing here knows a rule.
"use strict";
(() => {
  const { ask, take, show, parse, later } = window.chevet || {}, drawer = document.getElementById("drawer");
  if (!drawer) return;
  const tileOf = (node) => node?.closest?.(".grid .tile:has(.more)");
  const bedOf = (tile) => tile?.querySelector(".bed");
  const hrefOf = (tile) => bedOf(tile)?.getAttribute("href");
  const fetched = async (href) => parse(await (await ask(href)).text());
  let asking = false;

  // --- the menu, and keys looked up in it ---
  async function menu(tile, key) {
    if (asking || !tile) return;
    asking = true;
    try {
      const response = await ask(hrefOf(tile) + "/menu");
      if (!key || !response.ok) return await take(response);
      const [dialog] = parse(await response.text()), item = dialog.querySelector(`[data-key="${key}"]`);
      if (!item) return;
      if (item.href) return await show(item.getAttribute("href"), bedOf(tile));
      send(item.form);
    } finally { asking = false; }
  }
  function send(form) {
    form.hidden = true;
    document.body.append(form);
    form.requestSubmit();
    form.remove();
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    const { key, target } = event;
    if (/^[a-z]$/i.test(key) && target.matches(".bed")) later(() => menu(tileOf(target), key.toLowerCase()));
  });
  document.addEventListener("click", (event) => {
    const more = event.target.closest("a[data-menu]");
    if (!more || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    menu(tileOf(more));
  });
  document.addEventListener("contextmenu", (event) => {
    const tile = tileOf(event.target);
    if (!tile) return;
    event.preventDefault();
    if (!drag && event.pointerType !== "touch") menu(tile);
  });

  // --- where each bed of the plan says whether it fits ---
  let rows = null;
  function mark(found) {
    rows = found.length ? found : null;
    for (const tile of document.querySelectorAll(".tile[data-fit]")) { delete tile.dataset.fit; delete tile.dataset.says; }
    for (const { dataset } of found) {
      const tile = document.getElementById(dataset.bed);
      if (tile) Object.assign(tile.dataset, { fit: dataset.fit, says: dataset.says });
    }
  }
  const listed = () => (drawer.open ? [...drawer.querySelectorAll("form[data-move] [data-bed]")] : []);
  document.addEventListener("chevet:patched", () => mark(drag?.rows || listed()));
  drawer.addEventListener("close", () => mark([]));
  new MutationObserver(() => drag || mark(listed())).observe(drawer, { attributes: true, attributeFilter: ["open"] });
  const row = (tile) => rows?.find((it) => it.dataset.bed === tile?.id);
  const takes = (tile) => /^(ok|warn)$/.test(row(tile)?.dataset.fit);
  document.addEventListener("click", (event) => {
    const tile = tileOf(event.target);
    if (!rows || !tile) return;
    event.preventDefault();
    event.stopPropagation();
    const form = drawer.querySelector("form[data-move]"), input = takes(tile) && form?.querySelector(`[data-bed="${tile.id}"] input`);
    if (!input) return;
    input.checked = true;
    form.requestSubmit();
  }, true);

  // --- dragging: at once with a mouse, after a moment with a finger ---
  let drag = null;
  function drop() {
    if (!drag) return;
    clearTimeout(drag.timer);
    drag.ghost?.remove();
    document.querySelector(".over")?.classList.remove("over");
    document.body.classList.remove("dragging");
    drag = null;
    mark(listed());
  }
  async function lift() {
    const mine = drag, [family] = drag.tile.querySelectorAll(".nm > span");
    mine.ghost = Object.assign(document.createElement("div"), { className: "lifted", textContent: family?.textContent || "" });
    document.body.append(mine.ghost);
    document.body.classList.add("dragging");
    follow();
    const parts = await fetched(hrefOf(mine.tile) + "/deplacer").catch(() => []);
    if (drag !== mine) return;
    mine.rows = parts.flatMap((part) => [...part.querySelectorAll("[data-bed]")]);
    if (mine.rows.length) mark(mine.rows);
    else drop();
  }
  function follow() {
    const { ghost, x, y } = drag;
    ghost.style.transform = `translate(${x + 12}px,${y + 12}px)`;
    document.querySelector(".over")?.classList.remove("over");
    tileOf(document.elementFromPoint(x, y))?.classList.add("over");
  }
  document.addEventListener("pointerdown", (event) => {
    const tile = tileOf(event.target);
    if (event.button || !event.isPrimary || rows || !tile?.matches(".occ") || !/^\/sejour\//.test(hrefOf(tile)) || event.target.closest("button,.more")) return;
    drag = { tile, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", id: event.pointerId };
    if (drag.touch) drag.timer = setTimeout(() => drag && lift(), 450);
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 8;
    if (!drag.ghost) {
      if (!far) return;
      // A finger that moves before its time scrolls.
      if (drag.touch) return drop();
    }
    Object.assign(drag, { x: event.clientX, y: event.clientY, far: drag.far || far });
    drag.ghost ? follow() : lift();
  });
  document.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { ghost, tile, far } = drag, target = tileOf(document.elementFromPoint(event.clientX, event.clientY)), good = far && takes(target);
    drop();
    if (!ghost) return;
    // The click that may follow a drop opens nothing.
    const hush = (click) => { click.preventDefault(); click.stopPropagation(); };
    addEventListener("click", hush, true);
    setTimeout(() => removeEventListener("click", hush, true), 50);
    if (!far) return void menu(tile);
    if (!good) return;
    const form = Object.assign(document.createElement("form"), { method: "post" });
    form.setAttribute("action", hrefOf(tile) + "/deplacer");
    form.dataset.live = "";
    for (const [name, value] of [["lit", target.id], ["retour", "tableau"]]) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    send(form);
  });
  addEventListener("pointercancel", drop);
  addEventListener("touchmove", (event) => drag?.ghost && event.preventDefault(), { passive: false });
  document.addEventListener("dragstart", (event) => tileOf(event.target) && event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    event.stopPropagation();
    drop();
  }, true);
})();
