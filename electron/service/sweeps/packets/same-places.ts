import { identityOf } from '#shared/registry/identity.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { loadIdentities, lookupPlaces } from '../../db/queries/imports.ts';
import type { KnownRows } from '../../db/queries/packets.ts';
import { isEditable, referencesOf, returns } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { EditableTable, ReturningTable } from '../../db/schema/table-facts.ts';
import { pairRows } from '../../import/pair-rows.ts';

/**
 * A hash that no stored row has, so that rows of the field are never paired with stored rows by equal content, only by
 * identity and likeness.
 */
const FROM_THE_FIELD = 'field';

/**
 * Places of a table that the field added and the office has by now as well: the ids in the office by those in the
 * field. `joined` are those of tables before, by table and id in the field; these are put to them.
 */
export async function joinSamePlaces(
  db: Read,
  table: ReturningTable,
  added: readonly PacketRow[],
  known: KnownRows,
  joined: Map<string, number>,
): Promise<ReadonlyMap<number, number>> {
  if (!isEditable(table)) return new Map();
  const here = new Set([...(known.get(table)?.values() ?? [])].map(({ rowId }) => rowId));
  const same = await findSamePlaces(db, table, numberedHere(table, added, known, joined), here);
  for (const [fieldId, rowId] of same) joined.set(`${table} ${fieldId}`, rowId);
  return same;
}

/** Rows that the field added, with the office's ids of other rows in them; without those that rest on a new row. */
function numberedHere(
  table: ReturningTable,
  rows: readonly PacketRow[],
  known: KnownRows,
  joined: ReadonlyMap<string, number>,
): PacketRow[] {
  const references = referencesOf(table).filter(({ to }) => returns(to));
  return rows.flatMap((row) => {
    const numbered: Record<string, string | number | null> = { ...row };
    for (const { column, to } of references) {
      const id = Number(row[column]);
      const here = known.get(to)?.get(id)?.rowId ?? joined.get(`${to} ${id}`);
      if (here === undefined) return [];
      numbered[column] = here;
    }
    return [numbered];
  });
}

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
  const { changed } = await pairRows(table, staged, stored, async (ids) =>
    (await lookup(ids)).filter(({ id }) => !known.has(id)),
  );
  return new Map(changed.map(({ id, row }) => [row.place.number, id]));
}
