import { randomBytes } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import type { PacketAbout } from '#shared/contract/packets.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import {
  type PacketTableName,
  packetTables,
  readFieldPacket,
  rememberRow,
  selectAllRows,
  selectPacketRows,
} from '../../db/queries/packets.ts';
import { readMeta } from '../../db/schema/meta.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { encodePacket, type Packet } from './packet-file.ts';

/** Degrees around the stops within which roads come along: somewhat under a kilometre. */
const ROADS_AROUND = 0.008;

/** What the office alone keeps: lists that rows came from, and merges. */
const leftHome = ['batchId', 'vanishedIn'];

/**
 * A team's stops as one file: their venues and schools with gates, findings and roads around, what was found
 * there before, and the team. Nothing else of the district. Errors: TEAM_UNKNOWN, PACKET_EMPTY, PACKET_INSIDE.
 */
export async function makePacket(
  context: CommandContext,
  sweepId: number,
  teamId: number,
): Promise<{ about: PacketAbout; bytes: Uint8Array }> {
  const { db, workspace, now, actor } = context;
  if (await readFieldPacket(db)) throw new CodedError('PACKET_INSIDE');
  const tables = await gather(context, sweepId, teamId);
  const [team] = tables.teams;
  const sweep = tables.sweeps.find(({ id }) => id === sweepId);
  if (!team || !sweep || team.sweepId !== sweepId) throw new CodedError('TEAM_UNKNOWN', { id: teamId });
  const stops = tables.stops.filter((stop) => stop.teamId === teamId).length;
  if (stops === 0) throw new CodedError('PACKET_EMPTY', { name: String(team.name) });
  const code = randomBytes(16).toString('hex');
  const { id } = await db
    .insertInto('packets')
    .values({ code, sweepId, about: '', returnedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow();
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
  };
  await db
    .updateTable('packets')
    .set({ about: JSON.stringify(about) })
    .where('id', '=', id)
    .execute();
  // Packs are named by text and no part of what comes back.
  for (const table of packetTables)
    if (table !== 'packs' && table !== 'roads' && table !== 'findings')
      for (const row of tables[table]) await rememberRow(db, id, table, row, Number(row.id));
  const packet: Packet = {
    format: 'xueantu-packet',
    schema: SCHEMA_VERSION,
    way: 'out',
    about,
    meta: {
      pack: (await readMeta(db, 'pack')) ?? workspace.pack.id,
      sigmas: await readMeta(db, 'sigmas'),
      demonstration: workspace.demonstration ? '1' : '0',
    },
    tables,
  };
  const files = new Map(
    filesOf(tables.attachments).map(
      ({ file, name }) => [file, new Uint8Array(workspace.attachments.read(file, name))] as const,
    ),
  );
  return { about, bytes: encodePacket({ packet, files }) };
}

/** The files that rows of attachments name, thumbnails included. */
export function filesOf(attachments: readonly PacketRow[]): { file: string; name: string }[] {
  return attachments.flatMap(({ file, thumbnail, name }) =>
    [file, thumbnail].flatMap((each) => (each ? [{ file: String(each), name: String(name) }] : [])),
  );
}

type Tables = Record<PacketTableName, PacketRow[]>;

/** The rows that a team needs, each table once. */
async function gather({ db, workspace }: CommandContext, sweepId: number, teamId: number): Promise<Tables> {
  const ids = (rows: readonly PacketRow[], column = 'id') =>
    rows.flatMap((row) => (row[column] === null ? [] : [Number(row[column])]));
  const own = (await selectPacketRows(db, 'stops', 'teamId', [teamId])).filter(
    (stop) => stop.sweepId === sweepId,
  );
  const venues = await selectPacketRows(db, 'venues', 'id', ids(own, 'venueId'));
  const venueIds = new Set(ids(venues));
  const schoolStops = new Set(
    ids(
      own.filter(({ venueId }) => venueId === null),
      'schoolId',
    ),
  );
  const isHere = ({ venueId, schoolId }: PacketRow) =>
    venueId === null || venueId === undefined
      ? schoolStops.has(Number(schoolId))
      : venueIds.has(Number(venueId));
  const atPlaces = async (table: 'visits' | 'hazards') =>
    [
      ...(await selectPacketRows(db, table, 'venueId', venueIds)),
      ...(await selectPacketRows(db, table, 'schoolId', schoolStops)).filter(
        ({ venueId }) => venueId === null,
      ),
    ].filter(isHere);
  const findings = await selectPacketRows(db, 'findings', 'venueId', venueIds);
  const surveys = await selectPacketRows(db, 'surveys', 'venueId', venueIds);
  const visits = await atPlaces('visits');
  const visitIds = new Set(ids(visits));
  const hazards = (await atPlaces('hazards')).filter(
    ({ visitId }) => visitId === null || visitIds.has(Number(visitId)),
  );
  const hazardIds = new Set(ids(hazards));
  const stops = await selectPacketRows(db, 'stops', 'id', [...ids(own), ...ids(visits, 'stopId')]);
  const schools = await selectPacketRows(db, 'schools', 'id', [
    ...ids(stops, 'schoolId'),
    ...ids(findings, 'schoolId'),
    ...ids(surveys, 'schoolId'),
    ...ids(visits, 'schoolId'),
    ...ids(hazards, 'schoolId'),
  ]);
  const members = await selectPacketRows(db, 'members', 'teamId', [teamId]);
  const certificates = new Set(members.map(({ certificate }) => certificate));
  const open = new Set(ids(hazards.filter(({ state }) => state !== 'closed')));
  const openVisits = new Set(
    ids(
      hazards.filter(({ id }) => open.has(Number(id))),
      'visitId',
    ),
  );
  const evidence = [
    ...(await selectPacketRows(db, 'attachments', 'hazardId', open)),
    ...(await selectPacketRows(db, 'attachments', 'visitId', openVisits)),
  ].filter(({ removedAt }) => removedAt === null);
  const events = await selectPacketRows(db, 'hazardEvents', 'hazardId', hazardIds);
  const tables: Tables = {
    packs: await selectAllRows(db, 'packs'),
    schools,
    gates: await selectPacketRows(db, 'gates', 'schoolId', ids(schools)),
    venues,
    facilities: [],
    roads: [],
    surveys,
    findings,
    sweeps: await selectPacketRows(db, 'sweeps', 'id', [sweepId, ...ids(stops, 'sweepId')]),
    teams: await selectPacketRows(db, 'teams', 'id', [teamId]),
    members,
    officers: (await selectAllRows(db, 'officers')).filter(({ certificate }) =>
      certificates.has(certificate),
    ),
    // A stop that others went to came along for its visits only.
    stops: stops.map((stop) => (stop.teamId === teamId ? stop : { ...stop, teamId: null })),
    visits,
    hazards: hazards.map((hazard) =>
      hazard.repeats === null || hazardIds.has(Number(hazard.repeats))
        ? hazard
        : { ...hazard, repeats: null },
    ),
    hazardEvents: events.map((event) =>
      event.visitId === null || visitIds.has(Number(event.visitId)) ? event : { ...event, visitId: null },
    ),
    supervisions: await selectPacketRows(db, 'supervisions', 'hazardId', hazardIds),
    attachments: [...new Map(evidence.map((row) => [row.id, row])).values()],
  };
  const box = boxOf([...venues, ...schools, ...tables.gates]);
  if (box) {
    const near = (await workspace.places.roads()).within(box).map(({ id }) => id);
    tables.roads = await selectPacketRows(db, 'roads', 'id', near);
  }
  for (const table of packetTables)
    tables[table] = tables[table].map((row) => ({
      ...row,
      ...Object.fromEntries(leftHome.filter((column) => column in row).map((column) => [column, null])),
    }));
  return tables;
}

function boxOf(rows: readonly PacketRow[]): LngLatBounds | null {
  let box: LngLatBounds | null = null;
  for (const { lng, lat } of rows)
    if (typeof lng === 'number' && typeof lat === 'number') {
      box = extendBounds(box, [lng - ROADS_AROUND, lat - ROADS_AROUND]);
      box = extendBounds(box, [lng + ROADS_AROUND, lat + ROADS_AROUND]);
    }
  return box;
}
