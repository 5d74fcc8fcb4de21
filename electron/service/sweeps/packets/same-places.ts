import { identityOf } from '#shared/registry/identity.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import type { EditableTable } from '../../db/queries/editable-rows.ts';
import { loadIdentities, lookupPlaces } from '../../db/queries/imports.ts';
import type { Read } from '../../db/schema/schema.ts';
import { pairRows } from '../../import/pair-rows.ts';

/** No row here was made of this: rows of the field are told by what they name alone. */
const FROM_THE_FIELD = 'field';

/**
 * Which places that the field added the office has by now as well, by the ids of both: the rule is that of lists.
 * `known` are ids here of rows that the field has anyway. Rows have the office's ids of other rows in them.
 */
export async function findSamePlaces(
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
