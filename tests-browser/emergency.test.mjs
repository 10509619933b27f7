// The page of an emergency department on a living territory: who waits, the short form in a few keys, needs said anew.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, WIDTHS } from './lib/browser.mjs';
import { somebody } from './lib/people.mjs';
import { start } from './lib/server.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([
    start('demo', ['--past-days', '1', '--scenario', 'monday'], { ready: /Ouvrez/ }),
    launch(),
  ]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** The emergency nurse. */
const nurse = (options) => somebody(browser, server, 'Farid Haddad', options);

/** The fullest department, from the choice among several. */
async function department(page) {
  await page.goto('/urgences');
  const fullest = await page.locator('.eds a').evaluateAll((all) =>
    all.sort((one, two) => two.querySelector('dd').textContent - one.querySelector('dd').textContent)[0].getAttribute('href'));
  await page.goto(fullest, { waitUntil: 'domcontentloaded' });
  await page.locator('#ed-rows tr[data-row]').first().waitFor();
}

const drawer = (page) => page.locator('#drawer[open]');

test('a bed is asked for in a few keys, and changed with as few', async () => {
  const { context, page } = await nurse();
  await department(page);
  const waiting = page.locator('tr[data-row]', { hasText: 'pas de lit demandé' }).first();
  const id = await waiting.getAttribute('id');
  const row = page.locator(`#${id}`);
  await row.locator('a').first().focus();
  const begun = Date.now();
  await page.keyboard.press('d');
  await page.locator('#drawer[open] #motif input:focus').waitFor();
  // A few letters of a synonym, and Enter: either there is one such reason, or the first of several is chosen.
  await page.keyboard.type('phleg');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const alert = drawer(page).getByRole('alert');
  await Promise.race([row.getByText(/Rang \d+ de la file|Proposé|Promis/).waitFor(), alert.waitFor()]);
  if (await alert.count()) {
    await page.locator('#motif input[name=motif]').fill('insuffisance');
    await page.keyboard.press('Enter');
    await drawer(page).getByText('Lequel').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.locator('#motif input[name=motif]').press('Enter');
    await row.getByText(/Rang \d+ de la file|Proposé|Promis/).waitFor();
  }
  const spent = Date.now() - begun;
  console.log(`# a bed was asked for in ${spent} ms`);
  assert.ok(spent < 10_000, `${spent} ms`);
  await page.locator('#drawer[open]').waitFor({ state: 'detached' }).catch(() => page.locator('#drawer:not([open])').waitFor({ state: 'attached' }));
  await row.locator('a').first().focus();
  await page.keyboard.press('d');
  await drawer(page).getByLabel('Chambre seule').selectOption('2');
  assert.deepEqual(await violations(page), []);
  await drawer(page).getByRole('button', { name: 'Enregistrer' }).click();
  await row.getByText('Seule', { exact: true }).waitFor();
  // The browser tells of the answers that ask which reason was meant.
  assert.deepEqual(context.complaints.filter((it) => !/422/.test(it)), []);
  await context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`the pages of a department have nothing axe objects to, and fit, at ${name}`, async () => {
    const { context, page } = await nurse({ viewport });
    await page.goto('/urgences');
    assert.deepEqual(await violations(page), []);
    await department(page);
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}

test('a pilot ward of the demo has a question that waits for whoever looks', async () => {
  const { context, page } = await nurse();
  await page.goto('/');
  const cardiology = page.locator('a[href^="/service/"]', { hasText: /^\s*Cardiologie A/ }).first();
  await page.goto(await cardiology.getAttribute('href'), { waitUntil: 'domcontentloaded' });
  await page.locator('.ask1').first().waitFor({ timeout: 60_000 });
  await context.close();
});
