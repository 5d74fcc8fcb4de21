import { identityOf } from '#shared/registry/identity.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { loadIdentities, lookupPlaces } from '../../db/queries/imports.ts';
import { isEditable, referencesOf, returns } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { EditableTable, ReturningTable } from '../../db/schema/table-facts.ts';
import { pairRows } from '../../import/pair-rows.ts';
import type { FieldRow, FieldRows } from './field-rows.ts';

/**
 * A hash that no stored row has, so that rows of the field are never paired with stored rows by equal content, only by
 * identity and likeness.
 */
const FROM_THE_FIELD = 'field';

/**
 * Finds which places that the field added the office has by now as well, and puts them to `joined`, where those of
 * tables before are. Rows of the office that the field has anyway are none of them.
 */
export async function joinSamePlaces(
  db: Read,
  table: ReturningTable,
  added: readonly FieldRow[],
  rows: FieldRows,
  joined: Map<FieldRow, number>,
): Promise<void> {
  if (!isEditable(table)) return;
  const here = new Set(rows.ofTable(table).flatMap(({ own }) => (own ? [Number(own.id)] : [])));
  const same = await findSamePlaces(db, table, numberedHere(table, added, rows, joined), here);
  for (const field of added) {
    const rowId = same.get(Number(field.row.id));
    if (rowId !== undefined) joined.set(field, rowId);
  }
}

/** Rows that the field added, with the office's ids of other rows in them; without those that rest on a new row. */
function numberedHere(
  table: ReturningTable,
  added: readonly FieldRow[],
  rows: FieldRows,
  joined: ReadonlyMap<FieldRow, number>,
): PacketRow[] {
  const references = referencesOf(table).filter(({ to }) => returns(to));
  return added.flatMap(({ row }) => {
    const numbered: Record<string, string | number | null> = { ...row };
    for (const { column, to } of references) {
      const target = returns(to) ? rows.find(to, Number(row[column])) : undefined;
      const here = target && (target.own?.id ?? joined.get(target));
      if (here == null) return [];
      numbered[column] = here;
    }
    return [numbered];
  });
}

/** What a field brings back is soon compared. */
const FEW = { breathe: async () => undefined };

/**
 * Which places that the field added the office has by now as well, by the ids of both: the rule is that of lists.
 * `known` are ids here of rows that the field has anyway. Rows have the office's ids of other rows in them.
 */
async function findSamePlaces(
  db: Read,
  table: EditableTable,
  rows: readonly PacketRow[],
  known: ReadonlySet<number>,
): Promise<Map<number, number>> {
  if (rows.length === 0) return new Map();
  const staged = rows.map((values) => ({
    place: { number: Number(values.id) },
    values,
    identity: identityOf(table, values),
    contentHash: FROM_THE_FIELD,
  }));
  const stored = (await loadIdentities(db, table)).filter(({ id }) => !known.has(id));
  const lookup = lookupPlaces(db, table);
  const lookupNew = async (ids: readonly number[] | null) =>
    (await lookup(ids)).filter(({ id }) => !known.has(id));
  const { changed } = await pairRows(table, staged, stored, lookupNew, FEW);
  return new Map(changed.map(({ id, row }) => [row.place.number, id]));
}
