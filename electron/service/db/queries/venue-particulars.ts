import type { Classification } from '#shared/classification/classify.ts';
import {
  besideDecided,
  type DecidedKinds,
  type FurtherKind,
  heedPeople,
  standingKinds,
} from '#shared/classification/further-kinds.ts';
import type { RowChanges } from '../schema/schema.ts';
import { readStored, type StoredRow, writeStored } from '../schema/stored-values.ts';

/** What lists say of a venue; who it is and what is kept by hand stand in further columns. */
export const venueParticulars = [
  'name',
  'uscc',
  'regNo',
  'category',
  'categoryScore',
  'categoryReason',
  'categorySuggested',
  'furtherKinds',
  'listedCategory',
  'industryCode',
  'scope',
  'address',
  'legalPerson',
  'phone',
  'status',
  'establishedOn',
] as const;

/** A category goes with why, how surely, what it could be as well, and what the venue is beside it. */
export const categoryColumns = [
  'category',
  'categoryScore',
  'categoryReason',
  'categorySuggested',
  'furtherKinds',
] as const;

/** Rows that say the same have one classification: how it is stored is written once. */
const written = new WeakMap<Classification, ReturnType<typeof storedKinds>>();

/** A classification as it is stored of a venue that is new. */
export function storedCategory(said: Classification): Readonly<ReturnType<typeof storedKinds>> {
  const before = written.get(said);
  if (before) return before;
  const stored = storedKinds(said.further.length === 0 ? { ...said, further: none } : heedPeople(said, none));
  written.set(said, stored);
  return stored;
}

/** The kinds of a venue as they are stored. */
function storedKinds({ category, score, reason, suggested, further }: DecidedKinds) {
  return {
    category,
    categoryScore: score,
    categoryReason: reason,
    categorySuggested: suggested.join(';'),
    furtherKinds: writeFurther(further),
  };
}

/**
 * The columns of a stored venue's kinds by what words say today, as far as people have not said otherwise; only of the
 * further ones where a person decided the main one.
 */
export function renewedKinds(
  { category, furtherKinds }: StoredRow,
  said: Classification,
  isDecided: boolean,
): RowChanges<'venues'> {
  const stored = readFurther(furtherKinds);
  if (!isDecided) return storedKinds(heedPeople(said, stored));
  return { furtherKinds: writeFurther(besideDecided(String(category), said, stored)) };
}

const none: readonly never[] = [];

/** The further kinds of a venue as they are stored: nothing where there is none. */
export function writeFurther(further: readonly FurtherKind[]): string | null {
  return further.length === 0 ? null : writeStored('venues.furtherKinds', [...further]);
}

/** All that is stored of a venue's further kinds, those that people struck among them. */
export function readFurther(stored: string | number | null | undefined): readonly FurtherKind[] {
  return typeof stored === 'string' ? readStored('venues.furtherKinds', stored) : none;
}

/** The kinds of a row beside its category that count, between semicolons; empty where it is of one kind. */
export function kindsBeside({ category, furtherKinds }: StoredRow): string {
  if (typeof furtherKinds !== 'string') return '';
  return standingKinds(readFurther(furtherKinds), String(category))
    .map(({ kind }) => kind)
    .join(';');
}

/** All kinds of a row that count, the main one first, between semicolons. */
export function kindsOf(row: { readonly category: string; readonly furtherKinds: string | null }): string {
  if (row.furtherKinds === null) return row.category;
  const beside = kindsBeside(row);
  return beside === '' ? row.category : `${row.category};${beside}`;
}

/** The kinds that a venue could be of as well, as they are stored. */
export function suggestedOf(stored: string): string[] {
  return stored === '' ? [] : stored.split(';');
}

/** How the reason of a category begins that a person decided. */
export const DECIDED = '人工认定（';

/** A category that a person decided. */
export function decidedCategory(category: string, actor: string) {
  return { category, categoryScore: 1, categoryReason: decidedReason(actor), categorySuggested: '' };
}

/** Why a venue is of a kind that a person decided. */
export function decidedReason(actor: string): string {
  return `${DECIDED}${actor}）`;
}

/** A position goes as a whole. */
export const positionColumns = ['lng', 'lat', 'positionSource'] as const;
