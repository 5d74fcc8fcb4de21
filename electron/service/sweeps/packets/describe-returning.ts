import type { PacketDifference } from '#shared/contract/packets.ts';
import type { FieldDifference } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';
import { fieldText } from './packet-fields.ts';
import {
  type ChangedRow,
  differenceKey,
  type FreshRow,
  nameOf,
  placeNameOf,
  type Returning,
} from './read-returning.ts';

/** What the preview tells of a file from the field. */
export function describeReturning(
  { file, fresh, changed, about, returnedAt, notes }: Returning,
  categories: ReadonlyMap<string, string>,
) {
  const { tables } = file.packet;
  const differences = changed.flatMap((of) => of.differences.map((difference) => ({ of, difference })));
  const tell = (wanted: boolean) =>
    differences
      .filter(({ difference }) => difference.conflict === wanted)
      .map(({ of, difference }) => tellDifference(of, difference, categories));
  return {
    about,
    returnedAt,
    brought: countBrought(fresh, differences.length),
    visits: fresh
      .filter(({ table }) => table === 'visits')
      .map(({ row }) => ({
        place: placeNameOf(tables, row),
        startedAt: String(row.startedAt),
        result: String(row.result),
        hazards: fresh.filter((other) => other.table === 'hazards' && other.row.visitId === row.id).length,
      })),
    changes: tell(false),
    conflicts: tell(true),
    notes: [...notes],
  };
}

function tellDifference(
  { table, row, known, own }: ChangedRow,
  { field }: FieldDifference,
  categories: ReadonlyMap<string, string>,
): PacketDifference {
  return {
    key: differenceKey(table, row, field.id),
    what: `${nounOf(table)}“${nameOf(table, own)}”`,
    field: field.title,
    base: fieldText(field, known.content, categories),
    own: fieldText(field, own, categories),
    back: fieldText(field, row, categories),
  };
}

/** How much of each kind comes in. */
export function countBrought(fresh: readonly FreshRow[], changes: number) {
  const count = (...tables: ReturningTable[]) => fresh.filter(({ table }) => tables.includes(table)).length;
  return {
    visits: count('visits'),
    hazards: count('hazards'),
    files: count('attachments'),
    surveys: count('surveys'),
    places: count('schools', 'gates', 'venues', 'facilities', 'stops'),
    changes,
  };
}
