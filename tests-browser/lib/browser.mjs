// One Chromium for all tests of a file, one fresh profile per test.

import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHEVET_CHROMIUM ?? '/usr/bin/chromium';

/** Widths people have: a desk, a large desk, a phone. */
export const WIDTHS = { desk: { width: 1440, height: 900 }, wide: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } };

/** Starts Debian's Chromium. No sandbox: tests run as root in containers, on pages we wrote ourselves. */
export function launch() {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    // Fields for dates are drawn by the browser in its own language.
    env: { ...process.env, LANGUAGE: 'fr' },
  });
}

/**
 * A fresh profile on this server. Pages collect what they complain about in `profile.complaints`:
 * exceptions, errors on the console (a refused Content-Security-Policy is one), answers of 500 and above.
 */
export async function profile(browser, server, options = {}) {
  const context = await browser.newContext({ baseURL: server.http, locale: 'fr-FR', viewport: WIDTHS.desk, ...options });
  context.complaints = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => context.complaints.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports lost connections, and 428, by which the server asks who is acting.
      if (message.type() === 'error' && !/ERR_(CONNECTION|INCOMPLETE|NETWORK)|status of 428/.test(message.text())) {
        context.complaints.push(`console: ${message.text()}`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 500) context.complaints.push(`${response.status()} ${response.url()}`);
    });
  });
  return context;
}

/** Opens a page that keeps a stream open: it never becomes idle, so its content is what is waited for. */
export async function open(context, path) {
  const page = await context.newPage();
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  return page;
}

/**
 * Waits until what a page answers after a wait of its own is true. `waitForFunction` takes the promise of an
 * asynchronous function for the answer, and waits for nothing.
 */
export async function until(page, ask, argument = null, patience = 30_000) {
  for (const end = Date.now() + patience; ;) {
    if (await page.evaluate(ask, argument)) return;
    if (Date.now() > end) throw new Error(`never true: ${ask}`);
    await page.waitForTimeout(50);
  }
}
