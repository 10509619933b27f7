// A wall display: keeps its board up to date, turns its pages, says when its data are old, and comes back by itself
// from whatever happened to the server, the network or the machine. Nobody stands here to reload it.
"use strict";
(() => {
  const SILENCE = 25000, FIRST = 500, LAST = 15000, DAY = 86400;
  const body = document.body, data = body.dataset, byId = (id) => document.getElementById(id);
  const same = (html) => html;
  const trusted = window.trustedTypes ? trustedTypes.createPolicy("chevet", { createHTML: same }) : { createHTML: same };
  const made = +data.made;
  let have = data.have, source = null, heard = 0, delay = FIRST, retry = 0, due = 0, offset = 0, busy = false;

  const size = () => innerWidth + "x" + innerHeight;
  const pageUrl = () => location.pathname + "?e=" + size();

  // The site's civil time in seconds, by this machine's clock: right across a change of hour, even while cut off.
  let zoned;
  try {
    zoned = new Intl.DateTimeFormat("en-GB", { timeZone: data.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  } catch { zoned = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }); }
  const seconds = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  const clockText = () => zoned.format(Date.now() + offset * 1000).slice(0, 5);

  function place(html) {
    const holder = document.createElement("template");
    holder.innerHTML = trusted.createHTML(html);
    for (const next of [...holder.content.children]) {
      const old = byId(next.id);
      if (!old || old.isEqualNode(next)) continue;
      old.replaceWith(next);
      if (next.id === "region") lay();
      else if (next.classList.contains("tile")) { next.classList.add("fresh"); setTimeout(() => next.classList.remove("fresh"), 4000); }
    }
    // Whoever keeps a copy for the day the server is away takes a new one.
    document.dispatchEvent(new CustomEvent("chevet:patched"));
  }

  function lay() {
    byId("region").style.setProperty("--u", byId("region").dataset.letter / 10 + "px");
    tick();
  }

  function ago(ms) {
    const s = Math.max(0, Math.round(ms / 1000)), m = Math.floor(s / 60);
    return s < 120 ? s + " s" : m < 120 ? m + " min" : m < 2880 ? Math.floor(m / 60) + " h" : Math.floor(m / 1440) + (document.documentElement.lang === "fr" ? " j" : " d");
  }

  // Once a second: the clock, the page shown, the age of the data. Everything is derived from the time, so that
  // nothing piles up and two walls side by side turn together.
  function tick() {
    const region = byId("region"), clock = byId("clock");
    if (clock && clock.textContent !== clockText()) clock.textContent = clockText();
    const pages = +region.dataset.pages, shown = pages > 1 ? Math.floor(Date.now() / 1000 / region.dataset.seconds) % pages : 0;
    for (const part of region.querySelectorAll("[data-page]")) part.hidden = +part.dataset.page !== shown;
    // Two pixels every ten minutes: no line of the board stays on the same points of the screen.
    data.shift = Math.floor(Date.now() / 600000) % 4;
    // A page kept from before the server went away is as old as when it was made.
    const silent = heard ? performance.now() - heard : Date.now() - made, frozen = silent > SILENCE, notice = byId("frozen");
    body.classList.toggle("is-frozen", frozen);
    if (frozen) notice.firstChild.textContent = data.frozen + " " + ago(silent);
    notice.hidden = !frozen;
    if (frozen && source && heard) { shut(); again(); }
  }

  function link(state) {
    const line = byId("link");
    line.dataset.state = state;
    line.querySelector(".said").textContent = state === "up" ? data.up : data.down;
  }

  function shut() {
    source?.close();
    source = null;
  }

  function open() {
    clearTimeout(retry);
    shut();
    const mine = (source = new EventSource(data.flux + "?e=" + size() + "&s=" + encodeURIComponent(have)));
    // A stream that is opened and says nothing is tried again, too.
    retry = setTimeout(() => { if (source === mine) { shut(); again(); } }, SILENCE);
    const on = (name, act) => mine.addEventListener(name, (event) => { if (source === mine) { heard = performance.now(); act(event.data); } });
    on("patch", (text) => {
      const end = text.indexOf("\n");
      have = end < 0 ? text : text.slice(0, end);
      if (end >= 0) place(text.slice(end + 1));
      link("up");
    });
    on("hb", (text) => {
      const [time, version] = text.split(" ");
      clearTimeout(retry);
      delay = FIRST;
      offset = 0;
      offset = ((seconds(time) - seconds(zoned.format(Date.now())) + DAY * 1.5) % DAY) - DAY / 2;
      link("up");
      byId("link").querySelector(".at").textContent = time;
      tick();
      if (version !== data.version) renew(version);
    });
    on("bye", (why) => {
      shut();
      if (why === "revoked") return void forget();
      if (why === "changed") return void renew("");
      again(FIRST + Math.random() * 2500);
    });
    mine.onerror = () => { if (source === mine) { shut(); link("down"); again(); } };
  }

  function again(wait) {
    clearTimeout(retry);
    retry = setTimeout(open, wait ?? delay * (0.7 + Math.random() * 0.6));
    if (wait === undefined) delay = Math.min(delay * 2, LAST);
  }

  // The page as the server gives it now; nothing unless it is a page of a wall, so that no page of a proxy, of a
  // half-started server or of a hotel's network ever takes the place of the board.
  async function ask(mark) {
    try {
      const answer = await fetch(pageUrl(), { cache: "no-store" });
      const text = await answer.text();
      return text.includes(mark) ? text : null;
    } catch { return null; }
  }

  // Loads itself again, once for each version of the server, when it is sure to be answered.
  async function renew(version) {
    if (busy || (version && sessionStorage.getItem("chevet-wall") === version)) return;
    busy = true;
    await new Promise((done) => setTimeout(done, version ? 1000 + Math.random() * 6000 : 0));
    if (await ask('data-flux="' + data.flux + '"')) {
      if (version) sessionStorage.setItem("chevet-wall", version);
      location.replace(pageUrl());
    } else {
      busy = false;
      if (!source) again();
    }
  }

  // Its token opens nothing any more: what was kept of the board goes, and the server says what to do.
  async function forget() {
    byId("region").replaceChildren();
    navigator.serviceWorker?.controller?.postMessage({ kind: "forget" });
    if (window.caches) for (const name of await caches.keys()) await (await caches.open(name)).delete(location.href, { ignoreSearch: true });
    if (await ask('class="wall shut"')) location.replace(location.pathname);
    else setTimeout(forget, 5000);
  }

  let resized = 0;
  addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(open, 400); });
  const wake = () => { if (!document.hidden && !(source && heard && performance.now() - heard < SILENCE)) { delay = FIRST; open(); } };
  addEventListener("online", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", wake);

  lay();
  setInterval(tick, 1000);
  open();
})();
