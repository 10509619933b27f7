// People and rights with accounts: who signs in, what they see, names opened in an emergency.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';

const PASSWORD = 'bonjour le chevet';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([
    start('demo', ['--seed', '1', '--people'], { ready: /Ouvrez/ }),
    launch(),
  ]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Somebody signed in at a browser of their own. */
async function signed(login, options = {}) {
  const context = await profile(browser, server, options);
  const page = await open(context, '/connexion');
  await page.fill('[name=qui_identifiant]', login);
  await page.fill('[name=qui_secret]', PASSWORD);
  await page.click('main button.pri');
  await page.waitForURL((url) => url.pathname !== '/connexion');
  await page.close();
  return context;
}

/** The page of the first person of the list who is not that one. */
async function somebody(context) {
  const page = await open(context, '/personnes');
  const paths = await page.$$eval('table a[href^="/personnes/"]', (links) => links.map((link) => link.getAttribute('href')));
  await page.close();
  return paths[0];
}

/** A ward whose names that person may open: seen through a veil, with the door on its board. */
async function veiled(context) {
  const page = await open(context, '/');
  const wards = [...new Set(await page.$$eval('a[href^="/service/w"]', (links) => links.map((link) => link.getAttribute('href').split('/').slice(0, 3).join('/'))))];
  for (const ward of wards) {
    await page.goto(ward, { waitUntil: 'domcontentloaded' });
    if (await page.locator(`a[href="${ward}/urgence"]`).count()) {
      await page.close();
      // Wards of other establishments were tried on the way, and refused.
      context.complaints.length = 0;
      return ward;
    }
  }
  throw new Error(`no ward of ${wards.length} is veiled`);
}

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`no accessibility violation on the pages of people and rights (${name})`, async () => {
    const broken = [];
    const visits = { admin: ['/personnes', '/partages', '/droits', '/postes', '/moi'], camille: ['/personnes', '/urgences-acces', '/moi'], yves: ['/urgences-acces', '/droits'] };
    for (const [login, paths] of Object.entries(visits)) {
      const context = await signed(login, { viewport });
      const person = login === 'yves' ? [] : [await somebody(context)];
      for (const path of [...paths, ...person]) {
        const page = await open(context, path);
        await page.$$eval('main details', (folds) => folds.forEach((fold) => { fold.open = true; }));
        broken.push(...(await violations(page)).map((violation) => `${login} ${path}: ${violation}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) broken.push(`${login} ${path}: ${overflow} px too wide`);
        await page.close();
      }
      assert.deepEqual(context.complaints, []);
      await context.close();
    }
    assert.deepEqual(broken, []);
  });
}

test('names are opened for a reason, shown on the board, and those in charge are told', async () => {
  const lea = await signed('lea');
  const ward = await veiled(lea);
  const page = await open(lea, ward);
  assert.deepEqual(await violations(page), []);
  await page.click(`a[href="${ward}/urgence"]`);
  await page.waitForURL(/urgence$/);
  assert.deepEqual(await violations(page), []);
  await page.fill('[name=motif]', 'Renfort de nuit demandé par le cadre');
  await page.click('main button.pri');
  await page.waitForURL((url) => url.pathname === ward);
  await page.getByText('Noms ouverts en urgence').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(lea.complaints, []);
  await lea.close();
  const yves = await signed('yves');
  const list = await open(yves, '/urgences-acces');
  await list.getByText('Renfort de nuit').waitFor();
  await list.locator('details.menu summary').click();
  await list.locator('details.menu').getByText('Accès d’urgence').waitFor();
  assert.deepEqual(await violations(list), []);
  await list.check('[name=avis][value=oui]');
  await list.click('main form .btn');
  await list.getByText('Justifiée').first().waitFor();
  await yves.close();
});

test('a file of people is looked at and brought by plain forms, without script', async () => {
  const context = await signed('admin', { javaScriptEnabled: false });
  const page = await open(context, '/personnes');
  await page.locator('summary', { hasText: 'par fichier' }).click();
  const file = Buffer.from('login;name;role;place\nzoe;Zoé Roi;cell;territoire\n');
  await page.setInputFiles('[name=fichier]', { name: 'personnes.csv', mimeType: 'text/csv', buffer: file });
  await page.click('form[enctype] button');
  await page.getByText('Zoé Roi').waitFor();
  await page.click('main button.pri');
  await page.waitForURL((url) => url.pathname === '/personnes');
  await page.locator('table').getByText('Zoé Roi').waitFor();
  await context.close();
});

test('a provisional password leads to one of their own', async () => {
  const admin = await signed('admin');
  const page = await open(admin, '/personnes');
  await page.locator('table a', { hasText: 'Samba Diallo' }).click();
  await page.waitForURL(/personnes\/o/);
  await page.click('button[value="mot-de-passe"]');
  const provisional = await page.locator('.secret').innerText();
  await admin.close();
  const samba = await profile(browser, server);
  const door = await open(samba, '/connexion');
  await door.fill('[name=qui_identifiant]', 'samba');
  await door.fill('[name=qui_secret]', provisional);
  await door.click('main button.pri');
  await door.waitForURL(/choisir/);
  assert.deepEqual(await violations(door), []);
  await door.fill('[name=nouveau]', 'trois chats sur un toit');
  await door.click('main button.pri');
  await door.waitForURL((url) => url.pathname === '/');
  await samba.close();
});
