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

/** Beds of which a part lies outside the screen, or below what is in front of it. */
const unseen = (page) => page.$$eval('article.tile', (tiles) => {
  const shown = document.querySelector('.grid').getBoundingClientRect();
  const inside = ({ top, bottom }) => top >= shown.top - 1 && bottom <= Math.min(shown.bottom, innerHeight) + 1;
  return tiles.filter((tile) => !inside(tile.getBoundingClientRect())).map((tile) => tile.querySelector('a.bed').textContent);
});

for (const [density, size, beds] of [
  ['normale', { doubles: 10, singles: 10 }, 30],
  ['compacte', { doubles: 18, singles: 12 }, 48],
  ['compacte', { doubles: 10, singles: 28 }, 48],
]) {
  test(`${beds} beds (${size.singles} single rooms) are on one screen of 1440 x 900, ${density}`, async () => {
    const large = await fullWard(server, size);
    const context = await profile(browser, server);
    const path = await boardOf(context, large);
    // As on a day of work: somebody has confirmed the ward, and the bar that asks for it is gone.
    const page = await open(context, path.replace('/service/', '/structure/service/'));
    await page.locator('button[value=confirm]').click();
    await page.locator('input[name="operator_name"]').fill('Camille Martin');
    await page.keyboard.press('Enter');
    await page.locator('button[value=confirm]').waitFor({ state: 'detached' });
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await page.evaluate(() => document.fonts.ready);
    await page.locator(`.dens button[value=${density}]`).click();
    await page.locator(`#desk[data-densite=${density}]`).waitFor();
    assert.equal(await page.locator('article.tile').count(), beds);
    assert.deepEqual(await unseen(page), []);
    const scrolls = await page.evaluate(() => [document.scrollingElement, document.querySelector('.grid')]
      .map((it) => it.scrollHeight - it.clientHeight));
    assert.ok(Math.max(...scrolls) <= 0, `nothing to scroll: ${scrolls}`);
    assert.deepEqual(await page.evaluate(cutOrCovered), []);
    await context.close();
  });
}

test('on the downtime sheet every value stands below the head of its column', async () => {
  const context = await profile(browser, server);
  const page = await open(context, `${await boardOf(context, full)}/feuille`);
  await page.evaluate(() => document.fonts.ready);
  const wrong = await page.evaluate(() => {
    const left = (cell) => Math.round(cell.getBoundingClientRect().left);
    return [...document.querySelectorAll('.paper table')].flatMap((table) => {
      const heads = [...table.tHead.rows[0].cells].map(left);
      const whole = [...table.tBodies[0].rows].filter((row) => row.cells.length === heads.length);
      const off = whole.filter((row) => [...row.cells].some((cell, n) => Math.abs(left(cell) - heads[n]) > 1));
      return whole.length ? off.map((row) => row.innerText) : ['no row'];
    });
  });
  assert.deepEqual(wrong, []);
  assert.match(await page.locator('.paper td.dep').first().innerText(), /\d\d\/\d\d\s+J\d/, 'since when, in its column');
  await context.close();
});

test('on a phone the name of the ward is read whole', async () => {
  const context = await profile(browser, server, { viewport: WIDTHS.phone });
  const page = await open(context, await boardOf(context, full));
  await page.evaluate(() => document.fonts.ready);
  const name = page.locator('.top .where b');
  // The feed knows this ward by its unit only; teams give longer names.
  for (const called of ['Cardiologie B', 'Médecine polyvalente', 'Soins intensifs de cardiologie']) {
    const cut = await name.evaluate((it, called) => {
      it.textContent = called;
      const bar = it.closest('.top').getBoundingClientRect(), box = it.parentElement.getBoundingClientRect();
      return { across: it.scrollWidth - it.clientWidth, down: it.scrollHeight - it.clientHeight, out: box.bottom > bar.bottom || box.top < bar.top };
    }, called);
    assert.ok(cut.across <= 0 && cut.down <= 2 && !cut.out, `${called}: ${JSON.stringify(cut)}`);
  }
  // What made room for it is in the menu.
  await page.locator('.menu summary').click();
  const { left, right } = await page.locator('.menu .pages').evaluate((it) => it.getBoundingClientRect().toJSON());
  assert.ok(left >= 0 && right <= WIDTHS.phone.width, `from ${left} to ${right}`);
  await page.locator('.menu').getByRole('button', { name: /english/i }).click();
  await page.locator('html[lang=en]').waitFor({ state: 'attached' });
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
