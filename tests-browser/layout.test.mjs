// What people see at a glance: a full ward fits its screen, and no word is cut or covered.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { boardOf, fullWard, ward } from './lib/ward.mjs';

let server;
let browser;
let full;
before(async () => {
  [server, browser] = await Promise.all([start('serve'), launch()]);
  for (let n = 0; n < 6; n += 1) await ward(server);
  full = await fullWard(server);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Words cut at the bottom of a box that hides what overflows, and words that lie on other words. */
function cutOrCovered() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const hidden = element.closest('.vh, .skip, svg, option, script, dialog:not([open])');
    if (!node.data.trim() || hidden || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    const box = { left, top, right, bottom, element, text: node.data.trim().slice(0, 30) };
    for (let around = element; around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const frame = around.getBoundingClientRect();
      // A box of one pixel hides its words from sight on purpose, not from screen readers.
      if (frame.width <= 2 || frame.height <= 2) { box.right = box.left; break; }
      // A name may be shortened sideways, by an ellipsis; nothing may lose its lower half. What scrolls is not cut.
      if (overflowX !== 'visible') { box.left = Math.max(box.left, frame.left); box.right = Math.min(box.right, frame.right); }
      if (overflowY !== 'visible') {
        if (['hidden', 'clip'].includes(overflowY) && box.bottom > frame.bottom + 3) {
          found.push(`cut: "${box.text}" by ${Math.round(box.bottom - frame.bottom)} px in .${around.className}`);
        }
        box.top = Math.max(box.top, frame.top);
        box.bottom = Math.min(box.bottom, frame.bottom);
      }
    }
    if (box.right - box.left > 1 && box.bottom - box.top > 1) words.push(box);
  }
  // Bars and drawers lie over the rest by design.
  const flat = words.filter(({ element }) => !element.closest('header.top, dialog, .tabbar, .legend, #toasts'));
  for (const [n, one] of flat.entries()) {
    for (const other of flat.slice(n + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (across > 3 && down > 5) found.push(`covered: "${one.text}" and "${other.text}"`);
    }
  }
  return found;
}

test('a full ward of 32 beds is on one screen of 1440 x 900', async () => {
  const context = await profile(browser, server);
  const page = await open(context, await boardOf(context, full));
  await page.evaluate(() => document.fonts.ready);
  const below = await page.$$eval('article.tile', (tiles) =>
    tiles.filter((tile) => tile.getBoundingClientRect().bottom > innerHeight).length);
  assert.equal(await page.locator('article.tile').count(), full.beds);
  assert.equal(below, 0, 'beds below the edge of the screen');
  await context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`no word is cut or covered (${name})`, async () => {
    const context = await profile(browser, server, { viewport });
    const wrong = [];
    for (const path of ['/', await boardOf(context, full), '/messages', '/structure']) {
      const page = await open(context, path);
      await page.evaluate(() => document.fonts.ready);
      wrong.push(...(await page.evaluate(cutOrCovered)).map((words) => `${path}: ${words}`));
      await page.close();
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });
}
