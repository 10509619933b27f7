// Two factors for whoever administrates from a browser of their own, and a fresh proof for whoever changes something.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, WIDTHS } from './lib/browser.mjs';
import { byPassword, device, register } from './lib/passkeys.mjs';
import { start } from './lib/server.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([
    start('demo', ['--people', '--past-days', '1', '--public-url', 'http://localhost:{port}'], { fixed: true, ready: /Ouvrez/ }),
    launch(),
  ]);
  server.localhost = server.http.replace('127.0.0.1', 'localhost');
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const use = (page) => page.getByRole('button', { name: 'Utiliser une clé d’accès' });

for (const [width, viewport] of Object.entries(WIDTHS)) {
  test(`the page that asks for a second factor has nothing axe objects to, at ${width}`, async () => {
    const { context, page } = await device(browser, server, { viewport });
    await byPassword(page, 'camille');
    await page.goto('/postes');
    await page.waitForURL(/\/connexion\/preuve/);
    await page.getByRole('heading', { name: 'Un second facteur est demandé' }).waitFor();
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, 'wider than the screen');
    await context.close();
  });
}

test('an administrator is led to a passkey, then in, and asked again over the page after a while', async () => {
  const { context, page } = await device(browser, server);
  await byPassword(page, 'admin');
  await page.goto('/personnes');
  await page.waitForURL(/\/connexion\/preuve/);
  await page.getByText('Vous n’avez pas encore de clé d’accès').waitFor();
  await page.getByRole('link', { name: 'Mes clés d’accès' }).click();
  await page.waitForURL(/\/moi/);
  await register(page, 'Ordinateur de l’administratrice');

  await page.goto('/personnes');
  await page.waitForURL(/\/connexion\/preuve/);
  assert.deepEqual(await violations(page), []);
  await use(page).click();
  await page.waitForURL((url) => url.pathname === '/personnes');

  // A minute is the shortest a hospital may set, and the longest that a test waits.
  await page.goto('/fournisseurs');
  await page.fill('[name=step_up_minutes]', '1');
  await page.locator('main form button.pri').click();
  await page.waitForURL(/\/fournisseurs$/);
  await page.goto('/personnes');
  await page.locator('summary', { hasText: 'Ajouter une personne' }).click();
  const form = page.locator('form', { has: page.locator('[name=quoi][value=ajouter]') });
  await form.locator('[name=nom]').fill('Zoé Roi');
  await form.locator('[name=identifiant]').fill('zoe');
  await page.waitForTimeout(62_000);
  await form.getByRole('button', { name: 'Ajouter une personne' }).click();
  await page.getByRole('heading', { name: 'C’est toujours vous' }).waitFor();
  assert.deepEqual(await violations(page), []);
  // A password alone would not do on a browser of one's own.
  assert.equal(await page.locator('[name=qui_secret]').count(), 0);
  await use(page).click();
  await page.getByText('Zoé Roi').first().waitFor();
  assert.deepEqual(context.complaints.filter((it) => !/status of 42[28]/.test(it)), []);
  await context.close();
});
