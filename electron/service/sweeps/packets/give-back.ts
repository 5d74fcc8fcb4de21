import { CodedError } from '#shared/contract/errors.ts';
import { readFieldPacket, selectAllRows } from '../../db/queries/packets.ts';
import { readMeta } from '../../db/schema/meta.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { filesOf } from './make-packet.ts';
import { returningTables } from './packet-fields.ts';
import { encodePacket, type Packet } from './packet-file.ts';

/** All that a workspace in the field holds now, as one file for the office. Errors: PACKET_OUTSIDE. */
export async function giveBack({ db, workspace }: QueryContext): Promise<Uint8Array> {
  const field = await readFieldPacket(db);
  if (!field) throw new CodedError('PACKET_OUTSIDE');
  const tables: Packet['tables'] = {};
  for (const { table } of returningTables) tables[table] = await selectAllRows(db, table);
  const packet: Packet = {
    format: 'xueantu-packet',
    schema: SCHEMA_VERSION,
    way: 'back',
    about: field.about,
    meta: {
      pack: workspace.pack.id,
      sigmas: await readMeta(db, 'sigmas'),
      demonstration: workspace.demonstration ? '1' : '0',
    },
    tables,
  };
  const came = new Set(field.files);
  const files = new Map(
    filesOf(tables.attachments ?? [])
      .filter(({ file }) => !came.has(file))
      .map(({ file, name }) => [file, new Uint8Array(workspace.attachments.read(file, name))] as const),
  );
  return encodePacket({ packet, files });
}
