import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { packetTables, selectAllRows, selectPacketRows } from '../../db/queries/packets.ts';
import { selectTeams } from '../../db/queries/teams.ts';
import { referencesOf, travels } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { PacketTable } from '../../db/schema/table-facts.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { readStopLimits } from '../joint/stop-limits.ts';
import { gatherComments } from './packet-comments.ts';
import { gatherHanded, gatherHandings, type HandedToTeam } from './packet-handings.ts';

/** Degrees around the stops within which roads come along: somewhat under a kilometre. */
const ROADS_AROUND = 0.008;

export type PacketTables = Record<PacketTable, PacketRow[]>;

/**
 * The rows that a team needs, by table: its stops with their venues and schools, gates, findings and roads around,
 * what was found there before, and the team itself.
 */
export async function gatherPacket(
  context: CommandContext,
  sweepId: number,
  teamId: number,
): Promise<PacketTables> {
  const { db, workspace } = context;
  const own = (await selectPacketRows(db, 'stops', 'teamId', [teamId])).filter(
    (stop) => stop.sweepId === sweepId,
  );
  const members = await selectPacketRows(db, 'members', 'teamId', [teamId]);
  const team = (await selectTeams(db, sweepId)).find(({ id }) => id === teamId);
  const standIns = (team?.standIns ?? []).map(({ by }) => by);
  const handed = await gatherHanded(db, [
    ...members.map(({ agency }) => ({ agency: String(agency) })),
    ...standIns,
  ]);
  const venues = await selectPacketRows(
    db,
    'venues',
    'id',
    [own, handed.rows, handed.hazards].flatMap((rows) => idsOf(rows, 'venueId')),
  );
  const met = await gatherRecords(db, own, new Set(idsOf(venues)), handed);
  // What other sweeps have done in the visits of this team: in the field it is to be known too.
  const limits = await readStopLimits(context, sweepId);
  const along = idsOf(own).flatMap((id) => limits.alongWith(id).map(({ stopId }) => stopId));
  const stops = await selectPacketRows(db, 'stops', 'id', [
    ...idsOf(own),
    ...along,
    ...idsOf(met.visits, 'stopId'),
  ]);
  const schools = await selectPacketRows(
    db,
    'schools',
    'id',
    [stops, met.findings, met.surveys, met.visits, met.hazards, met.handings].flatMap((rows) =>
      idsOf(rows, 'schoolId'),
    ),
  );
  const gates = await selectPacketRows(db, 'gates', 'schoolId', idsOf(schools));
  const certificates = new Set([
    ...members.map(({ certificate }) => certificate),
    ...standIns.map(({ certificate }) => certificate),
  ]);
  const officers = await selectAllRows(db, 'officers');
  const box = boxOf([...venues, ...schools, ...gates]);
  const near = box ? (await workspace.places.roads()).within(box).map(({ id }) => id) : [];
  const tables: PacketTables = {
    ...met,
    packs: await selectAllRows(db, 'packs'),
    schools,
    gates,
    gateSurveys: await selectPacketRows(db, 'gateSurveys', 'gateId', idsOf(gates)),
    venues,
    comments: await gatherComments(
      db,
      [
        ['venueId', venues],
        ['schoolId', schools],
        ['gateId', gates],
        ['hazardId', met.hazards],
        ['stopId', stops],
      ],
      box,
    ),
    licences: await selectPacketRows(db, 'licences', 'venueId', idsOf(venues)),
    facilities: [],
    roads: await selectPacketRows(db, 'roads', 'id', near),
    sweeps: await selectPacketRows(db, 'sweeps', 'id', [sweepId, ...idsOf(stops, 'sweepId')]),
    teams: await selectPacketRows(db, 'teams', 'id', [teamId]),
    members,
    officers: officers.filter(({ certificate }) => certificates.has(certificate)),
    // A stop of another team is in the packet only for its visits, or because this team does it along.
    stops: stops.map((stop) => (stop.teamId === teamId ? stop : { ...stop, teamId: null })),
  };
  for (const table of packetTables) tables[table] = tables[table].map((row) => withoutOffice(table, row));
  return tables;
}

type Records = Pick<
  PacketTables,
  | 'surveys'
  | 'findings'
  | 'visits'
  | 'hazards'
  | 'reinspections'
  | 'hazardEvents'
  | 'supervisions'
  | 'meetings'
  | 'handings'
  | 'attachments'
>;

/** What is on record of the venues of some stops, of the schools that are stops themselves, and of what was handed to a team. */
async function gatherRecords(
  db: Read,
  stops: readonly PacketRow[],
  venues: ReadonlySet<number>,
  handed: HandedToTeam,
): Promise<Records> {
  const schoolStops = stops.filter(({ venueId }) => venueId === null);
  const schools = new Set(idsOf(schoolStops, 'schoolId'));
  const atPlaces = async (table: 'visits' | 'hazards') => [
    ...(await selectPacketRows(db, table, 'venueId', venues)),
    ...(await selectPacketRows(db, table, 'schoolId', schools)).filter(({ venueId }) => venueId === null),
  ];
  const visits = await atPlaces('visits');
  const visitIds = new Set(idsOf(visits));
  const known = new Map([...(await atPlaces('hazards')), ...handed.hazards].map((row) => [row.id, row]));
  const hazards = [...known.values()].filter(
    ({ visitId }) => visitId === null || visitIds.has(Number(visitId)),
  );
  const hazardIds = new Set(idsOf(hazards));
  const reinspections = await selectPacketRows(db, 'reinspections', 'hazardId', hazardIds);
  const events = await selectPacketRows(db, 'hazardEvents', 'hazardId', hazardIds);
  return {
    surveys: await selectPacketRows(db, 'surveys', 'venueId', venues),
    findings: await selectPacketRows(db, 'findings', 'venueId', venues),
    visits,
    hazards: hazards.map((hazard) =>
      onlyWithin(onlyWithin(hazard, 'repeats', hazardIds), 'mergedInto', hazardIds),
    ),
    reinspections: reinspections.map((each) => onlyWithin(each, 'visitId', visitIds)),
    hazardEvents: events.map((event) => onlyWithin(event, 'visitId', visitIds)),
    supervisions: await selectPacketRows(db, 'supervisions', 'hazardId', hazardIds),
    ...(await gatherHandings(db, hazards, handed)),
    attachments: await gatherEvidence(db, hazards),
  };
}

/** Photos and files of the hazards that are open, and of the visits that found them. */
async function gatherEvidence(db: Read, hazards: readonly PacketRow[]): Promise<PacketRow[]> {
  const open = hazards.filter(({ state }) => state !== 'closed');
  const evidence = [
    ...(await selectPacketRows(db, 'attachments', 'hazardId', idsOf(open))),
    ...(await selectPacketRows(db, 'attachments', 'visitId', idsOf(open, 'visitId'))),
  ].filter(({ removedAt }) => removedAt === null);
  return [...new Map(evidence.map((row) => [row.id, row])).values()];
}

/** A row that points to nothing where what it points to does not come along. */
function onlyWithin(row: PacketRow, column: string, ids: ReadonlySet<number>): PacketRow {
  return row[column] === null || ids.has(Number(row[column])) ? row : { ...row, [column]: null };
}

/** A row without what only the office has: the lists that it came from. */
function withoutOffice(table: PacketTable, row: PacketRow): PacketRow {
  const left = referencesOf(table).filter(({ to }) => !travels(to));
  return { ...row, ...Object.fromEntries(left.map(({ column }) => [column, null])) };
}

function idsOf(rows: readonly PacketRow[], column = 'id'): number[] {
  return rows.flatMap((row) => (row[column] === null ? [] : [Number(row[column])]));
}

/** The ground that the places of a packet stand on, with some around it. */
export function boxAround({ venues, schools, gates }: PacketTables): LngLatBounds | null {
  return boxOf([...venues, ...schools, ...gates]);
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
