import { isUngoverned, UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { REVIEW_SCORE } from '#shared/classification/classify.ts';
import { doubtfulKinds } from '#shared/classification/further-kinds.ts';
import { type LicenceValues, untilText } from '#shared/licences/licence.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import {
  countLedgerBySchool,
  selectAllFacilities,
  selectAllHazards,
  selectAllSchools,
  selectAllVenues,
  selectAllVisits,
} from '../../db/queries/exported-rows.ts';
import { selectLicencesForFiles } from '../../db/queries/licences.ts';
import { kindsOf, readFurther } from '../../db/queries/venue-particulars.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { findingsTable } from './findings-table.ts';
import type { Cell, ExportTable } from './table.ts';

type TableMaker = (db: Read, workspace: Workspace, today: string) => Promise<ExportTable>;

/** What `export --what` can write today. Phone numbers are masked. */
export const exportTables: Record<string, TableMaker> = {
  schools: schoolsTable,
  venues: venuesTable,
  findings: findingsTable,
  zones: (_db, workspace) => zonesTable(workspace),
  hazards: hazardsTable,
  visits: visitsTable,
  summary: (db, workspace, today) => summaryTable(db, workspace, today),
  facilities: facilitiesTable,
};

async function schoolsTable(db: Read): Promise<ExportTable> {
  const rows = await selectAllSchools(db);
  return {
    columns: ['school_id', 'name', 'stage', 'school_code', 'address', 'phone', 'lng', 'lat', 'has_boundary'],
    rows: rows.map((row): Cell[] => [
      row.id,
      row.name,
      row.stage,
      row.schoolCode,
      row.address,
      maskPhone(row.phone),
      degrees(row.lng),
      degrees(row.lat),
      row.boundary === null ? 0 : 1,
    ]),
    geometry(index) {
      const row = rows[index];
      if (row?.boundary) return readStored('schools.boundary', row.boundary);
      return row?.lng == null || row.lat === null ? null : { type: 'Point', coordinates: [row.lng, row.lat] };
    },
  };
}

/** Names of columns are a promise to scripts. */
const venueColumns = [
  'venue_id',
  'name',
  'uscc',
  'category',
  'categories',
  'category_score',
  'category_review',
  'category_suggested',
  'category_reason',
  'address',
  'legal_person',
  'phone',
  'status',
  'established_on',
  'lng',
  'lat',
  'position_source',
  'licence_no',
  'licence_until',
] as const;

async function venuesTable(db: Read): Promise<ExportTable> {
  const rows = await selectAllVenues(db);
  const licences = await selectLicencesForFiles(db);
  return {
    columns: [...venueColumns],
    rows: rows.map((row): Cell[] => [
      row.id,
      row.name,
      row.uscc,
      row.category,
      kindsOf(row),
      row.categoryScore,
      isToReview(row) ? 1 : 0,
      suggestionOf(row),
      row.categoryReason,
      row.address,
      row.legalPerson,
      maskPhone(row.phone),
      row.status,
      row.establishedOn,
      degrees(row.lng),
      degrees(row.lat),
      row.positionSource,
      ...licenceCells(licences.get(row.id) ?? []),
    ]),
    geometry(index) {
      const row = rows[index];
      return row?.lng == null || row.lat === null ? null : { type: 'Point', coordinates: [row.lng, row.lat] };
    },
  };
}

/** Numbers and ends of a venue's licences, in the same order in both cells. */
function licenceCells(
  licences: readonly Pick<LicenceValues, 'number' | 'validUntil' | 'unlimited'>[],
): [string, string] {
  const joined = (texts: readonly string[]) => (texts.every((text) => text === '') ? '' : texts.join(';'));
  return [joined(licences.map(({ number }) => number)), joined(licences.map(untilText))];
}

/** Whether a person should look: of a venue of which nothing says anything, the row tells nobody more. */
function isToReview({ category, categoryScore, categorySuggested, furtherKinds }: CategorisedVenue): boolean {
  if (categoryScore < REVIEW_SCORE) return category !== UNKNOWN_CATEGORY || categorySuggested !== '';
  return doubtfulKinds(readFurther(furtherKinds), category).length > 0;
}

/** What a venue in review or of unknown kind most likely is, or is as well; empty where nobody need look or nothing hints at it. */
function suggestionOf({
  category,
  categoryScore,
  categorySuggested,
  furtherKinds,
}: CategorisedVenue): string {
  if (categoryScore >= REVIEW_SCORE) return doubtfulKinds(readFurther(furtherKinds), category)[0]?.kind ?? '';
  return isUngoverned(category) ? (categorySuggested.split(';')[0] ?? '') : category;
}

interface CategorisedVenue {
  readonly category: string;
  readonly categoryScore: number;
  readonly categorySuggested: string;
  readonly furtherKinds: string | null;
}

async function zonesTable({ pack, places }: Workspace): Promise<ExportTable> {
  const schools = [...(await places.schools()).values()];
  const zones = schools.flatMap((school) => {
    const zone = safetyZone(school, pack.safetyZone.distance, pack.safetyZone.origin);
    return zone ? [{ school, geometry: zone.geometry }] : [];
  });
  return {
    columns: ['school_id', 'school_name', 'limit_m', 'origin'],
    rows: zones.map(({ school }): Cell[] => [
      school.id,
      school.name,
      pack.safetyZone.distance,
      pack.safetyZone.origin,
    ]),
    geometry: (index) => zones[index]?.geometry ?? null,
  };
}

const hazardColumns = [
  'code',
  'venue_name',
  'school_name',
  'kind',
  'level',
  'description',
  'state',
  'responsible_body',
  'responsible_person',
  'found_on',
  'due_on',
  'closed_on',
  'source',
  'source_number',
  'said_on',
  'verified_on',
  'subject',
  'helping_bodies',
] as const;

async function hazardsTable(db: Read): Promise<ExportTable> {
  const rows = await selectAllHazards(db);
  return {
    columns: [...hazardColumns],
    rows: rows.map((row): Cell[] => [
      row.code,
      row.placeName,
      row.schoolName,
      row.kind,
      row.level,
      row.description,
      row.state,
      row.responsibleBody,
      row.responsiblePerson,
      row.foundOn,
      row.dueOn,
      row.closedOn,
      row.source,
      row.sourceNumber,
      row.saidOn,
      row.verifiedOn,
      row.subject,
      row.helpingBodies,
    ]),
  };
}

/** A row a school, as the ledger stands on a day: every hazard counts, found when it may. */
async function summaryTable(db: Read, { places }: Workspace, today: string): Promise<ExportTable> {
  const schools = [...(await places.schools()).values()];
  const lookup = await places.regions();
  const counts = await countLedgerBySchool(db, today);
  return {
    columns: [
      'school_id',
      'school_name',
      'stage',
      'town',
      'station',
      'as_of',
      'found',
      'closed',
      'open',
      'overdue',
    ],
    rows: schools.map(({ id, name, stage }): Cell[] => {
      const { found, closed, overdue } = counts.get(id) ?? { found: 0, closed: 0, overdue: 0 };
      return [
        id,
        name,
        stage,
        lookup.ofSchool(TOWN_LEVEL, id),
        lookup.ofSchool(POLICE_LEVEL, id),
        today,
        found,
        closed,
        found - closed,
        overdue,
      ];
    }),
  };
}

async function facilitiesTable(db: Read): Promise<ExportTable> {
  const rows = await selectAllFacilities(db);
  return {
    columns: ['facility_id', 'kind', 'name', 'state', 'body', 'checked_on', 'lng', 'lat'],
    rows: rows.map((row): Cell[] => [
      row.id,
      row.kind,
      row.name,
      row.state,
      row.body,
      row.checkedOn,
      degrees(row.lng),
      degrees(row.lat),
    ]),
    geometry: (index) => {
      const row = rows[index];
      if (!row) return null;
      return row.geometry === null
        ? { type: 'Point', coordinates: [row.lng, row.lat] }
        : readStored('facilities.geometry', row.geometry);
    },
  };
}

async function visitsTable(db: Read): Promise<ExportTable> {
  const rows = await selectAllVisits(db);
  return {
    columns: [
      'visit_id',
      'period',
      'sweep',
      'venue_name',
      'started_at',
      'ended_at',
      'result',
      'facts',
      'measured_m',
      'measures',
      'party_view',
    ],
    rows: rows.map((row): Cell[] => [
      row.id,
      row.period,
      row.sweepTitle,
      row.placeName,
      row.startedAt,
      row.endedAt,
      row.result,
      row.facts,
      row.measuredDistance,
      row.measures,
      row.partyView,
    ]),
  };
}

function degrees(value: number | null): string | null {
  return value === null ? null : value.toFixed(7);
}
