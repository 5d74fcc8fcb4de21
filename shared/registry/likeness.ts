import { distance } from '../geodesy/ellipsoid.ts';
import type { Metres } from '../geodesy/units.ts';
import { sameAddress } from './address.ts';
import { type IdentifiedTable, isCodeIdentity, UNNAMED_GATE } from './identity.ts';
import { middleOf, type PlaceValues, textIn } from './place-values.ts';
import { isSameLine } from './same-line.ts';
import { comparable } from './text.ts';

/** Two positions this far apart are one place, or may be. */
const SAME_SPOT: Metres = 50;
const NEARBY: Metres = 200;
/** Two gates of one school without a name are one gate within this. */
const SAME_UNNAMED_GATE: Metres = 30;
/** A gate with a name and one without, both of one school, are one gate within this. */
const SAME_GATE: Metres = 15;
/** Two facilities of one kind are one within this: bollards and lamps stand close together. */
const SAME_FACILITY: Metres = 3;

/**
 * Whether two places are one because they share an identity, whatever else differs. A code is given to one place only.
 * A name is not: many shops have the same name, and a gate without a name may be any gate of its school.
 */
export function isDecisive(table: IdentifiedTable, identity: string): boolean {
  if (table === 'venues' || table === 'schools') return isCodeIdentity(identity);
  return table !== 'gates' || !identity.endsWith(`|${UNNAMED_GATE}`);
}

/** How much speaks for two places of one identity being one; 0 or less where nothing does. */
export function likeness(table: IdentifiedTable, first: PlaceValues, second: PlaceValues): number {
  if (table === 'venues' || table === 'schools') return likenessByAddress(first, second);
  const apart = metresBetween(first, second);
  if (table === 'gates' && isUnnamed(first) && isUnnamed(second) && (apart ?? 0) > SAME_UNNAMED_GATE)
    return 0;
  return 1 / (1 + (apart ?? NEARBY));
}

function likenessByAddress(first: PlaceValues, second: PlaceValues): number {
  const apart = metresBetween(first, second);
  const [address, other] = [textIn(first, 'address'), textIn(second, 'address')];
  let score = 0;
  if (comparable(textIn(first, 'name')) === comparable(textIn(second, 'name'))) score += 2;
  if (sameAddress(address, other)) score += 3;
  else if (address === '' && other === '' && apart === null) score += 1;
  else if (apart === null || apart > NEARBY) score -= 2;
  if (apart !== null) score += apart <= SAME_SPOT ? 3 : apart <= NEARBY ? 1 : -1;
  return score;
}

/**
 * How much speaks for two places being one although their identities differ: a venue that has its code from one source
 * only, a school that was moved by hand, a sign that two people placed a step apart. 0 where nothing does.
 */
export function lookalike(table: IdentifiedTable, first: PlaceValues, second: PlaceValues): number {
  return lookalikes[table](first, second);
}

const SAME_ADDRESS_SCORE = 3;
const SAME_SPOT_SCORE = 2;
const SAME_NAME_SCORE = 1;

const lookalikes: Readonly<Record<IdentifiedTable, typeof likenessByAddress>> = {
  venues: (first, second) =>
    agree(first, second, 'uscc') && isSame(first, second, 'name') ? likenessOfShops(first, second) : 0,
  schools(first, second) {
    if (!agree(first, second, 'schoolCode') || !isSame(first, second, 'name')) return 0;
    if (isSame(first, second, 'address')) return SAME_ADDRESS_SCORE;
    if (closeness(first, second, NEARBY) > 0) return SAME_SPOT_SCORE;
    // A school of one name is one school: its campus may have come before its address.
    return hasNoAddress(first, second) ? SAME_NAME_SCORE : 0;
  },
  gates: (first, second) =>
    first.schoolId === second.schoolId && isUnnamed(first) !== isUnnamed(second)
      ? closeness(first, second, SAME_GATE)
      : 0,
  facilities: (first, second) =>
    isSame(first, second, 'kind') && agree(first, second, 'name')
      ? closeness(first, second, SAME_FACILITY)
      : 0,
  roads: (first, second) => Number(isSameLine(textIn(first, 'geometry'), textIn(second, 'geometry'))),
  regions: () => 0,
  addresses: () => 0,
};

/** Two shops of one name: at one address, or on one spot where the addresses do not say otherwise. */
function likenessOfShops(first: PlaceValues, second: PlaceValues): number {
  if (isSame(first, second, 'address')) return SAME_ADDRESS_SCORE;
  const mayBe =
    hasNoAddress(first, second) || sameAddress(textIn(first, 'address'), textIn(second, 'address'));
  return mayBe && closeness(first, second, SAME_SPOT) > 0 ? SAME_SPOT_SCORE : 0;
}

function hasNoAddress(first: PlaceValues, second: PlaceValues): boolean {
  return textIn(first, 'address') === '' || textIn(second, 'address') === '';
}

/** Whether both say the same of a column, and say something. */
function isSame(first: PlaceValues, second: PlaceValues, column: string): boolean {
  const text = comparable(textIn(first, column));
  return text !== '' && text === comparable(textIn(second, column));
}

/** Whether two places do not contradict each other in a column. */
function agree(first: PlaceValues, second: PlaceValues, column: string): boolean {
  return textIn(first, column) === '' || textIn(second, column) === '' || isSame(first, second, column);
}

function isUnnamed(values: PlaceValues): boolean {
  return [UNNAMED_GATE, ''].includes(comparable(textIn(values, 'name')));
}

/** 1 on one point and less the farther apart two places are; 0 past a reach, or where one has no place. */
function closeness(first: PlaceValues, second: PlaceValues, reach: Metres): number {
  const apart = metresBetween(first, second);
  return apart === null || apart > reach ? 0 : 1 / (1 + apart);
}

function metresBetween(first: PlaceValues, second: PlaceValues): Metres | null {
  const [from, to] = [middleOf(first), middleOf(second)];
  return from && to && distance(from, to);
}
