// The pages of settings by keyboard: an entry from its form to a version, two who write the same one, a file with
// faults, rules tried on a request before they are published.

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
  // Everything begins with the example, put in force at once.
  const nora = await operator('Nora Brandt');
  await nora.page.goto('/reglages/thesaurus');
  await nora.page.getByRole('button', { name: 'Partir de l’exemple' }).press('Enter');
  await nora.page.waitForURL(/fait=brouillon/);
  await nora.page.getByRole('button', { name: 'Publier' }).press('Enter');
  await nora.page.waitForURL(/fait=publie/);
  await nora.context.close();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Somebody at a browser of their own. */
const operator = (name, options) => somebody(browser, server, name, options);

test('an entry is found while typing, written by keyboard, and published from an hour on', async () => {
  const { context, page } = await operator('Nora Brandt');
  await page.goto('/cellule');
  await page.getByRole('link', { name: 'Réglages' }).first().press('Enter');
  await page.waitForURL('/reglages');
  await page.getByRole('link', { name: 'Thésaurus' }).first().press('Enter');
  await page.waitForURL('/reglages/thesaurus');
  await page.getByLabel(/^Filtrer/).pressSequentially('angor');
  await page.locator('.thes li:visible').first().waitFor();
  assert.equal(await page.locator('.thes li:visible').count(), 1, 'narrowed while one types');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/entree\/SCANST/);
  await page.getByLabel(/^Délai cible/).fill('180');
  await page.keyboard.press('Enter');
  await page.waitForURL(/fait=brouillon/);
  await page.locator('#brouillon del', { hasText: '4 h' }).waitFor();
  await page.getByLabel(/^En vigueur/).fill('2099-12-01T07:00');
  await page.getByRole('button', { name: 'Publier' }).press('Enter');
  await page.waitForURL(/fait=publie/);
  await page.locator('.thvers li', { hasText: 'Version 2' }).filter({ hasText: 'en vigueur à partir de' }).waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('of two who write one entry, the second sees both and loses nothing', async () => {
  const nora = await operator('Nora Brandt'), other = await operator('Paul Stein');
  for (const { page } of [nora, other]) await page.goto('/reglages/thesaurus/entree/OAP');
  await other.page.getByLabel('Libellé').fill('Œdème pulmonaire, la leur');
  await other.page.keyboard.press('Enter');
  await other.page.waitForURL(/fait=brouillon/);
  await nora.page.getByLabel('Libellé').fill('Œdème pulmonaire, la mienne');
  await nora.page.keyboard.press('Enter');
  await nora.page.locator('.setconf td', { hasText: 'la leur' }).waitFor();
  assert.equal(await nora.page.getByLabel('Libellé').inputValue(), 'Œdème pulmonaire, la mienne');
  assert.deepEqual(await violations(nora.page), []);
  await nora.page.getByLabel('Libellé').press('Enter');
  await nora.page.waitForURL(/fait=brouillon/);
  await nora.page.locator('#brouillon ins', { hasText: 'la mienne' }).waitFor();
  // A refused form answers with 409, which a console reports.
  assert.deepEqual(nora.context.complaints.filter((it) => !/409/.test(it)), []);
  await nora.context.close();
  await other.context.close();
});

test('a file with faults is told by its lines, a good one is looked at first', async () => {
  const { context, page } = await operator('Nora Brandt');
  await page.goto('/reglages/thesaurus');
  const file = (text) => ({ name: 'thesaurus.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const bring = async (text) => {
    await page.locator('input[type=file]').setInputFiles(file(text));
    await page.getByRole('button', { name: 'Voir ce qui changerait' }).press('Enter');
  };
  await bring('specialty;code;label;class;level\nCARDIO;A;Angor;P1;haut\n;B;Bloc;P1;\n');
  await page.locator('.faults li', { hasText: 'ligne 3' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goto('/reglages/thesaurus');
  await bring('specialty;code;label;class\nCARDIO;ANGOR;Angor d’effort;P2\n');
  await page.getByRole('heading', { name: 'Ce que le fichier changerait' }).waitFor();
  await page.getByText('1 ajoutée').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'Renoncer' }).press('Enter');
  await page.waitForURL('/reglages/thesaurus');
  await page.locator('.thes', { hasText: '93 entrées' }).waitFor();
  assert.deepEqual(context.complaints.filter((it) => !/422/.test(it)), []);
  await context.close();
});

test('rules are tried on a waiting request before they are published', async () => {
  const { context, page } = await operator('Nora Brandt');
  await page.goto('/cellule/nouvelle');
  await page.getByText('Pas encore connu du flux').click();
  await page.getByLabel('Le nommer ici').check();
  await page.getByLabel('Nom', { exact: true }).fill('Hamdi');
  await page.getByRole('button', { name: 'Demander ce lit' }).click();
  await page.waitForURL(/\/cellule\?demande=/);
  await page.goto('/reglages/placement');
  await page.getByLabel('Pas de mixité dans la chambre, force').selectOption('Ne joue pas');
  await page.getByLabel('Chambres seules gardées, points').fill('900');
  await page.getByRole('button', { name: 'Essayer' }).press('Enter');
  await page.locator('.trialout').waitFor();
  assert.ok(!(await page.locator('main').innerText()).toUpperCase().includes('HAMDI'), 'nobody is named there');
  await page.locator('.essai del', { hasText: '40 points' }).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Publier' }).press('Enter');
  await page.waitForURL(/fait=publie/);
  await page.locator('.thvers', { hasText: '900 points' }).waitFor();
  await page.getByRole('button', { name: 'Reprendre, 0' }).press('Enter');
  await page.waitForURL(/fait=publie/);
  assert.equal(await page.getByLabel('Chambres seules gardées, points').inputValue(), '40');
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('a word is added to a list and another retired', async () => {
  const { context, page } = await operator('Nora Brandt');
  await page.goto('/reglages/cellule');
  const part = page.locator('#reports');
  await part.locator('summary').press('Enter');
  await part.getByLabel('Un mot de plus').fill('Transport en grève');
  await page.keyboard.press('Enter');
  await page.waitForURL(/fait=1/);
  await part.locator('summary').press('Enter');
  await part.locator('input[value="Transport en grève"]').waitFor();
  await part.getByRole('button', { name: /^Retirer de l’usage, Patient instable/ }).press('Enter');
  await page.waitForURL(/fait=1/);
  await part.getByText('1 hors d’usage').waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`no accessibility violation, nothing too wide (${name})`, async () => {
    const { context, page } = await operator('Nora Brandt', { viewport });
    const pages = ['', '/thesaurus', '/thesaurus/nouvelle', '/thesaurus/entree/SCANST', '/thesaurus/classes', '/thesaurus/version/1', '/placement', '/cellule'];
    for (const path of pages) {
      await page.goto(`/reglages${path}`);
      assert.deepEqual(await violations(page), [], path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${path}: ${over} px too wide`);
    }
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}
