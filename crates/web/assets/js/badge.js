// A badge's reader types faster than any hand: its number is no single keys. At a post it says who is there, over any
// screen. Without this file a badge is read by the field of the question "who are you?".
"use strict";
(() => {
  const TOGETHER = 50;
  let number = "", last = 0, timer;

  // What a single key does, once it is clear that it was a single one.
  chevet.later = (act) => { if (number.length < 2) timer = setTimeout(act, TOGETHER); };

  async function tapped(qui_badge) {
    const back = location.pathname + location.search;
    const response = await chevet.ask("/operateur", { method: "POST", body: new URLSearchParams({ qui_badge, back }) }).catch(() => 0);
    if (!response) return chevet.complain();
    // What is open or typed stays; a bare screen is drawn again with what its new reader may see, at the same tile.
    if (!response.ok || document.querySelector("dialog[open]")) return chevet.take(response);
    const tile = document.activeElement.closest(".tile");
    if (tile) history.replaceState(null, "", "#" + tile.id);
    location.reload();
  }

  addEventListener("keydown", (event) => {
    const { key, target, timeStamp, repeat } = event;
    if (repeat || key === "Shift") return;
    clearTimeout(timer);
    const together = timeStamp - last < TOGETHER && !target.closest("input,select,textarea");
    last = timeStamp;
    if (key.length < 2) return number = together ? number + key : key;
    if (key === "Enter" && together && number.length > 3) {
      event.preventDefault();
      event.stopPropagation();
      if (document.querySelector("#who[data-post]")) tapped(number);
    }
    number = "";
  }, true);
})();
