// The flow cell by keyboard: a bed is asked for, given by one key, and two operators see each other's doing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, WIDTHS } from './lib/browser.mjs';
import { somebody } from './lib/people.mjs';
import { start } from './lib/server.mjs';
import { ward } from './lib/ward.mjs';

let server, browser;
before(async () => {
  server = await start();
  browser = await launch();
  await ward(server);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Somebody at a browser of their own. */
const operator = (name, options) => somebody(browser, server, name, options);

/** Asks for a bed for somebody the feed does not know. */
async function ask(page, family) {
  await page.goto('/cellule');
  await page.locator('body').press('n');
  await page.waitForURL('/cellule/nouvelle');
  await page.getByText('Pas encore connu du flux').click();
  await page.getByLabel('Le nommer ici').check();
  await page.getByLabel('Nom', { exact: true }).fill(family);
  await page.getByRole('button', { name: 'Demander ce lit' }).click();
  await page.waitForURL(/\/cellule\?demande=/);
}

test('a bed is asked for, given by one key, and another operator sees it at once', async () => {
  const nora = await operator('Nora Brandt'), other = await operator('Paul Stein');
  await ask(nora.page, 'Hamdi');
  await other.page.goto('/cellule');
  const line = other.page.locator('.qi', { hasText: 'HAMDI' });
  await line.waitFor();
  assert.deepEqual(await violations(nora.page), []);
  await nora.page.locator('.prop.best').waitFor();
  await nora.page.locator('body').press('Enter');
  await nora.page.locator('#chosen .stt', { hasText: 'Promis' }).waitFor();
  await line.locator('.stt', { hasText: 'Promis' }).waitFor();
  assert.deepEqual(await violations(nora.page), []);
  assert.deepEqual([...nora.context.complaints, ...other.context.complaints], []);
  await nora.context.close();
  await other.context.close();
});

test('whoever gives a request that somebody else has just served reads why, and loses nothing', async () => {
  // A bed that nobody has been given yet.
  await ward(server);
  const nora = await operator('Nora Brandt'), other = await operator('Paul Stein');
  await ask(nora.page, 'Vogel');
  const address = nora.page.url();
  await other.page.goto(address);
  await other.page.locator('.prop.best').waitFor();
  // The other page is held where it is: its next gesture is about what it shows.
  await other.context.setOffline(true);
  await nora.page.locator('body').press('Enter');
  await nora.page.locator('#chosen .stt', { hasText: 'Promis' }).waitFor();
  const give = other.page.locator('.prop.best').getByRole('button', { name: /^Attribuer/ });
  const form = await give.evaluate((button) => Object.fromEntries(new FormData(button.form)));
  const answer = await nora.page.evaluate(async ([path, fields]) => {
    const body = new URLSearchParams({ ...fields, acte: 'attribuer' });
    const response = await fetch(path, { method: 'POST', body, headers: { 'x-chevet-part': '1' } });
    return { status: response.status, text: await response.text() };
  }, [new URL(await give.evaluate((button) => button.form.action)).pathname, form]);
  assert.equal(answer.status, 409);
  assert.match(answer.text, /role="alert"/);
  await nora.context.close();
  await other.context.close();
});

test('who looks at a request is seen by colleagues, and not by themselves', async () => {
  const nora = await operator('Nora Brandt'), other = await operator('Paul Stein');
  await ask(nora.page, 'Barbier');
  await other.page.goto('/cellule');
  const line = (page) => page.locator('.qi', { hasText: 'BARBIER' });
  await line(nora.page).click();
  await line(other.page).locator('.eye', { hasText: 'Nora Brandt regarde' }).waitFor();
  assert.equal(await line(nora.page).locator('.eye').count(), 0);
  assert.deepEqual(await violations(other.page), []);
  await nora.context.close();
  await other.context.close();
});

test('a bed is found on the map and given from the list of its ward, by keyboard', async () => {
  await ward(server);
  const nora = await operator('Nora Brandt');
  await ask(nora.page, 'Simon');
  await nora.page.locator('body').press('c');
  await nora.page.waitForURL(/\/cellule\/carte\?demande=/);
  await nora.page.locator('.bq .fits').first().waitFor();
  const block = nora.page.locator('.bw', { has: nora.page.locator('.fits') }).first();
  await block.focus();
  await nora.page.keyboard.press('Enter');
  await nora.page.locator('.bwl').waitFor();
  assert.deepEqual(await violations(nora.page), []);
  await nora.page.locator('.bwl').getByRole('button', { name: /^Attribuer/ }).first().press('Enter');
  await nora.page.waitForURL(/\/cellule\?demande=/);
  await nora.page.locator('#chosen .stt', { hasText: 'Promis' }).waitFor();
  assert.deepEqual(nora.context.complaints, []);
  await nora.context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`the pages of the cell have nothing axe objects to, at ${name}`, async () => {
    const { context, page } = await operator('Nora Brandt', { viewport });
    for (const path of ['/cellule', '/cellule/nouvelle', '/cellule/carte', '/cellule/carte?filtre=libres,seule']) {
      await page.goto(path);
      assert.deepEqual(await violations(page), [], path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}
