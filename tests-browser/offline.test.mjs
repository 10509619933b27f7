// The server is gone and somebody opens the board again: the last one seen is shown, and says what it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, profile, until } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { hang } from './lib/wall.mjs';
import { admit, boardOf, tile, ward } from './lib/ward.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([start('serve', [], { fixed: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const banner = (page) => page.getByText(/Serveur injoignable – tableau de \d\d:\d\d/);

/** Waits until the page was kept, as the worker's own store tells. */
const isKept = (page) => until(page, async () => {
  const pages = await caches.open('chevet-pages');
  const names = (await (await caches.open('chevet-files')).keys()).map((it) => it.url);
  return (await pages.keys()).length > 0 && ['css', 'js', 'svg', 'woff2'].every((end) => names.some((it) => it.endsWith('.' + end)));
});

test('b02 a board opened again without a server is the last one seen, and lives again with it', async () => {
  const story = await ward(server);
  const context = await profile(browser, server);
  const path = await boardOf(context, story);
  const page = await open(context, path);
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  await isKept(page);
  const shown = (await page.locator('#link .at').textContent()).slice(0, 5);
  await server.kill();
  await page.reload();
  await banner(page).waitFor({ timeout: 30_000 });
  // In the hour of the site, which is not that of this machine: the page shows it too, a minute apart at most.
  const said = (await banner(page).textContent()).match(/\d\d:\d\d/)[0];
  const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  assert.ok(Math.abs(minutes(said) - minutes(shown)) % 1438 <= 2, `${said} and ${shown}`);
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  await page.getByText(/\(il y a 0 min\)/).waitFor();
  // Its styles and fonts are there too.
  const ground = await page.evaluate(() => getComputedStyle(document.querySelector('header.top')).backgroundColor);
  assert.equal(ground, 'rgb(16, 38, 58)');
  // Another page was not kept, says so, and leads to the one that was.
  const other = await context.newPage();
  await other.goto(new URL('/messages', page.url()).href);
  await other.getByRole('heading', { name: /Serveur injoignable/ }).waitFor();
  await other.getByRole('link', { name: /Dernier tableau gardé/ }).click();
  await banner(other).waitFor();
  await other.close();
  // The server comes back: the board lives again by itself, without a trace of the past.
  await server.restart();
  await admit(server, story, 4, 'REVENUE');
  await tile(page, story, 4).getByText('REVENUE').waitFor({ timeout: 60_000 });
  await banner(page).waitFor({ state: 'detached', timeout: 60_000 });
  await context.close();
});


test('what a device keeps cannot be read, is one board, and goes when told', async () => {
  const [story, next] = [await ward(server), await ward(server)];
  const context = await profile(browser, server);
  const page = await open(context, await boardOf(context, story));
  await isKept(page);
  const raw = () => page.evaluate(async () => {
    const out = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) out.push([name, new URL(request.url).pathname, await (await cache.match(request)).text()]);
    }
    return out;
  });
  const kept = await raw();
  assert.ok(kept.length > 2, `only ${kept.length} things are kept`);
  for (const [, url, text] of kept) assert.ok(!/ABADIE|BERTIN/.test(text), `${url} holds a name in clear`);
  // Only our files beside the one page; the next board takes the place of this one.
  assert.ok(kept.every(([name, url]) => name === 'chevet-pages' || url.startsWith('/assets/')));
  await page.goto(new URL(await boardOf(context, next), page.url()).href);
  await page.goto(new URL('/messages', page.url()).href);
  await until(page, async (last) => {
    const pages = await (await caches.open('chevet-pages')).keys();
    return pages.length === 1 && !pages[0].url.endsWith(last);
  }, new URL(kept.find(([name]) => name === 'chevet-pages')[1], page.url()).pathname);
  // Told to forget, as a log-out does.
  await page.evaluate(() => navigator.serviceWorker.controller.postMessage({ kind: 'forget' }));
  await until(page, async () => (await caches.keys()).length === 0);
  await context.close();
});

/** Makes what was kept older than it is. */
const ages = (page, hours) => page.evaluate(async (hours) => {
  const pages = await caches.open('chevet-pages');
  for (const request of await pages.keys()) {
    const old = await pages.match(request);
    const headers = new Headers(old.headers);
    headers.set('x-at', String(Date.now() - hours * 3600e3));
    await pages.put(request, new Response(await old.arrayBuffer(), { headers }));
  }
}, hours);

test('a board kept for more than twelve hours is not shown any more', async () => {
  const story = await ward(server);
  const context = await profile(browser, server);
  const page = await open(context, await boardOf(context, story));
  await isKept(page);
  await ages(page, 12.1);
  await server.kill();
  await page.reload();
  await page.getByText(/plus de 12 heures/).waitFor();
  assert.equal(await page.getByText('ABADIE').count(), 0);
  await server.restart();
  await context.close();
});

test('a wall without a server for more than twelve hours says so, and comes back by itself', async () => {
  const story = await ward(server);
  const scout = await profile(browser, server);
  const { desk, path } = await hang(browser, server, await boardOf(scout, story));
  const context = await profile(browser, server);
  const wall = await open(context, path);
  await wall.getByText('A. L.').waitFor();
  await isKept(wall);
  await ages(wall, 12.1);
  await server.kill();
  await wall.reload();
  await wall.getByText(/plus de 12 heures/).waitFor();
  assert.equal(await wall.locator('.tile, a').count(), 0, 'neither the old board nor a way to another one');
  // Nobody touches it: it tries again, meets nobody, tries again, and finds the server.
  await wall.waitForEvent('load');
  await wall.getByText(/réessaie tout seul/).waitFor();
  await server.restart();
  await admit(server, story, 4, 'REVENUE');
  await wall.getByText('R. J.').waitFor({ timeout: 60_000 });
  await Promise.all([context.close(), scout.close(), desk.close()]);
});
