// The views of a ward, its filters, colours, densities: by pointer and by keyboard, at three widths.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { admit, boardOf, fullWard, tile, ward } from './lib/ward.mjs';

let server;
let browser;
let full;
before(async () => {
  [server, browser] = await Promise.all([start('serve'), launch()]);
  full = await fullWard(server);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A browser of its own on the board of the full ward. */
async function desk(options) {
  const context = await profile(browser, server, options);
  const path = await boardOf(context, full);
  return { context, path, page: await open(context, path) };
}
const lit = (page) => page.locator('article.tile:not(.dim)').count();

test('chips of one kind add up, kinds narrow, places stay; a reload and a patch keep them, Escape clears', async () => {
  const { context, page } = await desk();
  const places = () => page.$$eval('article.tile', (tiles) => tiles.map((it) => it.id));
  const [before, total] = [await places(), await lit(page)];
  const doctors = page.locator('.chips.d .chipf');
  const counts = (await doctors.locator('small').allInnerTexts()).map(Number);
  await doctors.nth(0).click();
  assert.equal(await lit(page), counts[0], 'the chip promised that many');
  await doctors.nth(1).click();
  assert.equal(await lit(page), counts[0] + counts[1]);
  await page.locator('[data-filter=out]').click();
  const both = await lit(page);
  assert.ok(both < counts[0] + counts[1], 'another kind narrows');
  assert.deepEqual(await places(), before);
  assert.equal(await page.locator('article.tile.dim').first().evaluate((it) => getComputedStyle(it).opacity), '0.35');
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.locator('article.tile.dim').first().waitFor();
  assert.equal(await lit(page), both, 'after a reload');
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), /[A-Z]{4,}/, 'no name is kept');
  await page.locator('.clear').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await lit(page), total);
  assert.equal(await page.locator('[data-filter][aria-pressed=true]').count(), 0);
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('a filter holds when the board changes under it', async () => {
  const story = await ward(server);
  const context = await profile(browser, server);
  const page = await open(context, await boardOf(context, story));
  await page.evaluate(() => document.querySelector('[data-filter="j-0"], [data-filter="j-1"]')?.click());
  await admit(server, story, 4, 'NOUVELLE');
  await tile(page, story, 4).getByText('NOUVELLE').waitFor();
  assert.equal(await tile(page, story, 3).evaluate((it) => it.classList.contains('dim')), true, 'an empty bed stays dim');
  await context.close();
});

test('colours are chosen for oneself, by keyboard, and kept; the others see their own', async () => {
  const [one, other] = await Promise.all([desk(), desk()]);
  const head = (page) => page.locator('.tile.occ .band').first().evaluate((it) => getComputedStyle(it).backgroundColor);
  const letters = (page) => page.locator('.tile.occ .band').first().evaluate((it) =>
    [...it.querySelectorAll('.doc')].filter((doc) => getComputedStyle(doc).display !== 'none').map((doc) => doc.className));
  assert.deepEqual(await letters(one.page), ['doc d']);
  await one.page.locator('.hue summary').focus();
  await one.page.keyboard.press('Enter');
  await one.page.locator('.hue button[value=duree]').focus();
  await one.page.keyboard.press('Enter');
  await one.page.locator('#desk[data-couleur=duree]').waitFor();
  assert.deepEqual(await letters(one.page), ['doc j']);
  assert.equal(await one.page.locator('.hue button[value=duree]').getAttribute('aria-pressed'), 'true');
  assert.deepEqual(await letters(other.page), ['doc d'], 'nobody else sees it');
  const chosen = await head(one.page);
  await one.page.waitForTimeout(200);
  await one.page.reload({ waitUntil: 'domcontentloaded' });
  assert.equal(await head(one.page), chosen, 'after a reload');
  assert.deepEqual([...one.context.complaints, ...other.context.complaints], []);
  await Promise.all([one.context.close(), other.context.close()]);
});

test('without JavaScript a colour is chosen by a form', async () => {
  const { context, page } = await desk({ javaScriptEnabled: false });
  await page.locator('.hue summary').click();
  await page.locator('.hue button[value=aval]').click();
  await page.locator('#desk[data-couleur=aval]').waitFor();
  await context.close();
});

test('32 beds are on one screen in the compact and in the normal density, larger in the large one', async () => {
  const { context, page } = await desk();
  await page.evaluate(() => document.fonts.ready);
  const height = () => page.locator('article.tile').first().evaluate((it) => it.getBoundingClientRect().height);
  const below = () => page.$$eval('article.tile', (tiles) => tiles.filter((it) => it.getBoundingClientRect().bottom > innerHeight).length);
  const usual = await height();
  await page.locator('.dens button[value=compacte]').click();
  assert.equal(await below(), 0, 'compact');
  assert.ok(await height() < usual);
  await page.locator('.dens button[value=grande]').click();
  assert.ok(await height() > usual);
  await page.locator('.dens button[value=grande]').click();
  assert.equal(await height(), usual, 'asked for twice, it is taken back');
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('every view is one tab away, by keyboard too, and says where one is', async () => {
  const { context, path, page } = await desk();
  for (const view of ['liste', 'sorties', 'entrees', 'transmissions']) {
    await page.locator(`nav.tabs.views a[href="${path}/${view}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${path}/${view}`);
    assert.equal(await page.locator('nav.tabs.views [aria-current]').getAttribute('href'), `${path}/${view}`);
  }
  // The pages of the product are one menu away.
  await page.locator('.menu summary').click();
  await page.locator('.menu a[href="/messages"]').click();
  await page.waitForURL('**/messages');
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('a list is sorted by its heads, and stays live', async () => {
  const story = await ward(server);
  const context = await profile(browser, server);
  const path = await boardOf(context, story);
  const page = await open(context, `${path}/liste`);
  const names = () => page.$$eval('.lst .c-who b', (cells) => cells.map((it) => it.textContent));
  assert.deepEqual(await names(), ['ABADIE', 'BERTIN', 'CARPENTIER']);
  const head = page.locator('thead .c-who a');
  await head.click();
  await page.locator('thead .c-who[aria-sort=ascending]').waitFor();
  await head.click();
  await page.locator('thead .c-who[aria-sort=descending]').waitFor();
  assert.deepEqual(await names(), ['CARPENTIER', 'BERTIN', 'ABADIE']);
  await admit(server, story, 4, 'NOUVELLE');
  await page.locator('.lst').getByText('NOUVELLE').waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`every view is accessible, live and no wider than its screen (${name})`, async () => {
    const { context, path, page } = await desk({ viewport });
    await page.close();
    const wrong = [];
    for (const view of ['', '/liste', '/sorties', '/entrees', '/transmissions']) {
      const shown = await open(context, path + view);
      await shown.locator('#link[data-state=up]').waitFor();
      wrong.push(...(await violations(shown)).map((it) => `${view}: ${it}`));
      const over = await shown.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wrong.push(`${view}: ${over} px too wide`);
      await shown.close();
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}
