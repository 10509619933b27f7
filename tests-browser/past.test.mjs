// Back in time on a board: by keyboard, by pointer, by itself.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, profile } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { admit, boardOf, tile, ward } from './lib/ward.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([start('serve'), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A page on the past of a ward of its own. */
async function past(options) {
  const story = await ward(server);
  const context = await profile(browser, server, options);
  const page = await open(context, `${await boardOf(context, story)}/passe`);
  await page.locator('#past-play').waitFor();
  return { story, context, page };
}

const minute = async (page) => Number(await page.locator('#past').getAttribute('data-m'));
const until = (page, test, value) => page.waitForFunction(test, value);

test('the slider is moved by arrows and by page keys, and the address follows', async () => {
  const { context, page } = await past();
  // Far from both ends of the day, whatever the hour of the test.
  await page.goto(`${new URL(page.url()).pathname}?jour=2026-01-15&m=720`);
  await page.locator('#past-play').waitFor();
  const range = page.locator('#past-range');
  await range.focus();
  await page.keyboard.press('ArrowLeft');
  await until(page, () => document.querySelector('#past').dataset.m === '719');
  await page.keyboard.press('PageUp');
  await until(page, () => document.querySelector('#past').dataset.m === '779');
  assert.match(page.url(), /a=2026-01-15T12:59/);
  assert.equal(await range.evaluate((it) => it === document.activeElement), true, 'the slider lost the focus');
  assert.match(await page.locator('#past .pwhen b').innerText(), /12.h.59/);
  await context.close();
});

test('the slider is moved by the pointer', async () => {
  const { context, page } = await past();
  await page.goto(`${new URL(page.url()).pathname}?jour=2026-01-15&m=0`);
  await page.locator('#past-play').waitFor();
  const box = await page.locator('#past-range').boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(page, () => Math.abs(Number(document.querySelector('#past').dataset.m) - 720) < 15);
  await context.close();
});

test('it plays by the space bar, and stops', async () => {
  const { context, page } = await past();
  await page.goto(`${new URL(page.url()).pathname}?jour=2026-01-15&m=600`);
  await page.locator('#past-play').waitFor();
  await page.keyboard.press(' ');
  await until(page, () => Number(document.querySelector('#past').dataset.m) >= 615);
  await page.keyboard.press(' ');
  assert.equal(await page.locator('[data-play]').getAttribute('aria-pressed'), 'false');
  assert.equal((await minute(page)) % 5, 0);
  await context.close();
});

test('the change before is one step away, and a tile of the past tells its journal', async () => {
  const { story, context, page } = await past();
  const shows = (name) => page.locator('#region').getByText(name);
  await shows('CARPENTIER').waitFor();
  // Somebody comes. The last change is that arrival; the change before it shows the board without.
  await admit(server, story, 4, 'ARRIVANTE');
  await page.goto(new URL(page.url()).pathname);
  await shows('ARRIVANTE').waitFor();
  const shown = await page.locator('#past').getAttribute('data-query');
  await page.locator('#past a[href*="precedent"]').click();
  await until(page, (before) => document.querySelector('#past').dataset.query !== before, shown);
  await page.locator('#past a[href*="precedent"]').click();
  await shows('ARRIVANTE').waitFor({ state: 'detached' });
  await shows('CARPENTIER').waitFor();
  await page.locator('#past a[href*="suivant"]').click();
  await shows('ARRIVANTE').waitFor();
  await tile(page, story, 4).locator('a.bed').click();
  await page.locator('.jlines li').first().waitFor();
  await page.getByText(/message n° \d+/).first().waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});
