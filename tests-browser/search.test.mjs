// Search from anywhere, by keyboard: to the tile of somebody whose name is typed with a slip; and without script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { boardOf, tile, ward } from './lib/ward.mjs';

let server;
let browser;
let story;
before(async () => {
  [server, browser] = await Promise.all([start('serve'), launch()]);
  story = await ward(server);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const focused = (page) => page.evaluate(() => document.activeElement.closest('[id]')?.id);
const field = (page) => page.locator('#palette input[name=q]');
const chosen = (page) => page.locator('#palette [role=option][aria-selected=true]');

test('slash, a name with a slip, Enter: the focus is on the tile of another page', async () => {
  const context = await profile(browser, server);
  const board = await boardOf(context, story);
  const page = await open(context, '/messages');
  await page.keyboard.press('/');
  await field(page).waitFor();
  // Typed faster than any answer comes: Enter means the answer to all of it.
  await page.keyboard.type('carpentire odete');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === board);
  const id = await tile(page, story, 2).getAttribute('id');
  await page.waitForFunction((id) => document.activeElement.closest('.tile')?.id === id, id);
  assert.equal(new URL(page.url()).hash, `#${id}`);
  assert.equal(await tile(page, story, 2).evaluate((it) => it.matches(':target')), true, 'the tile is not lit');
  // From there, on the same board, to a bed.
  await page.keyboard.press('/');
  await page.keyboard.type('101f');
  await chosen(page).getByText('BERTIN').waitFor();
  await page.keyboard.press('Enter');
  const other = await tile(page, story, 1).getAttribute('id');
  await page.waitForFunction((id) => document.activeElement.closest('.tile')?.id === id, other);
  assert.equal(await page.locator('#palette').evaluate((it) => it.open), false);
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('arrows choose, Escape gives the focus back and leaves nothing of what was typed', async () => {
  const context = await profile(browser, server);
  const page = await open(context, await boardOf(context, story));
  await tile(page, story, 0).locator('a.bed').focus();
  const before = await focused(page);
  await page.keyboard.press('Control+k');
  await field(page).fill('10');
  await chosen(page).getByText('101').first().waitFor();
  const first = await field(page).getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  const second = await field(page).getAttribute('aria-activedescendant');
  assert.notEqual(first, second);
  assert.equal(await chosen(page).getAttribute('id'), second);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await chosen(page).evaluate((it) => it === [...document.querySelectorAll('#palette [role=option]')].pop()), true, 'it does not go round');
  await page.keyboard.press('Escape');
  await page.locator('#palette').waitFor({ state: 'hidden' });
  assert.equal(await focused(page), before);
  assert.equal(await field(page).inputValue(), '');
  await context.close();
});

test('somebody who left opens in the drawer over the current screen', async () => {
  const context = await profile(browser, server);
  const page = await open(context, '/structure');
  await page.keyboard.press('/');
  await page.keyboard.type('delmas');
  await chosen(page).getByText(/Sorti/).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#drawer[open] h1').getByText('DELMAS').waitFor();
  assert.equal(new URL(page.url()).pathname, '/structure');
  await context.close();
});

test('g and a letter go to pages; single keys can be switched off, Ctrl K stays', async () => {
  const context = await profile(browser, server);
  const board = await boardOf(context, story);
  const page = await open(context, board);
  const pressed = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  await pressed('g', 'm');
  await page.waitForURL('**/messages');
  await pressed('g', 's');
  await page.waitForURL(`**${board}`);
  await pressed('?');
  const help = page.locator('dialog#help[open]');
  await help.getByRole('button', { name: 'Désactiver' }).click();
  await page.waitForURL('**/aide');
  assert.equal(await page.getAttribute('body', 'data-keys'), 'off');
  await pressed('/', 'g', 'm', '?');
  assert.equal(new URL(page.url()).pathname, '/aide');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await pressed('Control+k');
  await field(page).waitFor();
  await context.close();
});

test('an empty palette shows the wards seen lately; nothing kept by the browser is a name', async () => {
  const context = await profile(browser, server);
  const board = await boardOf(context, story);
  await open(context, board);
  const page = await open(context, '/');
  await page.getByRole('link', { name: 'Rechercher' }).click();
  const lately = page.getByRole('group', { name: 'Vus récemment' });
  await lately.getByRole('option').first().waitFor();
  await field(page).fill('abadie');
  await chosen(page).getByText('ABADIE').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${board}*`);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title, history.state]));
  assert.doesNotMatch(kept, /abadie/i);
  await context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`the palette is accessible, full or without an answer (${name})`, async () => {
    const context = await profile(browser, server, { viewport });
    const page = await open(context, await boardOf(context, story));
    await page.getByRole('link', { name: 'Rechercher' }).click();
    for (const typed of ['', 'a', '10', 'zzyzx']) {
      await field(page).fill(typed);
      await page.waitForFunction((typed) => typed !== 'zzyzx' || document.querySelector('#hits .void'), typed);
      await page.locator(typed === 'zzyzx' ? '#hits .void' : '#palette [role=option]').first().waitFor();
      assert.deepEqual(await violations(page), [], `typed ${typed}`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, 'wider than the screen');
    await context.close();
  });
}

test('on a phone, a touch on an answer leads to the tile', async () => {
  const context = await profile(browser, server, { viewport: WIDTHS.phone, hasTouch: true });
  const board = await boardOf(context, story);
  const page = await open(context, '/');
  await page.getByRole('link', { name: 'Rechercher' }).tap();
  await field(page).fill('bertn');
  await page.getByRole('option').getByText('BERTIN').tap();
  await page.waitForURL((url) => url.pathname === board);
  const id = await tile(page, story, 1).getAttribute('id');
  await page.waitForFunction((id) => document.activeElement.closest('.tile')?.id === id, id);
  assert.equal(await tile(page, story, 1).evaluate((it) => it.getBoundingClientRect().top < innerHeight), true, 'the tile is out of sight');
  await context.close();
});

test('without JavaScript the box leads to a page with the same form', async () => {
  const context = await profile(browser, server, { javaScriptEnabled: false });
  const page = await open(context, '/');
  await page.getByRole('link', { name: 'Rechercher' }).click();
  await page.locator('main input[name=q]').fill('carpantier');
  await page.locator('main').getByRole('button', { name: 'Rechercher' }).click();
  const link = page.locator('main').getByRole('link').filter({ hasText: 'CARPENTIER' });
  assert.equal(new URL(page.url()).search, '', 'what was typed is in the address');
  await link.click();
  await tile(page, story, 2).waitFor();
  assert.match(page.url(), /\/service\/w\d+#b\d+$/);
  await context.close();
});

test('a server that is gone is told, and the list does not lie', async () => {
  const own = await start('serve');
  const context = await profile(browser, own);
  const page = await open(context, '/');
  await own.stop();
  await page.keyboard.press('/');
  await page.keyboard.type('abadie');
  await page.locator('#hits-said').getByText('ne répond pas').waitFor();
  assert.equal(await page.getByRole('option').count(), 0);
  await context.close();
  await own.close();
});
