// A board of the past: the slider, the keys and the play button ask the server for frames and put them in place.
// Without this file the same links and forms lead from page to page.
"use strict";
(() => {
  const bar = () => document.getElementById("past"), range = document.getElementById("past-range");
  const play = document.getElementById("past-play"), button = play.querySelector("[data-play]"), speed = play.querySelector("select");
  const path = location.pathname;
  let wanted = null, busy = false, timer = 0;
  play.hidden = false;

  // One question at a time; of those that come meanwhile, only the last one counts.
  async function show(query) {
    wanted = query;
    if (busy) return;
    busy = true;
    try {
      while (wanted !== null) {
        const asked = wanted;
        wanted = null;
        const response = await fetch(`${path}?${asked}`, { headers: { "x-chevet-part": "1" } });
        const html = await response.text();
        if (!response.ok) { stop(); chevet.patch(html); break; }
        // What was typed has been sent: the field may show where that led.
        for (const field of bar().querySelectorAll("form[data-past] input")) field.defaultValue = field.value;
        chevet.patch(html);
        arrive();
      }
    } catch {
      // The page still shows the last instant that came, and says which.
      stop();
    } finally {
      busy = false;
    }
  }

  function arrive() {
    const { m, last, query } = bar().dataset;
    range.max = last;
    if (wanted === null) range.value = m;
    const said = bar().querySelector(".pwhen b");
    range.setAttribute("aria-valuetext", said.textContent);
    document.title = document.title.replace(/,.*/, ", " + said.textContent + " · Chevet");
    history.replaceState(history.state, "", `${path}?${query}`);
    if ("now" in bar().dataset) stop();
  }

  // Minutes from the one shown; over the edge of the day lies the next one.
  function move(minutes) {
    const { day, last, query } = bar().dataset, corrected = query.includes("vu=corrige") ? "&vu=corrige" : "";
    const target = Number(range.value) + minutes;
    if (target >= 0 && target <= Number(last)) {
      range.value = target;
      return show(`jour=${day}&m=${target}${corrected}`);
    }
    const date = new Date(`${day}T12:00:00Z`);
    date.setUTCDate(date.getUTCDate() + Math.sign(minutes));
    const rest = target < 0 ? 1440 + target : target - Number(last) - 1;
    show(`jour=${date.toISOString().slice(0, 10)}&m=${rest}${corrected}`);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    button.setAttribute("aria-pressed", "false");
  }
  function toggle() {
    if (timer) return stop();
    const [pause, minutes] = speed.value.split(",").map(Number);
    button.setAttribute("aria-pressed", "true");
    timer = setInterval(() => busy || move(minutes), pause);
  }

  range.addEventListener("input", () => { stop(); move(0); });
  button.addEventListener("click", toggle);
  speed.addEventListener("change", () => { if (timer) { stop(); toggle(); } });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#past a[data-step]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    stop();
    show(new URL(link.href).search.slice(1));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-past]")) return;
    event.preventDefault();
    stop();
    show(String(new URLSearchParams(new FormData(event.target))));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event, slides = target === range;
    if (!slides && /^(INPUT|SELECT|TEXTAREA)$/.test(target.nodeName)) return;
    if (key === " " && !target.closest("button,a,summary")) toggle();
    else if (slides && /^Page(Up|Down)$/.test(key)) { stop(); move(key === "PageUp" ? 60 : -60); }
    else if (/^[a-z]$/.test(key) && bar().querySelector(`[data-key="${key}"]`)) bar().querySelector(`[data-key="${key}"]`).click();
    else return;
    event.preventDefault();
  });
})();
