import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { personText } from '#shared/office/rights.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { selectComments } from '../../db/queries/comments.ts';
import { selectPacketRows } from '../../db/queries/packets.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { PacketTable } from '../../db/schema/table-facts.ts';
import { LOCAL_AUTHOR } from '../comments/write-comment.ts';

const FIELD = '外勤';

/**
 * What people said of the things of a packet, by the column that points to each, and of spots on its ground, with their
 * answers. Of what was removed no words leave; it goes along only for the sake of its answers.
 */
export async function gatherComments(
  db: Read,
  about: readonly (readonly [column: string, rows: readonly PacketRow[]])[],
  ground: LngLatBounds | null,
): Promise<PacketRow[]> {
  const found: PacketRow[] =
    ground === null
      ? []
      : await selectComments(db, {
          kind: 'map',
          bounds: [ground[0], ground[1], ground[2], ground[3]],
        });
  for (const [column, rows] of about)
    found.push(
      ...(await selectPacketRows(
        db,
        'comments',
        column,
        rows.map(({ id }) => Number(id)),
      )),
    );
  const answered = new Set(found.flatMap(({ removedAt, replyTo }) => (removedAt === null ? [replyTo] : [])));
  const kept = found.filter(({ id, removedAt }) => removedAt === null || answered.has(id));
  const ids = new Set(kept.map(({ id }) => id));
  return kept
    .filter(({ replyTo }) => replyTo === null || ids.has(replyTo))
    .map((row) => (row.removedAt === null ? row : { ...row, text: '', mentioned: '[]', earlier: '[]' }))
    .sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * Values of a row of the field as the office takes them. In the field nobody signs in: of a comment it is said which
 * team wrote or finished it, and none comes as that of somebody who has an account.
 */
export function asFromField<Values extends PacketRow>(
  table: PacketTable,
  values: Values,
  team: string,
  isNew: boolean,
): Values {
  if (table !== 'comments') return values;
  return {
    ...values,
    ...(isNew ? { author: team, authorBody: FIELD, authorName: '' } : {}),
    ...(values.doneBy === LOCAL_AUTHOR ? { doneBy: personText({ person: team, body: FIELD }) } : {}),
  };
}

/** Whether a field of a row may be changed in the field: what somebody with an account wrote is changed by them alone. */
export function isChangeable(table: PacketTable, own: PacketRow | null, field: string): boolean {
  return table !== 'comments' || field === 'doneAt' || own === null || own.authorName === '';
}
