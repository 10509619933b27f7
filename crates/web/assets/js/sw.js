// Keeps the last board seen on this device, and shows it while the server cannot be reached. Served as /sw.js.
//
// Only pages that say `data-offline` are kept, sealed with a key that leaves this browser's store in no readable form;
// beside them only our own files. What is kept is shown for twelve hours at most, never while the server answers, and
// goes at the message "forget".
"use strict";
const PAGES = "chevet-pages", FILES = "chevet-files", LIMIT = 12 * 3600e3, PATIENCE = 10000;
const KEEPABLE = /^\/(service|mur)\/[^/]+$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data?.kind === "forget") event.waitUntil(forget());
  if (event.data?.kind === "keep") event.waitUntil(fetch(event.data.url).then((page) => keep(event.data.url, page)));
});

// --- the seal: a key that scripts can use and nobody can read out ---
const store = () => new Promise((done, fail) => {
  const asked = indexedDB.open("chevet", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("keys");
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
async function withKeys(mode, act) {
  const db = await store();
  try {
    return await new Promise((done, fail) => {
      const asked = act(db.transaction("keys", mode).objectStore("keys"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally {
    db.close();
  }
}
async function key() {
  const known = await withKeys("readonly", (keys) => keys.get("pages"));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await withKeys("readwrite", (keys) => keys.put(made, "pages"));
  return made;
}
async function forget() {
  await withKeys("readwrite", (keys) => keys.clear());
  await Promise.all([caches.delete(PAGES), caches.delete(FILES)]);
}

// --- keeping ---
const plain = (url) => { const it = new URL(url, self.location); it.search = it.hash = ""; return it.href; };
const kind = (url) => new URL(url).pathname.split("/")[1];
const isOurs = (page) => (page.headers.get("content-security-policy") || "").includes("trusted-types");
const isHtml = (page) => (page.headers.get("content-type") || "").startsWith("text/html");
const files = (text) => [...text.matchAll(/\/assets\/[\w.-]+/g)].map((found) => found[0]);

async function keep(url, page) {
  if (!page.ok || page.redirected || !isHtml(page)) return;
  const html = await page.clone().text();
  if (!/<body[^>]*\sdata-offline/.test(html)) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), new TextEncoder().encode(html));
  const pages = await caches.open(PAGES), mine = plain(url);
  // One board of a ward and one wall: no device collects the names of a hospital.
  for (const other of await pages.keys()) if (other.url !== mine && kind(other.url) === kind(mine)) await pages.delete(other);
  await pages.put(mine, new Response(sealed, { headers: { "x-at": String(Date.now()), "x-iv": btoa(String.fromCharCode(...iv)) } }));
  await furnish(pages, html);
}

// The files that the kept pages name, and those that their style sheet names; no others.
async function furnish(pages, html) {
  const cache = await caches.open(FILES), wanted = new Set(files(html));
  for (const other of await pages.keys()) {
    const opened = await open(other.url);
    if (opened) for (const name of files(opened.html)) wanted.add(name);
  }
  for (const name of [...wanted]) {
    let file = await cache.match(name);
    if (!file) {
      file = await fetch(name);
      if (!file.ok) continue;
      await cache.put(name, file.clone());
    }
    if (name.endsWith(".css")) for (const inner of files(await file.text())) {
      wanted.add(inner);
      if (!(await cache.match(inner))) await cache.add(inner);
    }
  }
  for (const old of await cache.keys()) if (!wanted.has(new URL(old.url).pathname)) await cache.delete(old);
}

// --- showing ---
async function open(url) {
  const pages = await caches.open(PAGES), found = await pages.match(plain(url));
  if (!found) return null;
  const at = +found.headers.get("x-at"), age = Date.now() - at;
  if (age > LIMIT || age < -60000) { await pages.delete(plain(url)); return { old: true, at }; }
  try {
    const iv = Uint8Array.from(atob(found.headers.get("x-iv")), (letter) => letter.charCodeAt(0));
    const html = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), await found.arrayBuffer());
    return { at, html: new TextDecoder().decode(html) };
  } catch {
    await pages.delete(plain(url));
    return null;
  }
}

const two = (number) => String(number).padStart(2, "0");
// The hour of the site: of its zone when the page names it, else the one the page was made with, else the device's.
function hour(html, at) {
  const zone = /\sdata-zone="([^"]+)"/.exec(html), made = /<time class="at">(\d\d:\d\d)/.exec(html), it = new Date(at);
  if (zone) return new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit", timeZone: zone[1] }).format(it);
  return made ? made[1] : two(it.getHours()) + ":" + two(it.getMinutes());
}
const english = (html) => /<html lang="en"/.test(html);
const answer = (html, status) => new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });

function stale({ html, at }) {
  const title = english(html) ? "Server unreachable – board of " + hour(html, at) : "Serveur injoignable – tableau de " + hour(html, at);
  const advice = english(html) ? "What changed since is not here. Nothing can be entered. Use the downtime sheet." : "Ce qui a changé depuis n’est pas ici. Rien ne peut être saisi. Prenez la feuille de secours.";
  const style = "position:sticky;top:0;z-index:99;padding:10px 16px;background:#FFE3A3;color:#3B2500;border-bottom:3px solid #B3261E;font-size:16px";
  const banner = '<div id="unreachable" role="alert" data-keep style="' + style + '"><b style="font-size:20px">' + title + '</b> <b class="age"></b> <span>' + advice + "</span></div>";
  const body = /<body([^>]*)>/.exec(html), attributes = /\sclass="/.test(body[1]) ? body[1].replace(' class="', ' class="kept ') : body[1] + ' class="kept"';
  return answer(html.replace(body[0], () => "<body" + attributes + ' data-kept="' + at + '">' + banner), 200);
}

async function without(url) {
  const opened = await open(url);
  if (opened?.html) return stale(opened);
  const others = [];
  for (const page of await (await caches.open(PAGES)).keys()) if ((await open(page.url))?.html) others.push(page.url);
  const link = others.map((other) => '<p><a href="' + other + '">Dernier tableau gardé sur ce poste · Last board kept here</a></p>').join("");
  const why = opened?.old ? "<p>Le tableau gardé a plus de 12 heures : il n’est plus montré. · The board kept is more than 12 hours old: it is not shown any more.</p>" : "";
  // Nobody stands before a wall to try again: it does so by itself, and is large and dark like the board it waits for.
  const wall = kind(url) === "mur", again = wall ? '<meta http-equiv="refresh" content="10"><style>body{margin:8vh 8vw;background:#07131D;color:#fff;font:3vmin/1.5 sans-serif}</style>' : "";
  const advice = wall
    ? "Prenez la feuille de secours. Cet écran réessaie tout seul. · Use the downtime sheet. This screen tries again by itself."
    : "Rien n’a été enregistré. Prenez la feuille de secours, puis réessayez. · Nothing was saved. Use the downtime sheet, then try again.";
  return answer('<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' + again + "<title>Serveur injoignable · Chevet</title></head><body><h1>Serveur injoignable · Server unreachable</h1>" + why + "<p>" + advice + "</p>" + (wall ? "" : link) + "</body></html>", 503);
}

// --- asking ---
async function ask(request, event) {
  const kept = KEEPABLE.test(new URL(request.url).pathname) && (await (await caches.open(PAGES)).match(plain(request.url)));
  let page;
  try {
    page = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE) } : {});
  } catch (fault) {
    if (request.mode !== "navigate") throw fault;
    return without(request.url);
  }
  // A proxy that answers for a server that does not.
  if (request.mode === "navigate" && page.status >= 502 && page.status <= 504 && !isOurs(page)) return without(request.url);
  if (request.method === "GET" && KEEPABLE.test(new URL(request.url).pathname)) {
    const copy = page.clone();
    event.waitUntil(keep(request.url, copy).catch(() => {}));
  }
  return page;
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) {
    event.respondWith(fetch(request).catch(async (fault) => (await caches.match(url.pathname)) || Promise.reject(fault)));
  } else if (request.mode === "navigate") {
    event.respondWith(ask(request, event));
  } else if (request.method === "GET" && KEEPABLE.test(url.pathname) && !request.headers.has("x-chevet-part") && !/event-stream/.test(request.headers.get("accept"))) {
    event.respondWith(ask(request, event));
  }
});
