// A team sets its own board: what is drafted is seen by who drafts, what is published by everybody, at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { boardOf, tile, ward } from './lib/ward.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([start('serve', [], { fixed: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** The studio of a ward, opened by somebody who has given their name. */
async function studio(story, options = {}) {
  const context = await profile(browser, server, options);
  const who = await context.newPage();
  await who.goto('/operateur');
  await who.locator('input[name="operator_name"]').fill('Camille Martin');
  await who.keyboard.press('Enter');
  await who.waitForURL('/');
  await who.close();
  const path = await boardOf(context, story);
  return { context, path, page: await open(context, `${path}/studio`) };
}

const scheme = (page) => page.locator('#region').getAttribute('data-couleur');
const becomes = (page, wanted) => page.waitForFunction((it) => document.querySelector('#region')?.dataset.couleur === it, wanted);
const choice = (page, name) => page.getByRole('button', { name, exact: true });

test('a draft is seen in the preview alone, a publication on every board within a second, and can be taken back', async () => {
  const story = await ward(server);
  const { context, path, page } = await studio(story);
  const other = await profile(browser, server);
  const board = await open(other, path);
  await tile(board, story, 0).getByText('ABADIE').waitFor();
  const preview = page.frameLocator('iframe').locator('#region');

  await choice(page, 'Spécialité').click();
  await preview.and(page.frameLocator('iframe').locator('[data-couleur=specialite]')).waitFor();
  assert.equal(await scheme(board), 'medecin', 'a draft is nobody else’s');

  const asked = Date.now();
  await page.getByRole('button', { name: /publier/i }).click();
  await becomes(board, 'specialite');
  const lasted = Date.now() - asked;
  assert.ok(lasted < 3_000, `seen after ${lasted} ms`);

  await page.getByRole('button', { name: /revenir/i }).first().click();
  await page.getByRole('button', { name: /publier/i }).click();
  await becomes(board, 'medecin');
  assert.deepEqual([...context.complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.close()]);
});

test('a ward that follows another one changes with it', async () => {
  const [leader, follower] = [await ward(server), await ward(server)];
  const { context, page } = await studio(follower);
  const board = await open(context, await boardOf(context, follower));
  const theirs = await studio(leader);
  await page.locator('select[name="voir"]').selectOption(theirs.path.split('/').pop());
  await page.getByRole('button', { name: /comparer/i }).click();
  await page.getByRole('button', { name: /suivre/i }).click();
  await page.getByRole('button', { name: /publier/i }).click();
  await page.getByText(/suit/i).first().waitFor();
  await choice(theirs.page, 'Destination').click();
  await theirs.page.getByRole('button', { name: /publier/i }).click();
  await becomes(board, 'aval');
  await Promise.all([context.close(), theirs.context.close()]);
});

test('everything is reached by keyboard, and what was published outlives a kill', async () => {
  const story = await ward(server);
  const { context, path, page } = await studio(story);
  await choice(page, 'Durée de séjour').focus();
  await page.keyboard.press('Enter');
  const publish = page.getByRole('button', { name: /publier/i });
  await publish.waitFor();
  await server.kill();
  await server.restart();
  await page.goto(`${path}/studio`);
  await publish.focus();
  await page.keyboard.press('Enter');
  await publish.waitFor({ state: 'detached' });
  await server.kill();
  await server.restart();
  const board = await open(context, path);
  await becomes(board, 'duree');
  await context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`the studio with a draft is accessible and no wider than its screen (${name})`, async () => {
    const { context, page } = await studio(await ward(server), { viewport });
    await choice(page, 'Spécialité').click();
    await page.getByRole('button', { name: /publier/i }).waitFor();
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await context.close();
  });
}
