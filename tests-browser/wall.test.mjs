// The wall display: read from afar, never logged out, right again after whatever happened.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { launch, open, profile } from './lib/browser.mjs';
import { start } from './lib/server.mjs';
import { agree, beds, hang, muted, tell } from './lib/wall.mjs';
import { admit, boardOf, fullWard, ward } from './lib/ward.mjs';

const SIZES = { hd: [1920, 1080], uhd: [3840, 2160], upright: [1080, 1920], small: [1366, 768] };

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([start('serve', [], { fixed: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** A display of a ward of its own, and a desk on the board of that ward. */
async function setUp(options = {}, fields = {}, tell = ward) {
  const story = await tell(server);
  const scout = await profile(browser, server);
  const path = await boardOf(scout, story);
  const hung = await hang(browser, server, path, fields);
  const board = await open(scout, path);
  const wall = await profile(browser, server, { viewport: { width: 1920, height: 1080 }, ...options });
  return { ...hung, story, board, wall, scout, close: () => Promise.all([scout.close(), hung.desk.close(), wall.close()]) };
}

/** Nothing of a wall asks who is there, and nothing leads away from it. */
async function onlyShows(page) {
  assert.match(page.url(), /\/mur\//);
  assert.equal(await page.locator('input, form, button, a').count(), 0, await page.content());
}

/** Waits for somebody in a bed: acknowledged comes before shown, and until then wall and board agree on what was. */
async function comes(page, said, patience = 30_000) {
  for (const end = Date.now() + patience; !Object.values(await beds(page)).includes(said);) {
    assert.ok(Date.now() < end, `${said} never came`);
    await page.waitForTimeout(100);
  }
}

const up = (page) => page.locator('#link[data-state=up]').waitFor({ timeout: 60_000 });

test('a wall shows what the board shows, and is told of changes', async () => {
  const it = await setUp();
  const page = await open(it.wall, it.path);
  await up(page);
  await agree(page, it.board);
  assert.ok(Object.values(await beds(page)).includes('occ A. L.'), 'ABADIE Louise by her initials');
  await admit(server, it.story, 4, 'NOUVELLE');
  await comes(page, 'occ N. J.');
  await agree(page, it.board);
  assert.doesNotMatch(await page.content(), /NOUVELLE|ABADIE|Louise/);
  await onlyShows(page);
  assert.deepEqual(it.wall.complaints, []);
  await it.close();
});

for (const [name, [width, height]] of Object.entries(SIZES)) {
  test(`every text of a wall can be read, nothing is cut, nothing is inaccessible (${name})`, async () => {
    // At rest: while one sector fades into the next, no text has the contrast it is read with.
    const it = await setUp({ viewport: { width, height }, reducedMotion: 'reduce' }, {}, fullWard);
    const page = await open(it.wall, it.path);
    await up(page);
    await page.evaluate(() => document.fonts.ready);
    const found = await page.evaluate(() => {
      const region = document.getElementById('region'), letter = region.dataset.letter / 10, faults = [];
      const tiles = [...region.querySelectorAll('.sector:not([hidden]) .tile')];
      for (const node of region.querySelectorAll('*')) {
        const speaks = [...node.childNodes].some((it) => it.nodeType === 3 && it.textContent.trim());
        if (node.closest('svg, .vh') || !speaks) continue;
        const size = parseFloat(getComputedStyle(node).fontSize);
        if (size < letter - 0.06) faults.push(`${node.className}: ${size} px instead of ${letter}`);
      }
      for (const tile of tiles) {
        const box = tile.getBoundingClientRect();
        if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) faults.push(`${tile.id} lies outside`);
        const body = tile.querySelector('.b');
        if (body.scrollHeight > body.clientHeight + 1) faults.push(`${tile.id}: its body is cut`);
        for (const part of tile.querySelectorAll('.bed, .state, .doc, .mv b, .mv span')) {
          if (part.scrollWidth > part.clientWidth + 1) faults.push(`${tile.id}: « ${part.textContent} » is cut`);
        }
      }
      // 55 inches at 2.3 metres: sixteen minutes of arc.
      const least = 2300 * 0.0046542 / (0.67 * 1397 / Math.hypot(innerWidth, innerHeight));
      return { faults, letter, least, shown: tiles.length, pages: +region.dataset.pages, all: document.querySelectorAll('.tile').length };
    });
    assert.deepEqual(found.faults, []);
    assert.ok(found.letter >= found.least - 0.1, `${found.letter} px, ${found.least} needed`);
    assert.equal(found.all, it.story.beds);
    assert.equal(found.pages > 1, found.shown < found.all);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(it.wall.complaints, []);
    await it.close();
  });
}

test('a large ward is shown by sectors, at a steady pace, without movement for those who want none', async () => {
  const it = await setUp({ reducedMotion: 'reduce' }, { distance: '4', seconds: '10' }, fullWard);
  const page = await it.wall.newPage();
  await page.clock.install();
  await page.goto(it.path, { waitUntil: 'domcontentloaded' });
  await up(page);
  const pages = +(await page.locator('#region').getAttribute('data-pages'));
  assert.ok(pages > 3, `${pages} pages`);
  // From here on time passes only when it is told to: a turn that begins between two looks would be missed.
  await page.clock.pauseAt(Date.now() + 60_000);
  const seen = new Set();
  for (let turn = 0; turn < pages; turn += 1) {
    const shown = await page.locator('.sector:not([hidden])').evaluateAll((them) => them.map((it) => it.dataset.page));
    assert.equal(shown.length, 1);
    seen.add(shown[0]);
    assert.match(await page.locator('.pager').innerText(), new RegExp(`${+shown[0] + 1}/${pages}`));
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    await page.clock.runFor(10_000);
  }
  assert.equal(seen.size, pages, 'every page had its turn');
  await it.close();
});

test('l11 twenty restarts, clean or by a kill: never a log-in page, never a wrong bed', { timeout: 600_000 }, async () => {
  const it = await setUp();
  const page = await open(it.wall, it.path);
  await up(page);
  for (let round = 0; round < 20; round += 1) {
    await (round % 2 ? server.kill() : server.stop());
    await onlyShows(page);
    await server.restart();
    // Somebody is admitted before the wall is back: what it shows then must know it.
    await admit(server, it.story, 4, `TOUR${String.fromCharCode(65 + round)}`);
    await it.board.reload({ waitUntil: 'domcontentloaded' });
    await agree(page, it.board, 60_000);
    await up(page);
    await page.locator('#frozen').waitFor({ state: 'hidden' });
    await onlyShows(page);
  }
  await it.close();
});

test('l05 l11 a cut of ten minutes is said, and is over by itself', { timeout: 180_000 }, async () => {
  const it = await setUp();
  const page = await it.wall.newPage();
  await page.clock.install();
  await page.goto(it.path, { waitUntil: 'domcontentloaded' });
  await up(page);
  const before = await beds(page);
  await server.kill();
  for (let minute = 0; minute < 10; minute += 1) {
    await page.clock.fastForward(60_000);
    await onlyShows(page);
  }
  const notice = page.locator('#frozen');
  await notice.getByText(/Données figées depuis (10|11) min/).waitFor();
  assert.match(await page.locator('.region').evaluate((it) => getComputedStyle(it).filter), /grayscale/);
  assert.deepEqual(await beds(page), before, 'the last board stays');
  await server.restart();
  await admit(server, it.story, 4, 'APRES');
  await it.board.reload({ waitUntil: 'domcontentloaded' });
  await page.clock.fastForward(20_000);
  await agree(page, it.board);
  await notice.waitFor({ state: 'hidden' });
  await onlyShows(page);
  await it.close();
});

test('a display that is withdrawn shows nothing of the ward any more, and says what to do', async () => {
  const it = await setUp();
  const page = await open(it.wall, it.path);
  await up(page);
  const fold = it.page.locator('details', { hasText: 'Retirer l’écran' });
  await fold.locator('summary').click();
  await fold.getByRole('button').click();
  await page.getByRole('heading', { name: 'Cet écran n’est plus autorisé' }).waitFor({ timeout: 15_000 });
  assert.equal(await page.locator('.tile').count(), 0);
  assert.doesNotMatch(await page.content(), /A\. L\./);
  await onlyShows(page);
  assert.deepEqual(await violations(page), []);
  await it.close();
});

test('a display whose policy changes obeys at once, without being touched', async () => {
  const it = await setUp();
  const page = await open(it.wall, it.path);
  await up(page);
  await page.getByText('A. L.').waitFor();
  const fold = it.page.locator('details', { hasText: 'Régler' });
  await fold.locator('summary').click();
  await fold.locator('[name=masking]').selectOption('bed');
  await fold.getByRole('button').click();
  await page.getByText('Noms masqués').waitFor({ timeout: 15_000 });
  assert.doesNotMatch(await page.content(), /A\. L\./);
  await it.close();
});

test('l11 a month of patches leaves nothing behind', { timeout: 180_000 }, async () => {
  const it = await setUp();
  const page = await it.wall.newPage();
  await muted(page);
  await page.goto(it.path, { waitUntil: 'domcontentloaded' });
  const session = await it.wall.newCDPSession(page);
  await session.send('Performance.enable');
  const counts = async () => {
    await page.waitForTimeout(4_500); // tiles that just changed stop saying so after four seconds
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const patches = (times) => page.evaluate(async (times) => {
    const have = document.body.dataset.have, region = document.getElementById('region').outerHTML;
    const say = (kind, data) => { for (const it of [...globalThis.streams]) it.dispatchEvent(new MessageEvent(kind, { data })); };
    for (let turn = 0; turn < times; turn += 1) {
      const tiles = document.querySelectorAll('.tile'), tile = tiles[turn % tiles.length].cloneNode(true);
      tile.querySelector('.nm').dataset.turn = turn;
      say('patch', `${have}\n${turn % 50 ? tile.outerHTML : region}`);
      if (turn % 10 === 0) say('hb', `14:05:32 ${document.body.dataset.version}`);
      if (turn % 100 === 0) await new Promise((done) => setTimeout(done));
    }
  }, times);
  await patches(300);
  const first = await counts();
  await patches(5_000);
  const last = await counts();
  assert.ok(last.Nodes <= first.Nodes + 20, `${first.Nodes} nodes, then ${last.Nodes}`);
  assert.ok(last.JSEventListeners <= first.JSEventListeners + 5, `${first.JSEventListeners} listeners, then ${last.JSEventListeners}`);
  assert.ok(last.JSHeapUsedSize <= first.JSHeapUsedSize * 1.25 + 300_000, `${first.JSHeapUsedSize} bytes, then ${last.JSHeapUsedSize}`);
  console.log(`5,000 patches: ${first.Nodes} -> ${last.Nodes} nodes, ${first.JSEventListeners} -> ${last.JSEventListeners} listeners, ${first.JSHeapUsedSize} -> ${last.JSHeapUsedSize} bytes`);
  await it.close();
});

test('l11 the hour is that of the site, on the night it changes and while cut off', async () => {
  const it = await setUp();
  const page = await it.wall.newPage();
  await muted(page);
  await page.clock.install({ time: new Date('2027-10-31T00:59:40Z') });
  await page.goto(it.path, { waitUntil: 'domcontentloaded' });
  const version = await page.locator('body').getAttribute('data-version');
  // The clock of this machine is three minutes slow; the server knows better.
  await tell(page, 'hb', `03:02:40 ${version}`.replace('03:02:40', '02:02:40'));
  await page.getByText('02:02', { exact: true }).waitFor();
  await page.clock.setSystemTime(new Date('2027-10-31T00:59:40Z'));
  await tell(page, 'hb', `02:59:40 ${version}`);
  await page.getByText('02:59', { exact: true }).waitFor();
  // No word from the server any more: three in the morning is two in the morning again.
  await page.clock.runFor(30_000);
  await page.getByText('02:00', { exact: true }).waitFor();
  await it.close();
});

test('l11 a new version is loaded once, and only when the server answers', async () => {
  // Answers are made up here; what a service worker asks for, a test cannot answer.
  const it = await setUp({ serviceWorkers: 'block' });
  const page = await it.wall.newPage();
  await muted(page);
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await page.clock.install();
  await page.goto(it.path, { waitUntil: 'load' });
  // A proxy answers in the place of the server: the board stays.
  await page.route('**/mur/**', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }));
  await tell(page, 'hb', '14:05:32 another');
  await page.clock.runFor(10_000);
  await page.waitForTimeout(300);
  assert.equal(loads, 1);
  assert.ok(await page.locator('.tile').count() > 0);
  await page.unroute('**/mur/**');
  const reloaded = page.waitForEvent('load');
  await tell(page, 'hb', '14:05:42 another');
  await page.clock.runFor(10_000);
  await reloaded;
  assert.equal(loads, 2);
  // The same news again is no reason: something on the way keeps the old page.
  await tell(page, 'hb', '14:05:52 another');
  await page.clock.runFor(10_000);
  await page.waitForTimeout(300);
  assert.equal(loads, 2);
  await it.close();
});

test('what is lit moves a little every ten minutes', async () => {
  const it = await setUp();
  const page = await it.wall.newPage();
  await page.clock.install();
  await page.goto(it.path, { waitUntil: 'domcontentloaded' });
  await up(page);
  const places = new Set();
  for (let turn = 0; turn < 4; turn += 1) {
    const { x, y } = await page.locator('.tile').first().boundingBox();
    places.add(`${x} ${y}`);
    await page.clock.runFor(600_000);
  }
  assert.equal(places.size, 4);
  await it.close();
});

test('an upright screen that the browser takes for a wide one is turned as a whole', async () => {
  const it = await setUp({}, { orientation: 'portrait' }, fullWard);
  const page = await open(it.wall, it.path);
  await up(page);
  const outside = await page.evaluate(() => [...document.querySelectorAll('.sector:not([hidden]) .tile, .wtop, .wfoot')]
    .map((it) => it.getBoundingClientRect())
    .filter(({ left, top, right, bottom }) => left < -1 || top < -1 || right > innerWidth + 3 || bottom > innerHeight + 3).length);
  assert.equal(outside, 0);
  const first = await page.locator('.sector:not([hidden]) .bed').first().boundingBox();
  assert.ok(first.height > first.width, 'letters run downwards');
  await it.close();
});
