// The shared post of a ward: approved once, never logged out; two nurses, one form, a switch, a kill in the middle.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';

const PASSWORD = 'bonjour le chevet', PIN = '2580';

let server, browser;
before(async () => {
  [server, browser] = await Promise.all([
    start('demo', ['--people', '--past-days', '1'], { fixed: true, ready: /Ouvrez/ }),
    launch(),
  ]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Somebody at a browser of their own. */
async function signedIn(login) {
  const context = await profile(browser, server);
  const page = await context.newPage();
  await page.goto('/connexion');
  await page.locator('input[name="qui_identifiant"]').fill(login);
  await page.locator('input[name="qui_secret"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  // An auditor has no map to land on, and lands on the traces.
  await page.waitForURL((url) => url.pathname !== '/connexion', { waitUntil: 'domcontentloaded' });
  return { context, page };
}

/** A device that becomes a post: it shows a code, the head nurse approves it, it goes to its board by itself. */
async function post(name, options = {}) {
  const context = await profile(browser, server, options);
  const page = await context.newPage();
  // Whatever happens from now on, this browser must never be led to a page to log in.
  context.doors = [];
  await page.goto('/poste');
  const code = await page.locator('.code').innerText();
  const head = await signedIn('camille');
  await head.page.goto('/postes');
  await head.page.locator('input[name="code"]').fill(code);
  await head.page.locator('input[name="nom"]').fill(name);
  await head.page.getByRole('button', { name: 'Approuver un poste' }).click();
  await head.page.getByRole('rowheader', { name }).waitFor();
  await head.context.close();
  page.on('framenavigated', (frame) => {
    if (/connexion|installation/.test(frame.url())) context.doors.push(frame.url());
  });
  await page.waitForURL(/\/service\//);
  await page.locator('.tile').first().waitFor();
  return { context, page };
}

/** Opens the sheet of somebody who lies there, and types a note. */
async function typed(page, text) {
  await page.keyboard.press('Escape');
  await page.locator('.tile:has(.nm) .bed').first().focus();
  await page.keyboard.press('n');
  await page.locator('#drawer[open] #notes textarea').last().fill(text);
  await page.locator('#notes').getByRole('button', { name: 'Écrire la note' }).click();
}

const written = (page, text) => page.locator('#drawer #notes').getByText(text).first().waitFor();

test('two nurses share a post: one form, one switch in one gesture, and nobody is sent to log in', async () => {
  const { context, page } = await post('Poste des deux');
  assert.match(await page.locator('#who').innerText(), /Poste des deux/);

  await typed(page, 'Appeler la famille');
  const ask = page.locator('dialog.ask');
  await ask.locator('summary').click();
  await ask.locator('input[name="qui_identifiant"]').fill('lea');
  await ask.locator('input[name="qui_secret"]').fill('ce n’est pas cela');
  await page.keyboard.press('Enter');
  await ask.getByRole('alert').waitFor();
  assert.deepEqual(await violations(page), []);
  await ask.locator('summary').click();
  await ask.locator('input[name="qui_identifiant"]').fill('lea');
  await ask.locator('input[name="qui_secret"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await written(page, 'Appeler la famille');
  // The name in the bar comes with its own answer, after the drawer's or before it.
  await page.locator('#who', { hasText: 'Léa Petit' }).waitFor();

  // Samba signs in once by password; then Léa takes over by her face and PIN.
  await page.keyboard.press('Escape');
  await page.locator('#who').click();
  await page.locator('main summary').click();
  await page.locator('input[name="qui_identifiant"]').fill('samba');
  await page.locator('input[name="qui_secret"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#who', { hasText: 'Samba Diallo' }).waitFor();
  await page.locator('#who').click();
  const began = Date.now();
  await page.locator('.faces label', { hasText: 'Léa Petit' }).click();
  await page.locator('input[name="qui_code"]').fill(PIN);
  await page.keyboard.press('Enter');
  await page.locator('#who', { hasText: 'Léa Petit' }).waitFor();
  const lasted = Date.now() - began;
  assert.ok(lasted < 2_000, `the switch took ${lasted} ms`);
  await typed(page, 'Vu avec le bloc');
  await written(page, 'Vu avec le bloc');
  assert.deepEqual([...context.doors, ...context.complaints], []);
  await context.close();
});

test('a badge held to an open board says who is there in one gesture, and none of its letters is a key', async () => {
  // As on a reader's tape: `b` would begin a cleaning and `p` mark somebody as gone.
  const BADGE = '04b1c2bp80';
  const own = await signedIn('lea');
  await own.page.goto('/moi');
  const form = own.page.locator('form:has(input[name="quoi"][value="badge"])');
  await form.locator('input[name="ancien"]').fill(PASSWORD);
  await form.locator('input[name="badge"]').fill(BADGE);
  await form.getByRole('button').click();
  await own.page.getByText('…bp80').waitFor();
  await own.context.close();

  const { context, page } = await post('Poste au badge');
  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  const bed = page.locator('.tile:has(.nm) .bed').first(), id = await bed.evaluate((it) => it.closest('.tile').id);
  await bed.focus();
  const began = Date.now();
  await page.keyboard.type(BADGE);
  await page.keyboard.press('Enter');
  await page.locator('#who', { hasText: 'Léa Petit' }).waitFor();
  const lasted = Date.now() - began;
  assert.ok(lasted < 2_000, `it took ${lasted} ms`);
  // The screen is the same, at the same bed.
  await page.waitForFunction((it) => document.activeElement.closest('.tile')?.id === it, id);
  assert.deepEqual(sent, ['/operateur']);
  assert.equal(await page.locator('dialog[open]').count(), 0);

  // A card of nobody is told so, and Léa stays.
  await page.keyboard.type('99b9b9b9');
  await page.keyboard.press('Enter');
  await page.locator('#toasts [role=alert]').waitFor();
  assert.match(await page.locator('#who').innerText(), /Léa Petit/);
  // A key alone is still a key.
  await page.locator(`[id="${id}"] .bed`).focus();
  await page.waitForTimeout(100);
  await page.keyboard.press('n');
  await page.locator('#drawer[open] #notes').waitFor();
  assert.deepEqual([...context.doors, ...context.complaints.filter((it) => !/422/.test(it))], []);
  await context.close();
});

test('a kill in the middle loses neither the person nor what is typed', async () => {
  const { context, page } = await post('Poste coupé');
  await page.locator('#who').click();
  await page.locator('main summary').click();
  await page.locator('input[name="qui_identifiant"]').fill('lea');
  await page.locator('input[name="qui_secret"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#who', { hasText: 'Léa Petit' }).waitFor();
  await page.locator('.tile').first().waitFor();
  await page.locator('.tile:has(.nm) .bed').first().focus();
  await page.keyboard.press('n');
  const note = page.locator('#drawer[open] #notes textarea').last();
  await note.fill('Écrit pendant la coupure');
  await server.kill();
  const send = page.locator('#notes').getByRole('button', { name: 'Écrire la note' });
  await send.click();
  await page.locator('#toasts .toast').first().waitFor();
  assert.equal(await note.inputValue(), 'Écrit pendant la coupure');
  await server.restart();
  await page.locator('#link[data-state="up"]').waitFor({ timeout: 60_000 });
  await send.click();
  await written(page, 'Écrit pendant la coupure');
  assert.match(await page.locator('#who').innerText(), /Léa Petit/);
  assert.deepEqual(context.doors, []);
  await context.close();
});

test('what a post may not open leads to saying who one is, by keyboard, and back to the same board', async () => {
  const { context, page } = await post('Poste curieux');
  const own = new URL(page.url()).pathname;
  await page.goto('/');
  const links = await page.locator('a[href^="/service/"]').evaluateAll((all) => all.map((it) => it.getAttribute('href')));
  const lies = page.locator('.grid .tile.occ .bed').first();
  let other;
  for (const link of new Set(links.filter((it) => it !== own))) {
    await page.goto(link);
    other = link;
    if (await lies.count()) break;
  }
  await lies.focus();
  await page.keyboard.press('n');
  await page.locator('#toasts').getByRole('link', { name: 'Continuer' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Continuer');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/operateur\?back=/);
  await page.locator('main summary').click();
  await page.locator('input[name="qui_identifiant"]').fill('keller');
  await page.locator('input[name="qui_secret"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#who', { hasText: 'Hélène Keller' }).waitFor();
  assert.equal(new URL(page.url()).pathname, other);
  assert.deepEqual(context.doors, []);
  await context.close();
});

test('whoever leaves is gone from every open page of the post, and the board stays', async () => {
  const { context, page } = await post('Poste à deux pages');
  const path = new URL(page.url()).pathname;
  await page.locator('#who').click();
  await page.locator('main summary').click();
  await page.locator('input[name="qui_identifiant"]').fill('lea');
  await page.locator('input[name="qui_secret"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#who', { hasText: 'Léa Petit' }).waitFor();
  const other = await open(context, path);
  await other.locator('#who', { hasText: 'Léa Petit' }).waitFor();
  await page.locator('#who').click();
  await page.getByRole('button', { name: 'Quitter' }).click();
  await page.locator('#who', { hasText: 'Se nommer' }).waitFor();
  await other.locator('#who', { hasText: 'Se nommer' }).waitFor();
  assert.equal(new URL(other.url()).pathname, path);
  await other.locator('.tile .nm').first().waitFor();
  assert.deepEqual(context.doors, []);
  await context.close();
});

for (const [width, viewport] of Object.entries(WIDTHS)) {
  test(`the pages of identity have nothing axe objects to, at ${width}`, async () => {
    const stranger = await profile(browser, server, { viewport });
    for (const path of ['/connexion', '/poste']) {
      const page = await open(stranger, path);
      await page.locator('h1').waitFor();
      assert.deepEqual(await violations(page), [], path);
      await page.close();
    }
    await stranger.close();
    for (const [login, paths] of [['camille', ['/moi', '/postes']], ['yves', ['/traces', '/moi']], ['ines', ['/moi']]]) {
      const { context, page } = await signedIn(login);
      await page.setViewportSize(viewport);
      for (const path of paths) {
        await page.goto(path);
        await page.locator('h1').waitFor();
        assert.deepEqual(await violations(page), [], `${path} of ${login}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, `${path} of ${login} is wider than the screen`);
      }
      await context.close();
    }
  });
}
