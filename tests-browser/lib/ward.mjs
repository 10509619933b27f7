// A small ward told by messages, and how a person finds its beds on a board.

import { hoursAgo, pam, tell } from './mllp.mjs';

/** Beds of the ward by room: two doubles and a single, whose one bed goes by the name of its room. */
const BEDS = [['101', 'P'], ['101', 'F'], ['102', 'P'], ['102', 'F'], ['103', 'S']];
const SINGLE = 4;

const PEOPLE = [
  { family: 'ABADIE', given: 'Louise', sex: 'F', birth: '19410312' },
  { family: 'BERTIN', given: 'Marcel', sex: 'M', birth: '19551120' },
  { family: 'CARPENTIER', given: 'Odette', sex: 'F', birth: '19380704' },
];

let series = 0;

/**
 * Fills a ward with three patients and empties one bed, so that it has something to clean.
 * Each call tells of another ward, so that tests share a server and not their beds.
 */
export async function ward(server) {
  series += 1;
  const unit = String(4000 + series);
  const arrived = PEOPLE.map((_, n) => hoursAgo(30 - n));
  const story = {
    unit,
    series,
    since: (n) => arrived[n],
    people: PEOPLE.map((person, n) => ({ ...person, ipp: `8${series}00${n}` })),
    visit: (n) => `V${series}0${n}`,
    place: (n) => ({ unit, room: BEDS[n][0], bed: BEDS[n][1] }),
    next: 100,
  };
  await tell(server, ...story.people.map((patient, n) => pam({
    event: 'A01', visit: story.visit(n), movement: `M${series}0${n}`, at: arrived[n], place: story.place(n), patient,
  })));
  // A fourth patient came and went: the bed is to be cleaned.
  const gone = { ipp: `8${series}009`, family: 'DELMAS', given: 'Henri', sex: 'M', birth: '19490101' };
  const stay = { visit: story.visit(9), place: story.place(3), patient: gone };
  await tell(server,
    pam({ ...stay, event: 'A01', movement: `M${series}90`, at: hoursAgo(50) }),
    pam({ ...stay, event: 'A03', movement: `M${series}91`, at: hoursAgo(1) }));
  return story;
}

const DOCTORS = [
  { id: '10000000001', family: 'LEGALL', given: 'Dominique' },
  { id: '10000000002', family: 'ROSSI', given: 'Christian' },
  { id: '10000000003', family: "O'BRIEN", given: 'Catherine' },
];

/** A large ward, full: double rooms, then single ones; long names, discharges expected today or not. */
export async function fullWard(server, { doubles = 10, singles = 12 } = {}) {
  series += 1;
  const unit = String(4000 + series);
  const rooms = Array.from({ length: doubles + singles }, (_, n) => String(301 + n));
  const places = rooms.flatMap((room, n) => (n < doubles ? ['P', 'F'] : ['S']).map((bed) => ({ unit, room, bed })));
  const names = ['LEFEBVRE', 'DE OLIVEIRA', 'VANDENBERGHE-CARLIER', 'ROUX', 'CHEVALIER', 'MONNIER'];
  const given = ['Marie-Christine', 'Paul', 'Jean-François', 'Anne', 'Emmanuel', 'Éric'];
  await tell(server, ...places.map((place, n) => pam({
    event: 'A01', visit: `W${series}${n}`, movement: `W${series}${n}`, at: hoursAgo(20 + n * 9), place,
    patient: { ipp: `7${series}${n}`, family: names[n % 6], given: given[n % 6], sex: n % 2 ? 'M' : 'F', birth: `19${30 + n}0202` },
    doctor: DOCTORS[n % 3], leaving: n % 3 ? hoursAgo(n % 2 ? -2 : -50) : hoursAgo(5),
  })));
  return { unit, beds: places.length };
}

/** Admits a new patient into a bed of the ward, as the administrative system would. */
export async function admit(server, story, n, family) {
  story.next += 1;
  const patient = { ipp: `8${story.unit}${story.next}`, family, given: 'Jeanne', sex: 'F', birth: '19600606' };
  await tell(server, pam({
    event: 'A01', visit: `V${story.unit}${story.next}`, movement: `M${story.unit}${story.next}`,
    at: hoursAgo(0.1), place: story.place(n), patient,
  }));
}

/** Finds the board of a ward from the home page, as a person would; returns its path. */
export async function boardOf(context, story) {
  const page = await context.newPage();
  await page.goto('/', { waitUntil: 'domcontentloaded' });
  const link = page.locator(`a[href^="/service/"]`, { hasText: story.unit }).first();
  await link.waitFor({ state: 'attached' });
  const path = await link.getAttribute('href');
  await page.close();
  return path;
}

/** The tile of a bed. */
export function tile(page, story, n) {
  const { room, bed } = story.place(n);
  const label = n === SINGLE ? room : `${room}${bed}`;
  return page.locator('article.tile').filter({ has: page.locator('a.bed', { hasText: new RegExp(`^\\s*\\S+\\s+${label}\\b`) }) });
}
