import { z } from 'zod';
import { isUngoverned } from '../classification/category.ts';
import { distance } from '../geodesy/ellipsoid.ts';
import type { Degrees, LngLat, Metres } from '../geodesy/units.ts';
import { addressKey, equalAddresses } from './address.ts';
import { comparable } from './text.ts';

/** A venue as far as it tells whether another one is the same. */
export interface LikelyVenue {
  readonly id: number;
  readonly name: string;
  readonly uscc: string;
  readonly address: string;
  readonly category: string;
  readonly legalPerson: string;
  readonly phone: string;
  readonly position: LngLat | null;
}

export const duplicateReasonSchema = z.enum([
  'sameName',
  'likeName',
  'sameAddress',
  'samePhone',
  'samePerson',
  'sameSpot',
]);
export type DuplicateReason = z.infer<typeof duplicateReasonSchema>;

export const duplicateReasonNames: Record<DuplicateReason, string> = {
  sameName: '名称相同',
  likeName: '名称相近',
  sameAddress: '地址相同',
  samePhone: '电话相同',
  samePerson: '负责人相同',
  sameSpot: '位置相距 30 米以内',
};

const weights: Record<DuplicateReason, number> = {
  sameName: 0.4,
  likeName: 0.25,
  sameAddress: 0.35,
  samePhone: 0.3,
  samePerson: 0.2,
  sameSpot: 0.25,
};

/** Offered from this score on: two grounds at least, one of them strong. */
const LIKELY = 0.55;
export const SAME_SPOT: Metres = 30;
/** Width of a cell in which venues on one spot are looked for: some 30 m. */
const SPOT_CELL: Degrees = 3e-4;
/** Names that share this much of their letters are alike. */
const ALIKE = 0.6;
/** A key that more venues share than this (a mall, an agent's phone) tells nothing. */
export const COMMON = 12;

export interface LikelyPair<Venue> {
  readonly first: Venue;
  readonly second: Venue;
  readonly reasons: readonly DuplicateReason[];
  /** 0 to 1. */
  readonly score: number;
  readonly apart: Metres | null;
}

/**
 * Pairs of venues that may be one: renamed or moved between two lists, or listed with and without a code. Two different
 * credit codes are two venues, unless one succeeds the other: that a person decides. Only venues that share a name, an
 * address, a phone or a spot are compared.
 */
export function findLikelyPairs<Venue extends LikelyVenue>(
  venues: readonly Venue[],
  isSettled: (firstId: number, secondId: number) => boolean,
): LikelyPair<Venue>[] {
  const pairs = new Map<string, LikelyPair<Venue>>();
  for (const group of groupsOf(venues))
    for (const [i, first] of group.entries())
      for (const second of group.slice(i + 1)) {
        const key = `${first.id}/${second.id}`;
        if (pairs.has(key) || isSettled(first.id, second.id)) continue;
        const pair = compareVenues(first, second);
        if (pair.score >= LIKELY) pairs.set(key, pair);
      }
  return [...pairs.values()].sort((a, b) => b.score - a.score);
}

function groupsOf<Venue extends LikelyVenue>(venues: readonly Venue[]): Venue[][] {
  const named = new Groups<string, Venue>();
  const near = new Groups<number, Venue>();
  for (const venue of [...venues].sort((a, b) => a.id - b.id)) {
    for (const key of saidKeys(venue)) named.add(key, venue);
    if (venue.position) for (const cell of spotCells(venue.position)) near.add(cell, venue);
  }
  return [...named.several(), ...near.several()].filter((group) => group.length <= COMMON);
}

/** Venues by what they share. Of a city most share nothing with any other: those get no list of their own. */
class Groups<Key, Venue> {
  readonly #alone = new Map<Key, Venue>();
  readonly #several = new Map<Key, Venue[]>();

  add(key: Key, venue: Venue): void {
    const first = this.#alone.get(key);
    if (first === undefined) this.#alone.set(key, venue);
    else {
      const known = this.#several.get(key);
      if (known) known.push(venue);
      else this.#several.set(key, [first, venue]);
    }
  }

  several(): Iterable<Venue[]> {
    return this.#several.values();
  }
}

/** Where a venue may meet one that shares its name, address, phone or spot. */
export function meetingKeys(venue: LikelyVenue): string[] {
  const said = saidKeys(venue);
  return venue.position ? [...said, ...spotCells(venue.position).map((cell) => `spot:${cell}`)] : said;
}

/** What is said of a venue that another one may say as well. */
function saidKeys(venue: LikelyVenue): string[] {
  const keys = [`name:${comparable(venue.name)}`];
  const address = addressKey(venue.address);
  if (address.length >= 4) keys.push(`address:${address}`);
  const phone = phoneKey(venue.phone);
  if (phone !== '') keys.push(`phone:${phone}`);
  return keys;
}

/** More cells than lie between the poles. */
const ROWS = 2 ** 20;

/** A venue's cell of the grid and those west and south of it: two venues less than a cell apart share one. */
function spotCells([lng, lat]: LngLat): number[] {
  const [x, y] = [Math.floor((lng + 180) / SPOT_CELL), Math.floor((lat + 90) / SPOT_CELL)];
  return [x, x - 1].flatMap((column) => [y, y - 1].map((row) => column * ROWS + row));
}

/** What two venues have in common, and how much it weighs. */
export function compareVenues<Venue extends LikelyVenue>(first: Venue, second: Venue): LikelyPair<Venue> {
  const reasons: DuplicateReason[] = [];
  const [name, otherName] = [comparable(first.name), comparable(second.name)];
  if (name === otherName) reasons.push('sameName');
  else if (likeness(name, otherName) >= ALIKE) reasons.push('likeName');
  if (equalAddresses(first.address, second.address)) reasons.push('sameAddress');
  if (phoneKey(first.phone) !== '' && phoneKey(first.phone) === phoneKey(second.phone))
    reasons.push('samePhone');
  const person = personKey(first.legalPerson);
  if (person !== '' && person === personKey(second.legalPerson)) reasons.push('samePerson');
  const apart = first.position && second.position ? distance(first.position, second.position) : null;
  if (apart !== null && apart <= SAME_SPOT) reasons.push('sameSpot');
  return { first, second, reasons, score: scoreOf(first, second, reasons), apart };
}

/**
 * Whether nothing speaks against it that both are one: the same name at the same address, no two codes, no two kinds, and
 * not two spots. Those are merged together after somebody has looked through the list.
 */
export function isSurePair({
  first,
  second,
  reasons,
  apart,
}: Pick<LikelyPair<LikelyVenue>, 'first' | 'second' | 'reasons' | 'apart'>): boolean {
  const isOneCode = first.uscc === '' || second.uscc === '' || first.uscc === second.uscc;
  return (
    reasons.includes('sameName') &&
    reasons.includes('sameAddress') &&
    isOneCode &&
    first.category === second.category &&
    (apart === null || apart <= SAME_SPOT)
  );
}

function scoreOf(first: LikelyVenue, second: LikelyVenue, reasons: readonly DuplicateReason[]): number {
  const sum = Math.min(
    1,
    reasons.reduce((total, reason) => total + weights[reason], 0),
  );
  // A mall holds many shops at one address: without a like name or a like owner nothing speaks for one venue.
  const ofOne = reasons.some((reason) => reason !== 'sameAddress' && reason !== 'sameSpot');
  const kinds =
    first.category === second.category || isUngoverned(first.category) || isUngoverned(second.category);
  const codes = first.uscc !== '' && second.uscc !== '' && first.uscc !== second.uscc;
  if (!ofOne) return 0;
  return sum * (kinds ? 1 : 0.6) * (codes ? 0.7 : 1);
}

/** An owner's name as it is compared; empty where it is masked or missing. */
export function personKey(legalPerson: string): string {
  const person = comparable(legalPerson);
  return person.length < 2 || /[*X]/.test(person) ? '' : person;
}

function phoneKey(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return /[*xX]/.test(phone) || digits.length < 7 ? '' : digits;
}

/** Share of letter pairs that two names have in common (Dice), without the words that all names have. */
function likeness(a: string, b: string): number {
  const [first, second] = [pairsOf(core(a)), pairsOf(core(b))];
  if (first.size === 0 || second.size === 0) return 0;
  let shared = 0;
  for (const pair of first) if (second.has(pair)) shared += 1;
  return (2 * shared) / (first.size + second.size);
}

function core(name: string): string {
  return name.replace(/\(.*?\)|有限(责任)?公司|分公司|个体工商户|经营部|商行|服务部/g, '');
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}
