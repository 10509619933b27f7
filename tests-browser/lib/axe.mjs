// Accessibility, as axe sees it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The violations on a page, one line each. Evaluated, not added as a script, so that the page keeps its policy. */
export async function violations(page) {
  // Whatever slides in is judged where it comes to rest: half transparent, no colour is what it will be.
  await page.evaluate(() => Promise.all(document.getAnimations()
    .filter((it) => it.effect.getComputedTiming().iterations !== Infinity)
    .map((it) => it.finished.catch(() => {}))));
  await page.evaluate(source);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: rules } }), RULES);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')} ${node.html.slice(0, 160)}`));
}
