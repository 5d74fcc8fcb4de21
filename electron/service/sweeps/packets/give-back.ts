import { CodedError } from '#shared/contract/errors.ts';
import { countSteps, readFieldPacket, returningTables, selectAllRows } from '../../db/queries/packets.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { encodePacket, type Packet, readFiles, wrapPacket } from './packet-file.ts';

/** All that a workspace in the field holds now, as one file for the office. Errors: PACKET_OUTSIDE. */
export async function giveBack({ db, workspace }: QueryContext): Promise<Uint8Array> {
  const field = await readFieldPacket(db);
  if (!field) throw new CodedError('PACKET_OUTSIDE');
  const tables: Packet['tables'] = {};
  for (const table of returningTables) tables[table] = await selectAllRows(db, table);
  const packet = await wrapPacket(db, workspace, {
    way: 'back',
    about: field.about,
    copy: field.copy,
    step: await countSteps(db),
    tables,
  });
  const files = readFiles(tables, workspace.attachments);
  // What came along is in the office still.
  for (const name of field.files) files.delete(name);
  return encodePacket({ packet, files, tiles: new Map() });
}
