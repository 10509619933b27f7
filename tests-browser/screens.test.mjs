// Every screen that links lead to: accessible, within its policy, within its width, without a name in its address.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { screens } from './lib/crawl.mjs';
import { start } from './lib/server.mjs';
import { ward } from './lib/ward.mjs';

let server;
let browser;
let found;
before(async () => {
  [server, browser] = await Promise.all([start('serve'), launch()]);
  await ward(server);
  const context = await profile(browser, server);
  found = await screens(context);
  await context.close();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('links lead to the board, a bed, a stay, the messages and the structure', () => {
  const shapes = found.map(({ shape }) => shape);
  for (const shape of ['/', '/service/:id', '/lit/:id', '/sejour/:id', '/messages', '/structure']) {
    assert.ok(shapes.includes(shape), `${shape} is not among ${shapes.join(' ')}`);
  }
});

for (const [name, viewport] of Object.entries(WIDTHS)) {
  test(`no accessibility violation on any screen (${name})`, async () => {
    const context = await profile(browser, server, { viewport });
    const broken = [];
    for (const { path } of found) {
      const page = await open(context, path);
      broken.push(...(await violations(page)).map((violation) => `${path}: ${violation}`));
      await page.close();
    }
    assert.deepEqual(broken, []);
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}

test('nothing is wider than a phone, nor than a page at 400 %', async () => {
  const wide = [];
  for (const width of [390, 320]) {
    const context = await profile(browser, server, { viewport: { width, height: 800 } });
    for (const { path } of found) {
      const page = await open(context, path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) wide.push(`${path} at ${width}: ${overflow} px too wide`);
      await page.close();
    }
    await context.close();
  }
  assert.deepEqual(wide, []);
});

test('pages are in the language that was asked for', async () => {
  for (const [locale, word] of [['fr-FR', 'Territoire'], ['en-GB', 'Territory']]) {
    const context = await profile(browser, server, { locale });
    const page = await open(context, '/');
    assert.equal(await page.getAttribute('html', 'lang'), locale.slice(0, 2));
    await page.getByRole('navigation').getByText(word).first().waitFor({ state: 'attached' });
    await context.close();
  }
});

test('the policy forbids inline scripts, inline styles and eval, and no page needs them', async () => {
  const context = await profile(browser, server);
  for (const { path } of found) {
    const page = await context.newPage();
    const response = await page.goto(path, { waitUntil: 'domcontentloaded' });
    const policy = response.headers()['content-security-policy'] ?? '';
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
    const html = await response.text();
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/, `${path} has an inline script`);
    assert.doesNotMatch(html, /\sstyle="/, `${path} has an inline style`);
    assert.doesNotMatch(html, /\son[a-z]+="/, `${path} has an inline handler`);
    await page.close();
  }
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('no address and nothing kept by the browser holds a name', async () => {
  const context = await profile(browser, server);
  const named = /abadie|bertin|carpentier|delmas|louise|marcel|odette|henri/i;
  for (const { path } of found) {
    const page = await open(context, path);
    const kept = await page.evaluate(() => [
      ...[...document.querySelectorAll('[href],[src],[action]')].map((e) => e.getAttribute('href') ?? e.getAttribute('src') ?? e.getAttribute('action')),
      document.title,
      JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie,
    ]);
    for (const text of kept) assert.doesNotMatch(text ?? '', named, `${path}: ${text}`);
    await page.close();
  }
  await context.close();
});
