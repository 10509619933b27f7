// Screenshots of every screen of the demo, at each width: `cargo xtask shots` calls this with a folder.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { screens } from './lib/crawl.mjs';
import { start } from './lib/server.mjs';

const folder = process.argv[2] ?? '../out/shots';
await mkdir(folder, { recursive: true });
const demo = await start('demo', ['--seed', '1'], { ready: /Ouvrez/ });
const browser = await launch();
try {
  const scout = await profile(browser, demo);
  const found = await screens(scout);
  await scout.close();
  for (const [name, viewport] of Object.entries(WIDTHS)) {
    const context = await profile(browser, demo, { viewport });
    for (const { shape, path } of found) {
      const page = await open(context, path);
      await page.evaluate(() => document.fonts.ready);
      const file = `${shape.replaceAll(/[^\w:]+/g, '-').replaceAll(/^-|-$|:/g, '') || 'home'}-${name}.png`;
      await page.screenshot({ path: join(folder, file) });
      console.log(`${viewport.width} x ${viewport.height}  ${path}  ${file}`);
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  await demo.close();
}
