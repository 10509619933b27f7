// The slots a ward set up for itself: chosen in the drawer, shown on the tile of every board, changed and emptied.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, profile } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { boardOf, tile, ward } from './lib/ward.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([start('serve'), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const SETTINGS = {
  format: 'chevet/board',
  version: 1,
  settings: {
    slots: [
      { code: 'REGIME', name: 'Régime', choices: [{ code: 'SEL', name: 'Sans sel' }, { code: 'DIAB', name: 'Diabétique' }] },
      { code: 'SECTEUR', name: 'Secteur', choices: [{ code: 'NORD', name: 'Nord' }, { code: 'SUD', name: 'Sud' }] },
    ],
  },
};

/** A board whose ward has two slots, set up in its studio by somebody who has given their name. */
async function slotted() {
  const story = await ward(server);
  const context = await profile(browser, server);
  const page = await open(context, '/operateur');
  await page.locator('input[name="operator_name"]').fill('Camille Martin');
  await page.keyboard.press('Enter');
  await page.waitForURL('/');
  const path = await boardOf(context, story);
  await page.goto(`${path}/studio`, { waitUntil: 'domcontentloaded' });
  const field = page.locator('textarea[name=text]');
  await field.evaluate((it) => it.closest('details')?.setAttribute('open', ''));
  await field.fill(JSON.stringify(SETTINGS));
  await page.locator('form', { has: field }).getByRole('button').click();
  await page.getByRole('button', { name: /publier/i }).click();
  await page.getByRole('button', { name: /publier/i }).waitFor({ state: 'detached' });
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  return { story, context, page, path };
}

const slots = (page, story, n) => tile(page, story, n).locator('.sl > span');
const choice = (page, name) => page.locator('#drawer[open]').getByRole('button', { name, exact: true });

test('a slot is chosen in the drawer and shown on the tile, here and elsewhere; chosen otherwise, then emptied', async () => {
  const { story, context, page, path } = await slotted();
  const other = await profile(browser, server);
  const board = await open(other, path);
  await tile(board, story, 0).getByText('ABADIE').waitFor();
  assert.equal(await slots(page, story, 0).count(), 0, 'nothing is chosen yet');

  await tile(page, story, 0).locator('a.bed').click();
  await choice(page, 'Sans sel').click();
  await choice(page, 'Nord').click();
  for (const seen of [page, board]) {
    await slots(seen, story, 0).getByText('Sans sel').waitFor();
    await slots(seen, story, 0).getByText('Nord').waitFor();
  }
  assert.deepEqual(await slots(page, story, 0).evaluateAll((them) => them.map((it) => it.title)), ['Régime', 'Secteur']);
  assert.equal(await choice(page, 'Sans sel').getAttribute('aria-pressed'), 'true');

  await choice(page, 'Diabétique').click();
  await slots(board, story, 0).getByText('Diabétique').waitFor();
  assert.equal(await slots(board, story, 0).getByText('Sans sel').count(), 0);

  // By keyboard, and back by the notice.
  await choice(page, 'Sud').focus();
  await page.keyboard.press('Enter');
  await slots(board, story, 0).getByText('Sud').waitFor();
  await page.locator('#toasts').getByRole('button', { name: /annuler/i }).first().click();
  await slots(board, story, 0).getByText('Nord').waitFor();
  assert.equal(await slots(page, story, 1).count(), 0, 'of nobody else');
  assert.deepEqual([...context.complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.close()]);
});
