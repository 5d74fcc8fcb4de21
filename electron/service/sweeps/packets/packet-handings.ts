import type { PacketRow } from '#shared/sweeps/packet.ts';
import { selectWaitingAt } from '../../db/queries/handings.ts';
import { selectPacketRows } from '../../db/queries/packets.ts';
import type { Read } from '../../db/schema/schema.ts';

/** What waits for the bodies of a team: a whistle, something to help with, what a meeting decided; and where that is. */
export interface HandedToTeam {
  readonly rows: readonly PacketRow[];
  readonly hazards: readonly PacketRow[];
}

/** Where officers of a team are from, there it waits for the team too. */
export async function gatherHanded(
  db: Read,
  officers: readonly { readonly agency: string }[],
): Promise<HandedToTeam> {
  const bodies = [...new Set(officers.map(({ agency }) => agency))];
  const rows = await selectPacketRows(db, 'handings', 'id', await selectWaitingAt(db, bodies));
  const hazardIds = rows.flatMap(({ hazardId }) => (hazardId === null ? [] : [Number(hazardId)]));
  return { rows, hazards: await selectPacketRows(db, 'hazards', 'id', hazardIds) };
}

/** All that was handed about of the hazards of a packet, so that their 经过 is whole, and what waits for the team. */
export async function gatherHandings(
  db: Read,
  hazards: readonly PacketRow[],
  { rows }: HandedToTeam,
): Promise<{ handings: PacketRow[]; meetings: PacketRow[] }> {
  const ofHazards = hazards.map(({ id }) => Number(id));
  const ofNone = rows.filter(({ hazardId }) => hazardId === null);
  const handings = [
    ...(await selectPacketRows(db, 'handings', 'hazardId', ofHazards)),
    ...ofNone,
    ...(await selectPacketRows(
      db,
      'handings',
      'about',
      ofNone.map(({ id }) => Number(id)),
    )),
  ];
  const meetingIds = handings.flatMap(({ meetingId }) => (meetingId === null ? [] : [Number(meetingId)]));
  return {
    handings: handings.toSorted((a, b) => Number(a.id) - Number(b.id)),
    meetings: await selectPacketRows(db, 'meetings', 'id', meetingIds),
  };
}
