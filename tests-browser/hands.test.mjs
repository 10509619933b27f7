// Hands on a board: the drawer, the keyboard, and what somebody is typing while the board changes under them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile } from './lib/browser.mjs';
import { pam, tell } from './lib/mllp.mjs';
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

/** A page on the board of a ward of its own. */
async function desk(options) {
  const story = await ward(server);
  const context = await profile(browser, server, options);
  const page = await open(context, await boardOf(context, story));
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  return { story, context, page };
}

/** The same patient under another name, as a correction of the identity says it: the tile must change. */
async function rename(story, n, family) {
  const patient = { ...story.people[n], family };
  await tell(server, pam({
    event: 'Z99', action: 'UPDATE', original: 'A01', visit: story.visit(n), movement: `M${story.series}0${n}`,
    at: story.since(n), place: story.place(n), patient,
  }));
}

test('a name that is being typed is kept while the tile behind it changes', async () => {
  const { story, context, page } = await desk();
  await tile(page, story, 3).getByRole('button', { name: /commencer/i }).click();
  const name = page.locator('input[name="operator_name"]');
  await name.fill('Camille Mar');
  await admit(server, story, 3, 'ARRIVEE');
  await tile(page, story, 3).getByText('ARRIVEE').waitFor();
  assert.equal(await name.inputValue(), 'Camille Mar');
  assert.equal(await name.evaluate((input) => input === document.activeElement), true, 'the field lost the focus');
  await context.close();
});

test('an hour typed in the drawer is kept while the stay it is about changes', async () => {
  const { story, context, page } = await desk();
  await tile(page, story, 0).locator('a.bed').click();
  const drawer = page.locator('#drawer');
  const hour = drawer.locator('input[name="quand"]');
  await hour.fill('2026-01-02T03:04');
  await rename(story, 0, 'ABADIE-ROUX');
  await drawer.locator('h1').getByText('ABADIE-ROUX').waitFor();
  await tile(page, story, 0).getByText('ABADIE-ROUX').waitFor();
  assert.equal(await hour.inputValue(), '2026-01-02T03:04');
  await context.close();
});

test('the board is walked by its arrows, a bed opened by Enter, closed by Escape', async () => {
  const { story, context, page } = await desk();
  const focused = () => page.evaluate(() => document.activeElement.closest('.tile')?.id);
  const id = (n) => tile(page, story, n).getAttribute('id');
  await tile(page, story, 0).locator('a.bed').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), await id(1));
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(), await id(0));
  const ends = await page.evaluate(() => [...document.querySelectorAll('.grid .tile')].map((it) => it.id));
  await page.keyboard.press('End');
  assert.equal(await focused(), ends.at(-1));
  await page.keyboard.press('Home');
  assert.equal(await focused(), ends[0]);
  await tile(page, story, 0).locator('a.bed').focus();
  await page.keyboard.press('Enter');
  const drawer = page.locator('#drawer[open]');
  await drawer.locator('h1').getByText('ABADIE').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.closest('#drawer') !== null), true, 'the focus is not in the drawer');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  assert.equal(await focused(), await id(0), 'the focus did not come back');
  await context.close();
});

test('one Tab enters the grid, the next one leaves it', async () => {
  const { story, context, page } = await desk();
  const stops = await page.$$eval('.grid .tile a.bed', (beds) => beds.filter((bed) => bed.tabIndex === 0).length);
  assert.equal(stops, 1);
  await tile(page, story, 1).locator('a.bed').focus();
  const after = await page.$$eval('.grid .tile a.bed', (beds) => beds.filter((bed) => bed.tabIndex === 0).map((bed) => bed.closest('.tile').id));
  assert.deepEqual(after, [await tile(page, story, 1).getAttribute('id')]);
  await context.close();
});

test('a patient marked left, then not: the board follows, and the way back is offered', async () => {
  const { story, context, page } = await desk();
  await page.goto('/operateur');
  await page.locator('input[name="operator_name"]').fill('Camille Martin');
  await page.keyboard.press('Enter');
  const other = await open(context, await boardOf(context, story));
  await other.locator('article.tile').first().waitFor();
  await tile(other, story, 1).locator('a.bed').click();
  await other.locator('#drawer').getByRole('button', { name: /marquer parti/i }).click();
  await other.locator('#toasts').getByRole('button', { name: /annuler/i }).click();
  await tile(other, story, 1).locator('footer.parti').waitFor({ state: 'detached' });
  await tile(other, story, 1).getByText('BERTIN').waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('two patients in one bed: a dispute on the board, settled by a person', async () => {
  const { story, context, page } = await desk();
  await admit(server, story, 0, 'INTRUS');
  await page.locator('article.tile.dispute').getByText('INTRUS').waitFor();
  await page.locator('article.tile.dispute').getByText('ABADIE').waitFor();
  await page.locator('article.tile.dispute a.bed').click();
  assert.deepEqual(await settledViolations(page), []);
  await page.locator('#drawer form[action$="/regler"] button').first().click();
  await page.locator('input[name="operator_name"]').fill('Camille Martin');
  await page.keyboard.press('Enter');
  await page.locator('article.tile.dispute').waitFor({ state: 'detached' });
  await context.close();
});

test('the button of a tile can be pressed while the tile has the focus', async () => {
  const { story, context, page } = await desk();
  // As after a look into its drawer: the keyboard is on the bed, the mouse goes to its button.
  await tile(page, story, 3).locator('a.bed').click();
  await page.locator('#drawer[open] h1').waitFor();
  await page.keyboard.press('Escape');
  await tile(page, story, 3).getByRole('button', { name: /commencer/i }).click({ timeout: 5_000 });
  await page.locator('dialog.ask[open]').waitFor();
  await context.close();
});

test('no accessibility violation with a drawer open, nor with a question over the screen', async () => {
  const { story, context, page } = await desk();
  for (const n of [0, 3]) {
    await tile(page, story, n).locator('a.bed').click();
    await page.locator('#drawer[open] h1').waitFor();
    assert.deepEqual(await settledViolations(page), [], `drawer of bed ${n}`);
  }
  await page.keyboard.press('Escape');
  await tile(page, story, 3).getByRole('button', { name: /commencer/i }).press('Enter');
  await page.locator('dialog.ask[open]').waitFor();
  assert.deepEqual(await settledViolations(page), []);
  assert.deepEqual(context.complaints, []);
  await context.close();
});

/** Violations once everything that moves has come to rest: half-faded text has half its contrast. */
async function settledViolations(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  return violations(page);
}
