import { isUngoverned } from '../classification/category.ts';
import { distance } from '../geodesy/ellipsoid.ts';
import type { Metres } from '../geodesy/units.ts';
import { addressKey, areasContradict, equalAddresses, sameAddress, streetNumber } from './address.ts';
import {
  COMMON,
  compareVenues,
  type DuplicateReason,
  type LikelyVenue,
  meetingKeys,
  personKey,
  SAME_SPOT,
} from './duplicates.ts';
import { comparable } from './text.ts';

/** 疑似更名 at one place, 疑似迁移 from one place to another. */
type SuccessionKind = 'renamed' | 'moved';

/** A venue that is no longer listed, and a new one that it may be. */
export interface Succession<Venue> {
  readonly before: Venue;
  readonly after: Venue;
  readonly kind: SuccessionKind;
  readonly reasons: readonly DuplicateReason[];
  readonly apart: Metres | null;
}

/** Who is no longer listed, who is new, and who is listed as before. */
export interface ChangedVenues<Venue> {
  readonly vanished: readonly Venue[];
  readonly opened: readonly Venue[];
  readonly standing: readonly LikelyVenue[];
}

/** Points of two lists that are nearer to each other than this are one point. */
const SAME_POINT: Metres = 2;
/** Where more venues of a kind than this stay, the place alone tells nothing: a mall, a street of food. */
const CROWD = 3;
/** What a place alone weighs beside `compareVenues`: a name that two share says more. */
const PLACE_ALONE = 0.3;

/** How near two venues are: on one point or at one number, a few steps apart, in one house, elsewhere. */
const nearness = { exact: 3, near: 2, house: 1, elsewhere: 0 };

interface Candidate<Venue> extends Succession<Venue> {
  readonly score: number;
}

/**
 * Pairs of a vanished and a new venue that are likely one, each venue in one pair at most, the likeliest first.
 * What a person has settled is left out.
 */
export function pairSuccessions<Venue extends LikelyVenue>(
  { vanished, opened, standing }: ChangedVenues<Venue>,
  isSettled: (firstId: number, secondId: number) => boolean,
): Succession<Venue>[] {
  const surroundings = {
    vanished: groupByMeeting(vanished),
    opened: groupByMeeting(opened),
    standing: groupByMeeting(standing),
  };
  const names = countNames([...vanished, ...opened, ...standing]);
  const candidates = vanished.flatMap((before) =>
    metBy(before, surroundings.opened, COMMON)
      .filter((after) => !isSettled(before.id, after.id))
      .flatMap((after) => weigh(before, after, surroundings, names) ?? []),
  );
  return bestFirst(candidates);
}

interface Surroundings<Venue> {
  readonly vanished: ReadonlyMap<string, readonly Venue[]>;
  readonly opened: ReadonlyMap<string, readonly Venue[]>;
  readonly standing: ReadonlyMap<string, readonly LikelyVenue[]>;
}

/** Null where nothing speaks for one venue, or too little. */
function weigh<Venue extends LikelyVenue>(
  before: Venue,
  after: Venue,
  surroundings: Surroundings<Venue>,
  names: ReadonlyMap<string, number>,
): Candidate<Venue> | null {
  const { reasons, score, apart } = compareVenues(before, after);
  const near = nearnessOf(before, after, apart);
  const kind = near === nearness.elsewhere ? 'moved' : 'renamed';
  const pair = { before, after, kind, reasons, apart } as const;
  const has = (...wanted: DuplicateReason[]) => wanted.some((reason) => reasons.includes(reason));
  const sameOwner = has('samePerson', 'samePhone');
  if (!mayBeOneKind(before, after) || (haveOtherCodes(before, after) && !sameOwner)) return null;
  const isTold =
    kind === 'renamed' ? sameOwner || has('sameName', 'likeName') : isMoveTold(before, after, reasons, names);
  if (isTold) return { ...pair, score };
  const byPlace = near >= nearness.near && isAlone(before, after, near, surroundings);
  return byPlace ? { ...pair, score: PLACE_ALONE } : null;
}

/**
 * Whether a move to another place is likely: owner and phone are the same, or one of them and the names are alike, or
 * the names are the same and no other venue has that name.
 */
function isMoveTold(
  before: LikelyVenue,
  after: LikelyVenue,
  reasons: readonly DuplicateReason[],
  names: ReadonlyMap<string, number>,
): boolean {
  const [person, phone] = [reasons.includes('samePerson'), reasons.includes('samePhone')];
  if (person && phone) return true;
  if (person || phone) return reasons.includes('sameName') || reasons.includes('likeName');
  const isRare = (names.get(comparable(before.name)) ?? 0) <= 2;
  return reasons.includes('sameName') && isRare && !haveOtherOwners(before, after);
}

/** Whether at this place only these two can be meant: one of the kind went, one came, and few stay. */
function isAlone<Venue extends LikelyVenue>(
  before: Venue,
  after: Venue,
  near: number,
  { vanished, opened, standing }: Surroundings<Venue>,
): boolean {
  if (before.category !== after.category || haveOtherOwners(before, after)) return false;
  const ofKindAt = (venue: LikelyVenue, groups: ReadonlyMap<string, readonly LikelyVenue[]>) =>
    metBy(venue, groups, Number.POSITIVE_INFINITY).filter(
      (other) => other.category === venue.category && nearnessOf(venue, other, apartOf(venue, other)) >= near,
    ).length;
  return (
    ofKindAt(before, opened) === 1 && ofKindAt(after, vanished) === 1 && ofKindAt(after, standing) <= CROWD
  );
}

function nearnessOf(first: LikelyVenue, second: LikelyVenue, apart: Metres | null): number {
  const [key, other] = [addressKey(first.address), addressKey(second.address)];
  if (hasNumber(key) && equalAddresses(first.address, second.address)) return nearness.exact;
  if (areasContradict(first.address, second.address)) return nearness.elsewhere;
  const [street, otherStreet] = [streetNumber(key), streetNumber(other)];
  const isSame = sameAddress(first.address, second.address);
  if (street && otherStreet && !isSame)
    return street.street === otherStreet.street && street.number === otherStreet.number
      ? nearness.house
      : nearness.elsewhere;
  if (apart !== null && apart <= SAME_POINT) return nearness.exact;
  if (apart !== null && apart <= SAME_SPOT) return nearness.near;
  return isSame && hasNumber(key) && hasNumber(other) ? nearness.near : nearness.elsewhere;
}

function hasNumber(address: string): boolean {
  return /\d|[一二三四五六七八九十]号/.test(address);
}

function apartOf(first: LikelyVenue, second: LikelyVenue): Metres | null {
  return first.position && second.position ? distance(first.position, second.position) : null;
}

function mayBeOneKind(first: LikelyVenue, second: LikelyVenue): boolean {
  return first.category === second.category || isUngoverned(first.category) || isUngoverned(second.category);
}

function haveOtherCodes(first: LikelyVenue, second: LikelyVenue): boolean {
  return first.uscc !== '' && second.uscc !== '' && first.uscc !== second.uscc;
}

function haveOtherOwners(first: LikelyVenue, second: LikelyVenue): boolean {
  const [person, other] = [personKey(first.legalPerson), personKey(second.legalPerson)];
  return person !== '' && other !== '' && person !== other;
}

function countNames(venues: readonly LikelyVenue[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of venues) {
    const key = comparable(name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function groupByMeeting<Venue extends LikelyVenue>(venues: readonly Venue[]): Map<string, Venue[]> {
  const groups = new Map<string, Venue[]>();
  for (const venue of venues)
    for (const key of keysOf(venue)) {
      const known = groups.get(key);
      // Groups keep one venue more than is compared: that is enough to see that there are too many.
      if (!known) groups.set(key, [venue]);
      else if (known.length <= COMMON) known.push(venue);
    }
  return groups;
}

/** Venues that share a name, an address, a phone, an owner or a spot with one; what more than `most` share is left out. */
function metBy<Venue extends LikelyVenue>(
  venue: LikelyVenue,
  groups: ReadonlyMap<string, readonly Venue[]>,
  most: number,
): Venue[] {
  const found = keysOf(venue).map((key) => groups.get(key) ?? []);
  return [...new Set(found.filter((group) => group.length <= most).flat())];
}

function keysOf(venue: LikelyVenue): string[] {
  const person = personKey(venue.legalPerson);
  return person === '' ? meetingKeys(venue) : [...meetingKeys(venue), `person:${person}`];
}

/** The likeliest pairs of all, each venue once. */
function bestFirst<Venue extends LikelyVenue>(candidates: readonly Candidate<Venue>[]): Succession<Venue>[] {
  const sorted = [...candidates].sort(
    (a, b) =>
      b.score - a.score ||
      (a.apart ?? Number.POSITIVE_INFINITY) - (b.apart ?? Number.POSITIVE_INFINITY) ||
      a.before.id - b.before.id ||
      a.after.id - b.after.id,
  );
  const taken = new Set<number>();
  return sorted.flatMap(({ score: _, ...pair }) => {
    if (taken.has(pair.before.id) || taken.has(pair.after.id)) return [];
    taken.add(pair.before.id).add(pair.after.id);
    return [pair];
  });
}
