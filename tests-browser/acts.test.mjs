// What hands do with a patient from the board: by key, by menu, by pointer, with two people at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile, WIDTHS } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { boardOf, tile, ward } from './lib/ward.mjs';

let server, browser;
before(async () => {
  server = await start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A board of its own, by somebody who has given their name. */
async function desk(options = {}, name = 'Camille Martin', story = null) {
  story ??= await ward(server);
  const context = await profile(browser, server, options);
  const start = await context.newPage();
  await start.goto('/operateur');
  await start.locator('input[name="operator_name"]').fill(name);
  await start.keyboard.press('Enter');
  await start.waitForURL('/');
  await start.close();
  const page = await open(context, await boardOf(context, story));
  await tile(page, story, 0).waitFor();
  return { story, context, page };
}

const toast = (page, text) => page.locator('#toasts .toast', { hasText: text });

test('each key of the chosen bed does what the help says, and an undo takes it back', async () => {
  const { story, context, page } = await desk();
  const bed = tile(page, story, 0).locator('a.bed');
  for (const [key, place] of [['s', '#sortie'], ['i', '#precautions'], ['t', '#telemetrie'], ['n', '#notes']]) {
    await bed.focus();
    await page.keyboard.press(key);
    await page.locator(`#drawer[open] ${place}`).waitFor();
    await page.waitForFunction((where) => document.activeElement.closest(where), place);
    await page.keyboard.press('Escape');
    await page.locator('#drawer').waitFor({ state: 'hidden' });
  }
  await bed.focus();
  await page.keyboard.press('p');
  await tile(page, story, 0).locator('a.bed').filter({ hasText: /nettoyer/i }).waitFor();
  await toast(page, 'Départ noté').getByRole('button', { name: /annuler/i }).click();
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  // The bed that a patient left is cleaned in two strokes.
  await tile(page, story, 3).locator('a.bed').focus();
  await page.keyboard.press('b');
  await tile(page, story, 3).and(page.locator('.menage:not(.todo)')).waitFor();
  await tile(page, story, 3).locator('a.bed').focus();
  await page.keyboard.press('b');
  await tile(page, story, 3).and(page.locator('.libre')).waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('letters alone do nothing once they are switched off', async () => {
  const { story, context, page } = await desk();
  await page.evaluate(() => { document.body.dataset.keys = 'off'; });
  await tile(page, story, 0).locator('a.bed').focus();
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await page.locator('#drawer[open] h1').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.closest('#sortie')), null);
  await context.close();
});

for (const [width, viewport] of Object.entries({ desk: WIDTHS.desk, phone: WIDTHS.phone })) {
  test(`a discharge, precautions, a unit and a note are kept from the sheet, at ${width}`, async () => {
    const { story, context, page } = await desk({ viewport });
    await tile(page, story, 1).locator('a.bed').click();
    const drawer = page.locator('#drawer[open]');
    await drawer.locator('#sortie').getByRole('button', { name: 'Demain' }).click();
    await toast(page, 'Sortie prévue').waitFor();
    await page.waitForFunction(() => document.querySelector('#drawer input[name=jour]').value !== '');
    await drawer.locator('#precautions').getByText('BHRe').click();
    await drawer.locator('#precautions button').click();
    await toast(page, 'Précautions').waitFor();
    assert.equal(await drawer.locator('#precautions input[value=BHRE]').isChecked(), true);
    await drawer.locator('#telemetrie input[type=text]').fill('12');
    await drawer.locator('#telemetrie input[type=text]').press('Enter');
    await toast(page, 'Télémétrie').waitFor();
    assert.equal(await drawer.locator('#telemetrie input[type=text]').inputValue(), '12');
    await drawer.locator('#notes textarea').last().fill('À jeun à minuit');
    await drawer.locator('#notes').getByRole('button', { name: 'Écrire la note' }).click();
    await drawer.locator('#notes').getByText('À jeun à minuit').first().waitFor();
    // A notice lies over the sheet for ten seconds: what is below it is looked at without.
    await page.evaluate(() => document.querySelector('#toasts').replaceChildren());
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}

test('two people on one topic: the second sees both values, and what was typed is kept', async () => {
  const lea = await desk({}, 'Léa Roy');
  const karim = await desk({}, 'Karim Benali', lea.story);
  const story = lea.story;
  for (const { page } of [lea, karim]) {
    await tile(page, story, 1).locator('a.bed').click();
    await page.locator('#drawer[open] #sortie').waitFor();
  }
  const day = (page) => page.locator('#sortie input[type=date]');
  const typed = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await day(karim.page).fill(typed);
  await lea.page.locator('#sortie').getByRole('button', { name: 'Demain' }).click();
  await toast(lea.page, 'Sortie prévue').waitFor();
  // The other one's board follows, and leaves alone what is being typed with the revision it has seen.
  await tile(karim.page, story, 1).getByText('dem.').waitFor();
  await karim.page.waitForTimeout(800);
  assert.equal(await day(karim.page).inputValue(), typed);
  await karim.page.locator('#sortie form.plan').getByRole('button', { name: 'Enregistrer' }).click();
  const conflict = karim.page.locator('form.conflict');
  await conflict.waitFor();
  const said = await conflict.innerText();
  assert.match(said, /dem\./);
  assert.match(said, /Léa Roy/);
  assert.match(said, new RegExp(`\\b${Number(typed.slice(8))}\\b`));
  assert.equal(await day(karim.page).inputValue(), typed);
  await conflict.getByRole('button', { name: /valider la mienne/i }).click();
  await toast(karim.page, 'Sortie prévue').waitFor();
  await lea.page.waitForFunction((then) => document.querySelector('#sortie input[type=date]').value === then, typed);
  for (const { context } of [lea, karim]) await context.close();
});

test('M lists the beds and marks the plan; a bed chosen on the plan asks first where something stands in the way', async () => {
  const { story, context, page } = await desk();
  await tile(page, story, 0).locator('a.bed').focus();
  await page.keyboard.press('m');
  await page.locator('#drawer[open] form[data-move]').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.tile[data-fit]').length >= 4);
  assert.equal(await tile(page, story, 0).getAttribute('data-fit'), 'here');
  // BERTIN is a man: a swap puts him nowhere near a woman, ABADIE's room-mate is BERTIN himself.
  await tile(page, story, 2).click({ position: { x: 20, y: 60 } });
  const ask = page.locator('dialog.ask[open]');
  await ask.or(toast(page, /échangés/i)).first().waitFor();
  if (await ask.count()) await ask.getByRole('button', { name: /quand même/i }).click();
  await tile(page, story, 2).getByText('ABADIE').waitFor();
  await tile(page, story, 0).getByText('CARPENTIER').waitFor();
  await toast(page, /échangés/i).getByRole('button', { name: /annuler/i }).click();
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('.tile[data-fit]').length === 0);
  await context.close();
});

test('the bed to move to is typed by its name, and Ctrl+Z brings the patient back', async () => {
  const { story, context, page } = await desk();
  await tile(page, story, 0).locator('a.bed').focus();
  await page.keyboard.press('m');
  await page.locator('#drawer[open] form[data-move]').waitFor();
  await page.waitForFunction(() => document.activeElement.name === 'vers');
  await page.keyboard.type('102p');
  await page.keyboard.press('Enter');
  const ask = page.locator('dialog.ask[open]');
  await ask.or(toast(page, /échangés/i)).first().waitFor();
  if (await ask.count()) await ask.getByRole('button', { name: /quand même/i }).click();
  await tile(page, story, 2).getByText('ABADIE').waitFor();
  await toast(page, /échangés/i).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#drawer').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+z');
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('a tile dragged with a mouse moves the patient; Escape drops nothing', async () => {
  const { story, context, page } = await desk();
  const centre = async (n) => {
    const box = await tile(page, story, n).boundingBox();
    return [box.x + box.width / 2, box.y + box.height * 0.7];
  };
  const drag = async (from, to) => {
    await page.mouse.move(...await centre(from));
    await page.mouse.down();
    const [x, y] = await centre(to);
    await page.mouse.move(x - 30, y, { steps: 4 });
    await page.waitForFunction(() => document.querySelectorAll('.tile[data-fit]').length >= 4);
    await page.mouse.move(x, y, { steps: 3 });
  };
  await drag(0, 3);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.waitForFunction(() => !document.querySelector('.lifted'));
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  await drag(0, 3);
  await page.mouse.up();
  // The bed is dirty, and in the room of CARPENTIER: asked once.
  await page.locator('dialog.ask[open]').getByRole('button', { name: /quand même/i }).click();
  await tile(page, story, 3).getByText('ABADIE').waitFor();
  assert.equal(await page.locator('#drawer[open]').count(), 0, 'the drop opened a drawer');
  await toast(page, /placé/i).getByRole('button', { name: /annuler/i }).click();
  await tile(page, story, 0).getByText('ABADIE').waitFor();
  assert.deepEqual(context.complaints, []);
  await context.close();
});

test('a finger that stays lifts a tile, and one that lets go without moving gets the menu', async () => {
  const { story, context, page } = await desk({ viewport: WIDTHS.phone, hasTouch: true, isMobile: true });
  const touch = await context.newCDPSession(page);
  const point = async (n) => {
    await tile(page, story, n).scrollIntoViewIfNeeded();
    const box = await tile(page, story, n).boundingBox();
    return { x: box.x + box.width * 0.6, y: box.y + box.height / 2 };
  };
  const send = (type, points) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await send('touchStart', [await point(0)]);
  await page.locator('.lifted').waitFor();
  await send('touchEnd', []);
  await page.locator('dialog.menu[open]').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  const [from, to] = [await point(0), await point(3)];
  await send('touchStart', [from]);
  await page.locator('.lifted').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.tile[data-fit]').length >= 4);
  for (const share of [0.3, 0.7, 1]) {
    await send('touchMove', [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }]);
  }
  await send('touchEnd', []);
  await page.locator('dialog.ask[open]').getByRole('button', { name: /quand même/i }).click();
  await tile(page, story, 3).getByText('ABADIE').waitFor();
  await context.close();
});

for (const [width, viewport] of Object.entries({ desk: WIDTHS.desk, phone: WIDTHS.phone })) {
  test(`mobility, needs and steps are said with a click or a key, shown on the tile, and undone, at ${width}`, async () => {
    const { story, context, page } = await desk({ viewport });
    const bed = tile(page, story, 2);
    await bed.locator('a.bed').click();
    const drawer = page.locator('#drawer[open]');
    const pressed = (name, on) => drawer.locator(`#soins button[aria-pressed=${on}]`, { hasText: name });
    await pressed('Fauteuil', false).click();
    await pressed('Fauteuil', true).waitFor();
    await pressed('Oxygène', false).focus();
    await page.keyboard.press('Enter');
    await pressed('Oxygène', true).waitFor();
    await bed.getByText('Oxygène').waitFor({ state: 'attached' });
    await bed.getByText('Fauteuil').waitFor({ state: 'attached' });
    // A need is taken back from the notice, then by the same button.
    await toast(page, 'Oxygène').getByRole('button', { name: /annuler/i }).click();
    await pressed('Oxygène', false).waitFor();
    await drawer.locator('#sortie .steps li', { hasText: 'Décision médicale' }).getByRole('button', { name: 'Fait' }).click();
    await bed.locator('.st5 i.on').first().waitFor();
    const downstream = drawer.locator('#sortie .steps li', { hasText: 'Aval' });
    await downstream.locator('select').selectOption('SMR');
    await downstream.getByRole('button', { name: 'Noter' }).click();
    await bed.locator('.st5 i.wa').waitFor();
    assert.deepEqual(context.complaints, []);
    await context.close();
  });
}
