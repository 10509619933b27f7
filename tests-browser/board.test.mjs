// Ward boards, live: many screens, one truth.

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

/** A browser of its own on the board of a ward of its own. */
async function desk(story, options) {
  const context = await profile(browser, server, options);
  const path = await boardOf(context, story);
  return { context, path, page: await open(context, path) };
}

test('an admission is on every board, without anybody asking', async () => {
  const story = await ward(server);
  const desks = await Promise.all([desk(story), desk(story), desk(story, { viewport: { width: 390, height: 844 } })]);
  for (const { page } of desks) await tile(page, story, 0).getByText('ABADIE').waitFor();
  await admit(server, story, 4, 'NOUVELLE');
  for (const { page } of desks) await tile(page, story, 4).getByText('NOUVELLE').waitFor();
  for (const { context } of desks) {
    assert.deepEqual(context.complaints, []);
    await context.close();
  }
});

test('a tap on one board changes the others; the name is asked once, over the screen', async () => {
  const story = await ward(server);
  const [one, other] = await Promise.all([desk(story), desk(story)]);
  await tile(one.page, story, 3).getByRole('button', { name: /commencer|débuter|start/i }).click();
  const name = one.page.locator('input[name="operator_name"]');
  await name.fill('Camille Martin');
  await name.press('Enter');
  await one.page.locator('article.tile.menage:not(.todo)').waitFor();
  await other.page.locator('article.tile.menage:not(.todo)').waitFor();
  // The second tap asks nothing.
  await tile(one.page, story, 3).getByRole('button', { name: /prêt|terminer|fini/i }).click();
  await other.page.locator(`article.tile.libre`).filter({ hasText: '102F' }).waitFor();
  assert.deepEqual(one.context.complaints, []);
  await Promise.all([one.context.close(), other.context.close()]);
});

test('twelve tabs of one browser are all live', async () => {
  const story = await ward(server);
  const { context, path, page } = await desk(story);
  const tabs = [page];
  while (tabs.length < 12) tabs.push(await open(context, path));
  for (const tab of tabs) await tile(tab, story, 0).getByText('ABADIE').waitFor();
  await admit(server, story, 4, 'DOUZE');
  for (const tab of tabs) await tile(tab, story, 4).getByText('DOUZE').waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('without JavaScript a form still changes the bed', async () => {
  const story = await ward(server);
  const { context, path, page } = await desk(story, { javaScriptEnabled: false });
  await tile(page, story, 3).getByRole('button', { name: /commencer|débuter|start/i }).click();
  await page.locator('input[name="operator_name"]').fill('Camille Martin');
  await page.locator('main form button').first().click();
  await page.goto(path);
  await page.locator('article.tile.menage:not(.todo)').waitFor();
  await context.close();
});
