import type { PacketDifference } from '#shared/contract/packets.ts';
import type { FieldDifference } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';
import { nameOf, placeNameOf, tellRow } from './field-names.ts';
import type { FieldRows } from './field-rows.ts';
import { fieldText } from './packet-fields.ts';
import { type ChangedRow, differenceKey, type Returning } from './read-returning.ts';
import type { FreshRow } from './revive-needed.ts';

/** What the preview tells of a file from the field. */
export function describeReturning(
  { rows, fresh, changed, about, returnedAt, notes, aside }: Returning,
  categories: ReadonlyMap<string, string>,
) {
  const differences = changed.flatMap((of) => of.differences.map((difference) => ({ of, difference })));
  const tell = (wanted: boolean) =>
    differences
      .filter(({ difference }) => difference.conflict === wanted)
      .map(({ of, difference }) => tellDifference(of, difference, rows, categories));
  return {
    about,
    returnedAt,
    brought: countBrought(fresh, differences.length),
    visits: fresh
      .filter(({ field }) => field.table === 'visits')
      .map(({ field: { row } }) => ({
        place: placeNameOf(rows, row),
        startedAt: String(row.startedAt),
        result: String(row.result),
        hazards: fresh.filter(({ field }) => field.table === 'hazards' && field.row.visitId === row.id)
          .length,
      })),
    changes: tell(false),
    conflicts: tell(true),
    notes: [...notes],
    aside: [...aside],
  };
}

function tellDifference(
  { field: fieldRow, base, own }: ChangedRow,
  { field }: FieldDifference,
  rows: FieldRows,
  categories: ReadonlyMap<string, string>,
): PacketDifference {
  const { table, row } = fieldRow;
  return {
    key: differenceKey(fieldRow, field.id),
    what: `${nounOf(table)}${isNamed(table) ? `“${nameOf(table, own)}”` : tellRow(rows, fieldRow)}`,
    field: field.title,
    base: fieldText(field, base, categories),
    own: fieldText(field, own, categories),
    back: fieldText(field, row, categories),
  };
}

/** Visits and stops are called by their place. */
function isNamed(table: ReturningTable): boolean {
  return table !== 'visits' && table !== 'stops';
}

/** How much of each kind comes in. */
export function countBrought(fresh: readonly FreshRow[], changes: number) {
  const count = (...tables: ReturningTable[]) =>
    fresh.filter(({ field, revived }) => !revived && tables.includes(field.table)).length;
  return {
    visits: count('visits'),
    hazards: count('hazards'),
    files: count('attachments'),
    surveys: count('surveys', 'gateSurveys'),
    licences: count('licences'),
    comments: count('comments'),
    places: count('schools', 'gates', 'venues', 'facilities', 'stops'),
    changes,
  };
}
