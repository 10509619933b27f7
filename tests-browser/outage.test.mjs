// The link is cut: screens say so, keep what is typed, and catch up by themselves.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, profile } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { admit, boardOf, tile, ward } from './lib/ward.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([start('serve', [], { fixed: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const banner = (page) => page.getByText(/Données figées depuis \d+/);

test('a killed server: every board says that its data are frozen, then catches up with what it missed', async () => {
  const story = await ward(server);
  const context = await profile(browser, server);
  const path = await boardOf(context, story);
  const pages = [await open(context, path), await open(context, path)];
  for (const page of pages) await tile(page, story, 0).getByText('ABADIE').waitFor();
  await server.kill();
  for (const page of pages) await banner(page).first().waitFor({ timeout: 60_000 });
  await server.restart();
  // What was acknowledged before the kill is there, and what comes now arrives without a reload.
  await admit(server, story, 4, 'REVENUE');
  for (const page of pages) {
    await tile(page, story, 4).getByText('REVENUE').waitFor({ timeout: 60_000 });
    await tile(page, story, 0).getByText('ABADIE').waitFor();
    await banner(page).first().waitFor({ state: 'hidden', timeout: 60_000 });
  }
  await context.close();
});

test('a server that stops politely and comes back is not noticed for long', async () => {
  const story = await ward(server);
  const context = await profile(browser, server);
  const page = await open(context, await boardOf(context, story));
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  await server.stop();
  await server.restart();
  await admit(server, story, 4, 'RELANCEE');
  await tile(page, story, 4).getByText('RELANCEE').waitFor({ timeout: 60_000 });
  assert.equal(await banner(page).first().isVisible(), false);
  await context.close();
});
