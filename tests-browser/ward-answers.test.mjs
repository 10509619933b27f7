// Two operators of the cell, an emergency desk and a ward, each at a browser of their own, on one queue: a bed is asked
// for, a ward is asked, answers by keyboard, and whoever was a moment late reads both values and loses nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, WIDTHS } from './lib/browser.mjs';
import { hoursAgo, pam, tell } from './lib/mllp.mjs';
import { somebody } from './lib/people.mjs';
import { start } from './lib/server.mjs';
import { boardOf, ward } from './lib/ward.mjs';

let server, browser, number = 0;
before(async () => {
  server = await start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Somebody at a browser of their own. */
const person = (name, options) => somebody(browser, server, name, options);

/** A patient comes to the emergency department: a trolley, no bed. Gives the address of its page. */
async function comes(family) {
  number += 1;
  const patient = { ipp: `95${number}`, family, given: 'Salima', sex: 'F', birth: '19550505' };
  await tell(server, pam({
    event: 'A01', visit: `U${number}`, movement: `U${number}`, at: hoursAgo(5), place: { unit: 'URGENCES' }, patient,
  }));
}

const drawer = (page) => page.locator('#drawer[open]');
const card = (page, family) => page.locator('.ask1', { hasText: family });
const row = (page, family) => page.locator('#ed-rows tr', { hasText: family });

/** Asks for a bed from the department, by keyboard: the row, one key, Enter. */
async function ask(desk, family) {
  await desk.page.goto('/urgences');
  await desk.page.waitForURL(/\/urgences\/w\d+$/);
  await row(desk.page, family).locator('a').first().focus();
  await desk.page.keyboard.press('d');
  await drawer(desk.page).getByRole('button', { name: 'Demander le lit' }).waitFor();
  await desk.page.keyboard.press('Tab');
  await drawer(desk.page).getByRole('button', { name: 'Demander le lit' }).press('Enter');
  await row(desk.page, family).getByText(/Rang \d+ de la file/).waitFor();
}

/** The cell chooses the request and asks the ward of the best bed, by one key. */
async function askWard(cell, family) {
  await cell.page.goto('/cellule');
  await cell.page.locator('.qi', { hasText: family }).click();
  await cell.page.locator('#chosen h2.h', { hasText: family }).waitFor();
  await cell.page.locator('.prop.best').waitFor();
  await cell.page.locator('body').press('a');
  await cell.page.locator('#chosen .stt', { hasText: 'Proposé' }).waitFor();
}

test('a desk asks, the cell asks a ward, the ward says yes by keyboard, and everybody sees each step', async () => {
  const story = await ward(server);
  await comes('HAMDI');
  const desk = await person('Farid Haddad'), nora = await person('Nora Brandt');
  const paul = await person('Paul Stein'), lea = await person('Léa Roy');
  const board = await boardOf(lea.context, story);
  await lea.page.goto(board, { waitUntil: 'domcontentloaded' });
  await lea.page.getByText('Aucune question en attente').waitFor();

  await ask(desk, 'HAMDI');
  // Paul looks at the request; his next gesture is about what his page shows now.
  await paul.page.goto('/cellule');
  await paul.page.locator('.qi', { hasText: 'HAMDI' }).click();
  await paul.page.locator('.prop.best').waitFor();
  const give = await paul.page.locator('.prop.best form').evaluate((form) => ({
    path: new URL(form.action).pathname, fields: Object.fromEntries(new FormData(form)),
  }));
  const asked = Date.now();
  await askWard(nora, 'HAMDI');
  await card(lea.page, 'HAMDI').waitFor();
  console.log(`# a question was on the ward's board ${Date.now() - asked} ms after the operator began`);
  await row(desk.page, 'HAMDI').getByText(/Proposé/).waitFor();

  // The conflict: Paul gives the bed of a request that Nora has just asked a ward about.
  const late = await paul.page.evaluate(async ({ path, fields }) => {
    const response = await fetch(path, { method: 'POST', body: new URLSearchParams({ ...fields, acte: 'attribuer' }), headers: { 'x-chevet-part': '1' } });
    return { status: response.status, text: await response.text() };
  }, give);
  assert.equal(late.status, 409);
  assert.match(late.text, /role="alert"/);

  // The ward, without a mouse: the count in the strip leads to the questions, the first button says yes.
  await lea.page.getByRole('link', { name: '1 demande à répondre' }).focus();
  await lea.page.keyboard.press('Enter');
  await lea.page.waitForURL(/#demandes$/);
  await card(lea.page, 'HAMDI').getByRole('button', { name: /^Accepter/ }).focus();
  assert.deepEqual(await violations(lea.page), []);
  await lea.page.keyboard.press('Enter');
  await lea.page.locator('.due', { hasText: 'HAMDI' }).waitFor();
  await lea.page.getByText('Aucune question en attente').waitFor();
  await row(desk.page, 'HAMDI').getByText(/Promis/).waitFor();
  await nora.page.locator('.qi', { hasText: 'HAMDI' }).getByText(/Promis/).waitFor();

  // Ready, left, arrived: the desk by its key, the ward by its button.
  await row(desk.page, 'HAMDI').locator('a').first().focus();
  await desk.page.keyboard.press('p');
  await lea.page.locator('.due', { hasText: 'Patient prêt' }).waitFor();
  await row(desk.page, 'HAMDI').getByText('Parti').waitFor();
  await row(desk.page, 'HAMDI').locator('a').first().focus();
  await desk.page.keyboard.press('p');
  await lea.page.locator('.due', { hasText: 'En route' }).waitFor();
  await lea.page.locator('.due').getByRole('button', { name: /^Arrivé/ }).press('Enter');
  await lea.page.locator('.due').waitFor({ state: 'detached' });
  await row(desk.page, 'HAMDI').getByText('pas de lit demandé').waitFor();
  for (const { context } of [desk, nora, paul, lea]) {
    assert.deepEqual(context.complaints.filter((it) => !/409/.test(it)), []);
    await context.close();
  }
});

test('of two who answer for a ward the second reads both answers, and what was typed is kept', async () => {
  const story = await ward(server);
  await comes('VOGEL');
  const desk = await person('Farid Haddad'), nora = await person('Nora Brandt');
  const lea = await person('Léa Roy'), karim = await person('Karim Benali');
  await ask(desk, 'VOGEL');
  await askWard(nora, 'VOGEL');
  // Whichever ward was asked: its board.
  const name = await nora.page.locator('#chosen .stt').innerText();
  const unit = name.match(/\b4\d{3}\b/)?.[0] ?? story.unit;
  const board = await boardOf(lea.context, { unit });
  for (const { page } of [lea, karim]) {
    await page.goto(board, { waitUntil: 'domcontentloaded' });
    await card(page, 'VOGEL').waitFor();
  }
  await card(karim.page, 'VOGEL').getByRole('link', { name: /^Refuser/ }).click();
  await drawer(karim.page).locator('#refuser select').selectOption('EFFECTIF');
  assert.deepEqual(await violations(karim.page), []);
  await card(lea.page, 'VOGEL').getByRole('button', { name: /^Accepter/ }).click();
  await lea.page.locator('.due', { hasText: 'VOGEL' }).waitFor();
  // The board behind follows; the reason that is being chosen stays.
  await karim.page.locator('.due', { hasText: 'VOGEL' }).waitFor();
  await karim.page.waitForTimeout(800);
  const refuse = drawer(karim.page).locator('#refuser');
  assert.equal(await refuse.locator('select').inputValue(), 'EFFECTIF');
  await refuse.getByRole('button', { name: 'Refuser' }).click();
  const alert = drawer(karim.page).getByRole('alert');
  await alert.waitFor();
  const said = await alert.innerText();
  assert.match(said, /Votre réponse/);
  assert.match(said, /Effectif réduit/);
  assert.match(said, /Lit promis/);
  for (const { context } of [desk, nora, lea, karim]) {
    assert.deepEqual(context.complaints.filter((it) => !/409/.test(it)), []);
    await context.close();
  }
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`a question and its sheet have nothing axe objects to, and fit, at ${name}`, async () => {
    await ward(server);
    await comes(`MARIN${number}`);
    const family = `MARIN${number - 1}`;
    const desk = await person('Farid Haddad'), nora = await person('Nora Brandt');
    await ask(desk, family);
    await askWard(nora, family);
    const unit = (await nora.page.locator('#chosen .stt').innerText()).match(/\b4\d{3}\b/)[0];
    const { context, page } = await person('Léa Roy', { viewport });
    await page.goto(await boardOf(context, { unit }), { waitUntil: 'domcontentloaded' });
    await card(page, family).waitFor({ state: 'attached' });
    if (name === 'phone') {
      const tab = page.locator('.tabbar a', { hasText: 'Demandes' });
      assert.match(await tab.innerText(), /\d/);
      await tab.click();
      await page.waitForFunction(() => document.querySelector('#demandes').getBoundingClientRect().top < innerHeight);
    }
    await card(page, family).getByRole('link', { name: /^Autre lit/ }).click();
    await drawer(page).locator('#autre').waitFor();
    assert.deepEqual(await violations(page), []);
    const sheet = await card(page, family).getByRole('link', { name: /^Autre lit/ }).getAttribute('href');
    await page.goto(sheet.split('#')[0]);
    await page.locator('#refuser').waitFor();
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the sheet is ${wide} pixels too wide`);
    assert.deepEqual(context.complaints, []);
    for (const it of [desk, nora, { context }]) await it.context.close();
  });
}

test('without a script the answer is a form that leads back to the board', async () => {
  await ward(server);
  await comes('SANSJS');
  const desk = await person('Farid Haddad'), nora = await person('Nora Brandt');
  await ask(desk, 'SANSJS');
  await askWard(nora, 'SANSJS');
  const unit = (await nora.page.locator('#chosen .stt').innerText()).match(/\b4\d{3}\b/)[0];
  const board = await boardOf(nora.context, { unit });
  const { context, page } = await person('Léa Roy', { javaScriptEnabled: false });
  await page.goto(board);
  await card(page, 'SANSJS').getByRole('link', { name: /^Refuser/ }).click();
  await page.locator('#refuser select').selectOption('CHARGE');
  await page.locator('#refuser').getByRole('button', { name: 'Refuser' }).click();
  await page.waitForURL(new RegExp(`${board}#demandes`));
  assert.equal(await card(page, 'SANSJS').count(), 0);
  await row(desk.page, 'SANSJS').getByText(/Rang \d+ de la file/).waitFor();
  for (const it of [desk, nora, { context }]) await it.context.close();
});
