// People at browsers of their own.

import { profile } from './browser.mjs';

/** Somebody who said their name, in a fresh profile. */
export async function somebody(browser, server, name, options = {}) {
  const context = await profile(browser, server, options);
  const page = await context.newPage();
  await page.goto('/operateur');
  await page.locator('input[name="operator_name"]').fill(name);
  await page.keyboard.press('Enter');
  await page.waitForURL('/');
  return { context, page };
}
