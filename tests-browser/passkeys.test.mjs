// Passkeys in a real browser, with an authenticator that the browser itself plays: registered on one's account, used at
// the door and over a board with a note half typed, removed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { byPassword, device, PASSWORD, register } from './lib/passkeys.mjs';
import { start } from './lib/server.mjs';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([
    start('demo', ['--people', '--past-days', '1'], { ready: /Ouvrez/ }),
    launch(),
  ]);
  // Browsers make keys for names, and this machine is called so.
  server.localhost = server.http.replace('127.0.0.1', 'localhost');
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function leave(page) {
  await page.goto('/operateur');
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/deconnexion' });
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL(/connexion/);
}

const use = (root) => root.getByRole('button', { name: 'Utiliser une clé d’accès' });

test('a passkey is registered, signs in at the door without a login, and is refused once removed', async () => {
  const { context, page, keys, verifies } = await device(browser, server);
  await byPassword(page, 'lea');
  // Nothing of the script is there before somebody asks for it.
  const fetched = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/moi');
  assert.equal(fetched.filter((url) => /passkey/.test(url)).length, 0);
  await register(page, 'Ordinateur du poste de soins');
  assert.equal(fetched.filter((url) => /passkey/.test(url)).length, 1);
  assert.equal((await keys()).length, 1);
  assert.deepEqual(await violations(page), []);

  // A password alone adds no second key; a wrong one is said before the device is asked.
  const form = page.locator('#cles form', { has: page.locator('[name=quoi][value=cle]') });
  const adds = async (password, why) => {
    await form.locator('[name=ancien]').fill(password);
    await form.locator('[name=nom]').fill('Encore elle');
    await form.getByRole('button', { name: 'Ajouter' }).click();
    await form.getByRole('alert').filter({ hasText: why }).waitFor();
    assert.deepEqual(await violations(page), []);
  };
  await adds(PASSWORD, 'connectez-vous avec elle');
  await adds('ce n’est pas cela', 'mot de passe actuel');

  await leave(page);
  await page.goto('/connexion?back=/moi');
  await verifies(false);
  await use(page).click();
  await page.getByRole('alert').filter({ hasText: 'Rien n’a été fait' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await verifies(true);
  await use(page).click();
  await page.waitForURL(/\/moi$/);
  await page.locator('#who', { hasText: 'Léa Petit' }).waitFor();
  await page.locator('#cles').getByText('dernière utilisation').waitFor();
  // The same device makes no second key.
  await adds(PASSWORD, 'a déjà une clé');
  assert.equal((await keys()).length, 1);

  const removal = page.locator('#cles form', { has: page.locator('[name=quoi][value=sans-cle]') });
  await removal.locator('[name=cle]').check();
  await removal.locator('[name=ancien]').fill(PASSWORD);
  await removal.getByRole('button', { name: 'Retirer' }).click();
  await page.locator('#cles').getByText('Vous n’en avez pas encore').waitFor();
  await leave(page);
  await page.goto('/connexion');
  await use(page).click();
  await page.getByRole('alert').filter({ hasText: 'elle a été retirée' }).waitFor();
  assert.deepEqual(await violations(page), []);
  // The refusals on the way are answers of 422, which browsers report as errors.
  assert.deepEqual(context.complaints.filter((it) => !/status of 422/.test(it)), []);
  await context.close();
});

test('a passkey says who writes over a board, and the note half typed is kept', async () => {
  const { context, page, verifies } = await device(browser, server);
  await byPassword(page, 'samba');
  await register(page, 'Téléphone de Samba');
  await leave(page);

  // The same browser becomes a post of the ward.
  await page.goto('/poste');
  const code = await page.locator('.code').innerText();
  const head = await profile(browser, server);
  const desk = await head.newPage();
  await byPassword(desk, 'camille');
  await desk.goto('/postes');
  await desk.locator('input[name="code"]').fill(code);
  await desk.locator('input[name="nom"]').fill('Poste à clés');
  await desk.getByRole('button', { name: 'Approuver un poste' }).click();
  await desk.getByRole('rowheader', { name: 'Poste à clés' }).waitFor();
  await head.close();
  await page.waitForURL(/\/service\//);
  await page.locator('.tile:has(.nm) .bed').first().focus();
  await page.keyboard.press('n');
  await page.locator('#drawer[open] #notes textarea').last().fill('Appeler la famille avant midi');
  await page.locator('#notes').getByRole('button', { name: 'Écrire la note' }).click();
  const ask = page.locator('dialog.ask');
  await use(ask).waitFor();
  assert.deepEqual(await violations(page), []);
  await verifies(false);
  await use(ask).click();
  await ask.getByRole('alert').filter({ hasText: 'Rien n’a été fait' }).waitFor();
  await verifies(true);
  await use(ask).click();
  await page.locator('#drawer #notes').getByText('Appeler la famille avant midi').first().waitFor();
  await page.locator('#who', { hasText: 'Samba Diallo' }).waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('without our script the button is not there, and the other ways are', async () => {
  const context = await profile(browser, server, { baseURL: server.localhost, javaScriptEnabled: false });
  const page = await open(context, '/connexion');
  assert.equal(await use(page).isVisible(), false);
  await byPassword(page, 'lea');
  await page.goto('/moi');
  await page.locator('#cles').getByText('demande JavaScript').waitFor();
  await context.close();
});

test('by an address for which browsers make no keys, the page says so', async () => {
  const context = await profile(browser, server);
  const page = await open(context, '/connexion');
  assert.equal(await use(page).count(), 0);
  await byPassword(page, 'lea');
  await page.goto('/moi');
  await page.locator('#cles').getByText('n’acceptent pas de clé d’accès').waitFor();
  await context.close();
});

for (const [width, viewport] of Object.entries(WIDTHS)) {
  test(`the pages of passkeys have nothing axe objects to, at ${width}`, async () => {
    const { context, page } = await device(browser, server, { viewport });
    await page.goto('/connexion');
    assert.deepEqual(await violations(page), [], 'the door');
    await byPassword(page, 'odile');
    await page.goto('/moi');
    const names = [];
    if (await page.locator('#cles [name=cle]').count() === 0) names.push(`Clé ${width}`);
    for (const name of names) await register(page, name);
    assert.deepEqual(await violations(page), [], 'the account');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, 'wider than the screen');
    await context.close();
  });
}
