import { shapeOf } from '#shared/geodesy/shape-distance.ts';
import {
  edgesOf,
  type Membership,
  membershipOf,
  membershipOfWhole,
  troubleSpotState,
} from '#shared/ledger/trouble-spot.ts';
import { findNearShape, shapeOfSchool } from '#shared/zones/find-near.ts';
import { selectIncidents } from '../../db/queries/incidents.ts';
import {
  type RecordsWanted,
  type StoredSpot,
  selectHazardsAt,
  selectPutRecords,
  selectVisitsAt,
} from '../../db/queries/trouble-spots.ts';
import { officerNames } from '../../db/queries/visits.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;
type Places = ReadonlyMap<number, Membership>;

/** How something belongs to a 治安乱点: by where it is, or because a person put it there. */
interface Belonging extends Membership {
  readonly byHand: boolean;
}

/** What lies in it and what may, by id: venues, gates, and schools themselves. */
interface PlacesIn {
  readonly venues: Places;
  readonly gates: Places;
  readonly schools: Places;
}

/** Hazards, visits and incidents of a 治安乱点; what only may lie in it is there too, and says so. */
export async function spotMembers(context: Context, spot: StoredSpot) {
  const { db } = context;
  const places = await placesIn(context, spot);
  const put = await selectPutRecords(db, spot.id);
  const hazardsPut = new Set(put.flatMap(({ hazardId }) => hazardId ?? []));
  const visitsPut = new Set(put.flatMap(({ visitId }) => visitId ?? []));
  const hazards = await selectHazardsAt(db, wantedAt(places, hazardsPut));
  const visits = await selectVisitsAt(db, wantedAt(places, visitsPut));
  return {
    hazards: hazards.map(({ venueId, gateId, schoolId, isOpen, ...hazard }) => ({
      ...hazard,
      isOpen: Boolean(isOpen),
      ...belonging(lies(places, { venueId, gateId, schoolId }), hazardsPut.has(hazard.id)),
    })),
    visits: visits.map(({ venueId, schoolId, startedAt, officers, ...visit }) => ({
      ...visit,
      placeName: visit.placeName ?? '',
      on: startedAt.slice(0, 10),
      officers: officerNames(officers).join('、'),
      ...belonging(lies(places, { venueId, gateId: null, schoolId }), visitsPut.has(visit.id)),
    })),
    incidents: await incidentsIn(context, spot),
  };
}

/** Whether it counts as one of the area's: by its position or by hand, doubtful or not. */
export function isOwn({ isIn, byHand }: Pick<Belonging, 'isIn' | 'byHand'>): boolean {
  return isIn || byHand;
}

function belonging(found: Membership | undefined, byHand: boolean): Belonging {
  const { isIn = false, doubtful = false } = found ?? {};
  return { isIn, doubtful: byHand ? false : doubtful, byHand };
}

function wantedAt({ venues, gates, schools }: PlacesIn, put: ReadonlySet<number>): RecordsWanted {
  return {
    venues: [...venues.keys()],
    gates: [...gates.keys()],
    schools: [...schools.keys()],
    ids: [...put],
  };
}

/** Where a record lies: at its venue, else at its gate, else somewhere at its school. */
function lies(
  { venues, gates, schools }: PlacesIn,
  record: {
    readonly venueId: number | null;
    readonly gateId: number | null;
    readonly schoolId: number | null;
  },
): Membership | undefined {
  if (record.venueId !== null) return venues.get(record.venueId);
  if (record.gateId !== null) return gates.get(record.gateId);
  return record.schoolId === null ? undefined : schools.get(record.schoolId);
}

const areaOf = ({ geometry }: StoredSpot) => {
  const area = shapeOf(readStored('troubleSpots.geometry', geometry));
  return { area, edges: edgesOf(area) };
};

async function placesIn({ workspace }: Context, spot: StoredSpot): Promise<PlacesIn> {
  const ground = areaOf(spot);
  const venues = new Map<number, Membership>();
  const index = await workspace.places.venues();
  const near = findNearShape(index, ground.area, 0);
  const at = near.size === 0 ? new Map<number, number>() : index.venues.indexById();
  for (const id of near.keys()) {
    const place = at.get(id);
    if (place === undefined) continue;
    const how = { sigma: index.venues.sigma(place), coarse: index.venues.isCoarse(place) };
    const found = membershipOf(index.venues.position(place), how, ground);
    if (found) venues.set(id, found);
  }
  const gates = new Map<number, Membership>();
  const schools = new Map<number, Membership>();
  for (const school of (await workspace.places.schools()).values()) {
    const whole = membershipOfWhole(shapeOfSchool(school, 'nearest').shape, ground.area);
    if (whole) schools.set(school.id, whole);
    for (const { id, position, sigma } of school.gates) {
      const found = membershipOf(position, { sigma, coarse: false }, ground);
      if (found) gates.set(id, found);
    }
  }
  return { venues, gates, schools };
}

/** Days of what happened in the area; a spot that somebody clicked on the map has no error. */
async function incidentsIn({ db }: Context, spot: StoredSpot): Promise<string[]> {
  const ground = areaOf(spot);
  const exact = { sigma: 0, coarse: false };
  return (await selectIncidents(db)).flatMap(({ lng, lat, at }) =>
    membershipOf([lng, lat], exact, ground) ? [at.slice(0, 10)] : [],
  );
}

/** A 治安乱点 as screens show it. */
export function tellSpot({ lng, lat, geometry, ...spot }: StoredSpot, today: string) {
  const state = troubleSpotState(spot);
  const isEnded = state === 'delisted' || state === 'settled';
  return {
    ...spot,
    geometry: readStored('troubleSpots.geometry', geometry),
    position: [lng, lat] satisfies [number, number],
    state,
    overdue: !isEnded && spot.dueOn !== null && spot.dueOn < today,
  };
}
