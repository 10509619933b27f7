// A browser whose authenticator is played by the browser itself.

import { profile } from './browser.mjs';

export const PASSWORD = 'bonjour le chevet';

/** A browser of its own, with a page whose authenticator verifies whoever touches it. */
export async function device(browser, server, options = {}) {
  const context = await profile(browser, server, { baseURL: server.localhost, ...options });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const keys = async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  const verifies = (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { context, page, cdp, authenticatorId, keys, verifies };
}

/** Signs somebody in at the door. */
export async function byPassword(page, login) {
  await page.goto('/connexion');
  await page.fill('[name=qui_identifiant]', login);
  await page.fill('[name=qui_secret]', PASSWORD);
  await page.click('main button.pri');
  await page.waitForURL((url) => url.pathname !== '/connexion', { waitUntil: 'domcontentloaded' });
}

/** Adds a passkey on one's account. */
export async function register(page, name) {
  await page.goto('/moi');
  const form = page.locator('#cles form', { has: page.locator('[name=quoi][value=cle]') });
  await form.locator('[name=ancien]').fill(PASSWORD);
  await form.locator('[name=nom]').fill(name);
  await form.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.locator('#cles').getByText(name).waitFor();
}
