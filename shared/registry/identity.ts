import { addressKey } from './address.ts';
import { areasKey, readAddressAreas } from './address-areas.ts';
import { type PlaceValues, pointsIn, textIn } from './place-values.ts';
import { comparable } from './text.ts';

/** Tables whose rows lists and people both name. */
export const identifiedTables = [
  'schools',
  'gates',
  'venues',
  'facilities',
  'roads',
  'regions',
  'addresses',
] as const;
export type IdentifiedTable = (typeof identifiedTables)[number];

/** What a gate is called of which nobody has said the name. */
export const UNNAMED_GATE = '校门';

/**
 * By what two sources name the same place, from its columns: the same for what a list says, a hand draws, and a
 * packet brings. Places of one identity may still be several (branches under one code, gates of one name): which of
 * them is meant, `likeness` tells.
 */
export function identityOf(table: IdentifiedTable, values: PlaceValues): string {
  return identities[table](values);
}

/**
 * The identity of a row that was kept when it was overwritten or removed, by the rule of today: rows were kept under
 * earlier rules too. A place keeps the identity that a list gave it, whatever its columns say now. An identity that
 * today's rule made stays the same.
 */
export function identityOfKept(table: IdentifiedTable, kept: PlaceValues): string {
  const known = textIn(kept, 'identity');
  if (known === '' || textIn(kept, 'contentHash') === '') return identityOf(table, kept);
  switch (table) {
    case 'gates':
      // Identities of gates from lists once had the position after the name; for most names that part was empty.
      return comparable(known.replace(/(?<=\|.*)\|([\d.]+,[\d.]+)?$/, ''));
    case 'roads':
      // Older versions made the identity of a line from its digest alone.
      return known.split('|').length === 4 ? known : lineIdentity(textIn(kept, 'geometry'));
    case 'venues':
      return known.startsWith('no:') ? `no:${comparable(known.slice(3))}` : known;
    case 'schools':
      return isCodeIdentity(known) ? comparable(known) : known;
    case 'facilities':
    case 'regions':
      return comparable(known);
    case 'addresses':
      // Addresses of several areas had one identity once.
      return identityOf(table, kept);
  }
}

const identities: Readonly<Record<IdentifiedTable, (values: PlaceValues) => string>> = {
  // A school that is known by its campus alone has no address yet.
  schools: (values) => comparable(textIn(values, 'schoolCode')) || nameAndAddress(values),
  gates: (values) => `${values.schoolId}|${comparable(textIn(values, 'name')) || UNNAMED_GATE}`,
  venues: venueIdentity,
  facilities: (values) => `${comparable(textIn(values, 'kind'))}|${spot(values)}`,
  roads: (values) => lineIdentity(textIn(values, 'geometry')),
  regions: (values) => `${comparable(textIn(values, 'level'))}|${comparable(textIn(values, 'name'))}`,
  addresses: (values) => addressIdentity(textIn(values, 'address')),
};

/** What a credit code looks like; one whose check character fails still names somebody, a masked or short one does not. */
const wholeCode = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

/** The credit code, else the licence number, else name and address. */
function venueIdentity(values: PlaceValues): string {
  const code = textIn(values, 'uscc');
  if (wholeCode.test(code)) return code;
  const licence = comparable(textIn(values, 'regNo'));
  return licence === '' ? nameAndAddress(values) : `no:${licence}`;
}

function nameAndAddress(values: PlaceValues): string {
  return `${comparable(textIn(values, 'name'))}|${comparable(textIn(values, 'address'))}`;
}

/** Street and number, and the areas that the address names: 解放路75号 of one district is not that of another. */
function addressIdentity(address: string): string {
  return `${areasKey(readAddressAreas(address))}|${addressKey(address)}`;
}

/** Whether an identity is a code or a number that was given once, and not made from what can change. */
export function isCodeIdentity(identity: string): boolean {
  return !identity.includes('|');
}

/** Decimals of a degree that tell two places apart: about 0.1 m. */
const DECIMALS = 6;

function spot({ lng, lat }: PlaceValues): string {
  return [lng, lat].map((degree) => Number(degree).toFixed(DECIMALS)).join(',');
}

/**
 * A line by its two ends, how many points it has and a digest of them all. Neither the direction in which it was drawn
 * nor points that repeat the one before make another line of it.
 */
function lineIdentity(geometry: string): string {
  const points = geometry === '' ? [] : pointsIn(geometry).map(([lng, lat]) => spot({ lng, lat }));
  const line = points.filter((point, at) => point !== points[at - 1]);
  const [forth, back] = [line.join(' '), [...line].reverse().join(' ')];
  const text = forth < back ? forth : back;
  const ends = text.split(' ');
  return `${ends[0]}|${ends.at(-1)}|${line.length}|${digest(text)}`;
}

/** A short digest of a text: two 32-bit FNV-1a sums with different starts. It tells texts apart and keeps no secret. */
function digest(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x85ebca6b);
  }
  return [first, second].map((sum) => (sum >>> 0).toString(36)).join('');
}
