import { wordingOf } from '#shared/classification/classify.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { SchoolRow, VenueDetail } from '#shared/contract/places.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { isOverdue } from '#shared/ledger/hazard.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import type { PlaceCache } from '../cache/places/place-cache.ts';
import { countFindingsBySchool, type FindingCounts, severityOfVenues } from '../db/queries/findings.ts';
import { selectGatesOfSchool } from '../db/queries/gates.ts';
import { selectOpenHazardsOfVenue } from '../db/queries/hazards.ts';
import { findBatchFile } from '../db/queries/imports.ts';
import { selectMerged } from '../db/queries/merged-venues.ts';
import { editsOf, positionOf, toTuple } from '../db/queries/places.ts';
import { selectSchool, selectSchoolAddresses } from '../db/queries/schools.ts';
import { findVanishedFrom } from '../db/queries/vanished-venues.ts';
import { selectHistory, toldChange } from '../db/queries/venue-changes.ts';
import { readFurther } from '../db/queries/venue-particulars.ts';
import { selectVenue } from '../db/queries/venues.ts';
import { findLastVisitOfSchool, officerNames, selectVisitsOfVenue } from '../db/queries/visits.ts';
import { readFlag } from '../db/schema/stored-values.ts';
import { campusToGeometry, drawSchoolSheet } from '../places/judging/school-sheet.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handler-types.ts';

const SEARCH_LIMIT = 12;

export const placesHandlers: Omit<HandlersOf<'schools'>, 'schools.saveCampus'> &
  Omit<HandlersOf<'venues'>, 'venues.savePosition' | 'venues.end'> &
  HandlersOf<'search'> = {
  async 'schools.list'({ workspace, db }) {
    const places = [...(await workspace.places.schools()).values()];
    const addresses = await selectSchoolAddresses(db);
    const counts = await countFindingsBySchool(db);
    return places.map((place) => toSchoolRow(place, addresses.get(place.id) ?? '', counts.get(place.id)));
  },

  async 'schools.get'({ workspace, db }, { id }) {
    const place = await findSchool(workspace.places, id);
    const row = await selectSchool(db, id);
    if (!row) throw new CodedError('SCHOOL_UNKNOWN', { id });
    const gates = await selectGatesOfSchool(db, id);
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
        isMain: readFlag(gate.isMain),
        position: [gate.lng, gate.lat],
        positionSource: gate.positionSource,
        ...editsOf(gate),
      })),
      campus: place.campus && campusToGeometry(place.campus).coordinates,
      bounds: toBox(schoolBounds(place)),
      lastSweptOn: await findLastVisitOfSchool(db, id),
    };
  },

  async 'schools.sheet'({ workspace }, { id }) {
    return await drawSchoolSheet(workspace, await findSchool(workspace.places, id));
  },

  async 'venues.get'({ db, workspace, today }, { id }) {
    const row = await selectVenue(db, id);
    if (!row) throw new CodedError('VENUE_UNKNOWN', { id });
    const visits = await selectVisitsOfVenue(db, id);
    const hazards = await selectOpenHazardsOfVenue(db, id);
    return {
      ...row,
      furtherKinds: [...readFurther(row.furtherKinds)],
      categorySuggested: row.categorySuggested === '' ? [] : row.categorySuggested.split(';'),
      wording: wordingOf(row.categoryReason),
      doubt: await doubtOf(workspace, id, today),
      phone: maskPhone(row.phone),
      position: toTuple(positionOf(row)),
      severity: (await severityOfVenues(db, [id])).get(id) ?? null,
      source: (await findBatchFile(db, row.batchId)) ?? '',
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
        overdue: isOverdue(hazard.state, hazard.dueOn, today),
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

async function doubtOf(workspace: Workspace, venueId: number, today: string): Promise<VenueDetail['doubt']> {
  const doubt = (await workspace.places.doubts(workspace, today)).get(venueId);
  if (!doubt) return null;
  const { schoolId, ruleId, distance } = doubt;
  const school = (await workspace.places.schools()).get(schoolId);
  return { schoolId, schoolName: school?.name ?? '', ruleId, distance };
}

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
