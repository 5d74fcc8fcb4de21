import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { severities, severityIn } from '#shared/zones/verdict.ts';
import { openDatabase } from '../../db/engine/open.ts';
import { deferForeignKeys } from '../../db/queries/batch-undo.ts';
import { packetTables } from '../../db/queries/packets.ts';
import { insertRow } from '../../db/queries/write-row.ts';
import { writeMeta } from '../../db/schema/meta.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import { localActor } from '../../platform/actor.ts';
import { newUid } from '../../platform/new-uid.ts';
import { AttachmentStore } from '../../workspace/attachment-store.ts';
import { createWorkspace } from '../../workspace/workspace.ts';
import { keepFiles, type PacketFile, readPacket, refuseUnknownFiles } from './packet-file.ts';
import { layMap } from './packet-map.ts';

/**
 * Makes a workspace in the field of a packet, in an empty or missing folder. Errors: those
 * of `readPacket` and `createWorkspace`, PACKET_RETURNED.
 */
export async function openPacket(path: string, directory: string, now: Date): Promise<void> {
  const name = basename(path);
  const opened = await readPacket({ path, name });
  const { packet } = opened;
  if (packet.way === 'back') throw new CodedError('PACKET_RETURNED', { file: name });
  refuseUnknownFiles(opened, new Set(), name);
  const { about, meta } = packet;
  const own = packet.tables.packs?.find(({ id }) => id === meta.pack);
  await createWorkspace({
    directory,
    name: `外勤：${about.team} · ${about.sweep}`,
    // A pack of the office's own came along and takes this one's place.
    pack: own ? String(own.origin) : meta.pack,
    demonstration: meta.demonstration === '1',
    now,
  });
  try {
    await fill(opened, resolve(directory), now);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    if (error instanceof CodedError) throw error;
    throw new CodedError('PACKET_DAMAGED', { file: name, reason: '内容不合规范' });
  }
}

/** A finding as it is told today: packets of earlier versions did not tell apart what is supervised in doubt. */
function inWordsOfToday(row: PacketRow): PacketRow {
  const isDoubtful = row.severity === 'supervised' && row.verdict === 'undetermined';
  const severity = isDoubtful ? 'supervisedDoubt' : (severityIn(String(row.severity)) ?? 'outside');
  return { ...row, severity, severityRank: severities.indexOf(severity) };
}

async function fill({ packet, files, tiles }: PacketFile, directory: string, now: Date): Promise<void> {
  const store = new AttachmentStore(join(directory, 'attachments'));
  keepFiles(files, store);
  if (packet.map && tiles.size > 0) layMap({ about: packet.map, tiles }, directory);
  const database = await openDatabase(directory, false);
  try {
    await database.writer.transaction().execute(async (trx) => {
      await deferForeignKeys(trx);
      for (const table of packetTables)
        for (const row of packet.tables[table] ?? [])
          await insertRow(trx, table, table === 'findings' ? inWordsOfToday(row) : row);
      await writeMeta(trx, 'pack', packet.meta.pack);
      if (packet.meta.sigmas !== null) await writeMeta(trx, 'sigmas', packet.meta.sigmas);
      await writeMeta(trx, 'findingsCurrent', '1');
      await writeMeta(
        trx,
        'packet',
        writeStored('meta.packet', { about: packet.about, files: [...files.keys()], copy: newUid() }),
      );
      await database.record(trx, {
        at: now.toISOString(),
        actor: localActor(),
        command: 'packets.open',
        input: JSON.stringify(packet.about),
        before: 'null',
        after: 'null',
      });
    });
  } finally {
    await database.close();
  }
}
