import { randomBytes } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import type { PacketAbout } from '#shared/contract/packets.ts';
import {
  describePacket,
  insertPacket,
  readFieldPacket,
  rememberRow,
  returningTables,
} from '../../db/queries/packets.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { boxAround, gatherPacket, type PacketTables } from './gather-packet.ts';
import { encodePacket, type Packet, readFiles, wrapPacket } from './packet-file.ts';
import { cutMap } from './packet-map.ts';

/**
 * A team's stops as one file, with what is on record of their places. Nothing else of the district. Errors:
 * TEAM_UNKNOWN, PACKET_EMPTY, PACKET_INSIDE.
 */
export async function makePacket(
  context: CommandContext,
  sweepId: number,
  teamId: number,
): Promise<{ about: PacketAbout; bytes: Uint8Array }> {
  const { db, workspace, now, actor, caller } = context;
  if (await readFieldPacket(db)) throw new CodedError('PACKET_INSIDE');
  const tables = await gatherPacket(context, sweepId, teamId);
  const [team] = tables.teams;
  const sweep = tables.sweeps.find(({ id }) => id === sweepId);
  if (!team || !sweep || team.sweepId !== sweepId) throw new CodedError('TEAM_UNKNOWN', { id: teamId });
  const stops = tables.stops.filter((stop) => stop.teamId === teamId).length;
  if (stops === 0) throw new CodedError('PACKET_EMPTY', { name: String(team.name) });
  const code = randomBytes(16).toString('hex');
  const id = await insertPacket(db, code, sweepId);
  const about: PacketAbout = {
    code,
    number: id,
    workspace: workspace.name,
    sweepId,
    sweep: String(sweep.title),
    teamId,
    team: String(team.name),
    stops,
    madeAt: now.toISOString(),
    madeBy: actor,
    server: caller.server ?? '',
  };
  await describePacket(db, id, about);
  for (const table of returningTables)
    for (const row of tables[table])
      await rememberRow(db, id, {
        copy: '',
        table,
        uid: String(row.uid),
        rowId: Number(row.id),
        content: row,
      });
  const packet = await wrapPacket(db, workspace, { way: 'out', about, copy: '', step: 0, tables });
  return { about, bytes: await encodeWithMap(context, packet, tables) };
}

/** A packet on its way out, with the files of its rows and the base map of its ground. */
async function encodeWithMap(
  { workspace }: CommandContext,
  packet: Packet,
  tables: PacketTables,
): Promise<Uint8Array> {
  const box = boxAround(tables);
  const map = box ? await cutMap(workspace, box) : null;
  const files = readFiles(tables, workspace.attachments);
  const content = map ? { ...packet, map: map.about } : packet;
  return encodePacket({ packet: content, files, tiles: map?.tiles ?? new Map() });
}
