// Wall displays: set up by a person at a desk, opened by their address alone, compared with the board they show.

import { open, profile } from './browser.mjs';

/**
 * Adds a display as a person would: from the board, by the form. Fields may be given otherwise, by their names.
 * Gives back the path of its address and the desk at which it was done.
 */
export async function hang(browser, server, board, fields = {}) {
  const desk = await profile(browser, server);
  const page = await open(desk, board);
  await page.getByRole('link', { name: 'Écrans muraux' }).click();
  const form = page.locator('section.new form');
  await form.locator('[name=label]').fill('Salle de soins');
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name=${name}]`);
    if (typeof value === 'boolean') await field.setChecked(value);
    else if (await field.evaluate((it) => it.nodeName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await form.getByRole('button').click();
  const name = page.locator('input[name="operator_name"]');
  await name.fill('Camille Martin');
  await name.press('Enter');
  const address = page.locator('.address a').last();
  await address.waitFor();
  await page.locator('.address svg.qr').last().waitFor();
  return { desk, page, path: new URL(await address.getAttribute('href')).pathname };
}

/** What a board or a wall says of each bed: its state, and the initials of who lies there. */
export const beds = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('article.tile')].map((tile) => {
  const states = ['libre', 'reserve', 'menage', 'todo', 'conta', 'ferme', 'dispute', 'away', 'gone', 'late'];
  const state = states.filter((it) => tile.classList.contains(it)).join(' ') || 'occ';
  const who = tile.querySelector('.nm')?.firstElementChild;
  const bold = tile.classList.contains('occ') ? who?.querySelector('b')?.textContent ?? '' : '';
  const given = bold.endsWith('.') ? '' : who?.textContent.trim().slice(bold.length).trim() ?? '';
  const initials = bold.endsWith('.') || !bold ? bold : `${bold[0]}. ${given[0]}.`;
  return [tile.id, `${state} ${initials}`.trim()];
})));

/** Waits until the wall says of every bed what the board says. */
export async function agree(wall, board, patience = 40_000) {
  const end = Date.now() + patience;
  for (;;) {
    const [one, other] = [JSON.stringify(await beds(wall)), JSON.stringify(await beds(board))];
    if (one === other) return;
    if (Date.now() > end) throw new Error(`the wall says\n${one}\nand the board\n${other}`);
    await wall.waitForTimeout(100);
  }
}

/**
 * A stream that the test speaks through: `tell(page, kind, data)` is what the server would say.
 * For what takes a server days to do, or a night of the year.
 */
export const muted = (page) => page.addInitScript(() => {
  globalThis.streams = [];
  globalThis.EventSource = class extends EventTarget {
    constructor(url) { super(); this.url = url; globalThis.streams.push(this); }
    close() { globalThis.streams = globalThis.streams.filter((it) => it !== this); }
  };
});
export const tell = (page, kind, data) => page.evaluate(
  ([kind, data]) => { for (const stream of globalThis.streams) stream.dispatchEvent(new MessageEvent(kind, { data })); }, [kind, data]);
