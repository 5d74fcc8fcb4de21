import { CodedError } from '#shared/contract/errors.ts';
import type { SchoolDetail, SchoolRow } from '#shared/contract/places.ts';
import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { type HazardState, isOverdue } from '#shared/ledger/hazard.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { gateZone } from '#shared/zones/gate-zone.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import type { PlaceCache } from '../cache/places/place-cache.ts';
import { countFindingsBySchool, type FindingCounts, severityOfVenues } from '../db/queries/findings.ts';
import { selectMerged } from '../db/queries/merged-venues.ts';
import { editsOf, positionOf, toTuple } from '../db/queries/places.ts';
import { findVanishedFrom } from '../db/queries/vanished-venues.ts';
import { selectHistory, toldChange } from '../db/queries/venue-changes.ts';
import { officerNames } from '../db/queries/visits.ts';
import type { HandlersOf } from './handler-types.ts';

const SEARCH_LIMIT = 12;

export const placesHandlers: Omit<HandlersOf<'schools'>, 'schools.saveCampus'> &
  Omit<HandlersOf<'venues'>, 'venues.savePosition'> &
  HandlersOf<'search'> = {
  async 'schools.list'({ workspace, db }) {
    const places = [...(await workspace.places.schools()).values()];
    const rows = new Map(
      (await db.selectFrom('schools').select(['id', 'address']).execute()).map((row) => [row.id, row]),
    );
    const counts = await countFindingsBySchool(db);
    return places.map((place) => toSchoolRow(place, rows.get(place.id)?.address ?? '', counts.get(place.id)));
  },

  async 'schools.get'({ workspace, db }, { id }) {
    const place = await findSchool(workspace.places, id);
    const row = await db.selectFrom('schools').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const gates = await db
      .selectFrom('gates')
      .selectAll()
      .where('schoolId', '=', id)
      .orderBy('isMain', 'desc')
      .execute();
    const last = await db
      .selectFrom('visits')
      .select((select) => select.fn.max('startedAt').as('at'))
      .where('schoolId', '=', id)
      .executeTakeFirst();
    return {
      ...toSchoolRow(place, row.address, (await countFindingsBySchool(db)).get(id)),
      schoolCode: row.schoolCode,
      phone: maskPhone(row.phone),
      openedOn: row.openedOn,
      positionSource: row.positionSource,
      boundarySource: row.boundarySource,
      gates: gates.map((gate) => ({
        id: gate.id,
        name: gate.name,
        isMain: gate.isMain === 1,
        position: [gate.lng, gate.lat],
        positionSource: gate.positionSource,
        ...editsOf(gate),
      })),
      campus: place.campus,
      bounds: toBox(schoolBounds(place)),
      lastSweptOn: last?.at?.slice(0, 10) ?? null,
    } as SchoolDetail;
  },

  async 'schools.sheet'({ workspace }, { id }) {
    const all = [...(await workspace.places.schools()).values()];
    const school = await findSchool(workspace.places, id);
    const { safetyZone: zone, gateZone: gate } = workspace.pack;
    const own = safetyZone(school, zone.distance, zone.origin);
    if (!own) throw new CodedError('SCHOOL_UNKNOWN', { id });
    const roads = gate.shape === 'circle' ? null : await workspace.places.roads();
    const rings = own.geometry.type === 'Polygon' ? [own.geometry.coordinates] : own.geometry.coordinates;
    const bounds = rings
      .flat(2)
      .reduce<LngLatBounds | null>((box, point) => extendBounds(box, point as unknown as LngLat), null);
    return {
      schoolName: school.name,
      bounds: [...(bounds as LngLatBounds)],
      zones: [{ schoolId: id, geometry: own.geometry }],
      campuses: all.flatMap((place) =>
        place.campus
          ? [
              {
                schoolId: place.id,
                name: place.name,
                geometry: { type: 'MultiPolygon', coordinates: place.campus } as unknown as GeoJSON.Geometry,
              },
            ]
          : [],
      ),
      schoolPoints: all.flatMap((place) =>
        !place.campus && place.point
          ? [{ schoolId: place.id, name: place.name, position: [...place.point] as [number, number] }]
          : [],
      ),
      gates: all.flatMap((place) =>
        place.gates.map((entry) => ({
          schoolId: place.id,
          name: entry.name,
          position: [...entry.position] as [number, number],
        })),
      ),
      gateZones: school.gates.map((entry) => ({
        geometry: gateZone(entry.position, roads, gate.distance, entry.edits, school.campus).polygon.geometry,
      })),
    };
  },

  async 'venues.list'({ db }, { category, text, limit, offset }) {
    let rows = db.selectFrom('venues');
    if (category) rows = rows.where('category', '=', category);
    if (text)
      rows = rows.where((where) =>
        where.or([where('name', 'like', `%${text}%`), where('address', 'like', `%${text}%`)]),
      );
    const total = await rows
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    const page = await rows
      .select(['id', 'name', 'category', 'address', 'status', 'uscc', 'lng', 'lat'])
      .orderBy('name')
      .limit(limit)
      .offset(offset)
      .execute();
    const severity = await severityOfVenues(
      db,
      page.map((row) => row.id),
    );
    return {
      total: total.n,
      rows: page.map(({ lng, lat, ...row }) => ({
        ...row,
        severity: severity.get(row.id) ?? null,
        position: toTuple(positionOf({ lng, lat })),
      })),
    };
  },

  async 'venues.get'({ db, today }, { id }) {
    const row = await db.selectFrom('venues').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new CodedError('VENUE_UNKNOWN', { id });
    const batch = row.batchId
      ? await db.selectFrom('batches').select('fileName').where('id', '=', row.batchId).executeTakeFirst()
      : undefined;
    const visits = await db
      .selectFrom('visits')
      .selectAll()
      .where('venueId', '=', id)
      .orderBy('startedAt', 'desc')
      .execute();
    const hazards = await db
      .selectFrom('hazards')
      .selectAll()
      .where('venueId', '=', id)
      .where('state', '!=', 'closed')
      .orderBy('dueOn')
      .execute();
    return {
      ...row,
      phone: maskPhone(row.phone),
      position: toTuple(positionOf(row)),
      positionSource: row.positionSource as 'registry' | null,
      severity: (await severityOfVenues(db, [id])).get(id) ?? null,
      source: batch?.fileName ?? '',
      vanishedFrom: (await findVanishedFrom(db, row.vanishedIn)) ?? null,
      history: (await selectHistory(db, id)).map((change) => ({ ...change, ...toldChange(change) })),
      merged: await selectMerged(db, id),
      visits: visits.map((visit) => ({
        id: visit.id,
        on: visit.startedAt.slice(0, 10),
        result: visit.result,
        officers: officerNames(visit.officers),
      })),
      openHazards: hazards.map((hazard) => ({
        id: hazard.id,
        code: hazard.code,
        title: hazard.kind,
        dueOn: hazard.dueOn,
        overdue: isOverdue(hazard.state as HazardState, hazard.dueOn, today),
      })),
    };
  },

  async 'search.places'({ workspace, db }, { text }) {
    const wanted = text.trim();
    if (wanted === '') return [];
    const titles = workspace.catalogue.categoryTitles;
    return await workspace.search.find(db, wanted, SEARCH_LIMIT, titles);
  },
};

async function findSchool(places: PlaceCache, id: number): Promise<SchoolPlace> {
  const place = (await places.schools()).get(id);
  if (!place) throw new CodedError('SCHOOL_UNKNOWN', { id });
  return place;
}

function toSchoolRow(place: SchoolPlace, address: string, counts: FindingCounts | undefined): SchoolRow {
  const bounds = schoolBounds(place);
  return {
    id: place.id,
    name: place.name,
    stage: place.stage,
    address,
    gates: place.gates.length,
    hasBoundary: place.campus !== null,
    violations: counts?.violations ?? 0,
    undetermined: counts?.undetermined ?? 0,
    position:
      toTuple(place.point) ?? (bounds ? [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2] : null),
  };
}

function toBox(bounds: LngLatBounds | null): [number, number, number, number] | null {
  return bounds && [...bounds];
}
