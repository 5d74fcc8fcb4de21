import type { Severity } from '#shared/zones/verdict.ts';
import type { Read } from '../schema/schema.ts';
import { kindOfFinding } from './venue-kinds.ts';

/** Which findings are asked for; all of them where nothing is said. */
export interface FindingFilter {
  readonly id?: number | undefined;
  readonly schoolId?: number | undefined;
  readonly venueId?: number | undefined;
  /** Only the weightiest finding of each venue and school. */
  readonly primary?: boolean | undefined;
  readonly severities?: readonly Severity[] | undefined;
}

/** Findings with the names, dates and places of what they are about, worst first, then nearest. */
export async function selectNamedFindings(db: Read, filter: FindingFilter = {}) {
  const { id, schoolId, venueId, primary, severities } = filter;
  let rows = joinNames(db);
  if (id !== undefined) rows = rows.where('findings.id', '=', id);
  if (schoolId !== undefined) rows = rows.where('findings.schoolId', '=', schoolId);
  if (venueId !== undefined) rows = rows.where('findings.venueId', '=', venueId);
  if (primary) rows = rows.where('findings.isPrimary', '=', 1);
  if (severities) rows = rows.where('findings.severity', 'in', severities);
  return await rows.execute();
}

function joinNames(db: Read) {
  return db
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .innerJoin('schools', 'schools.id', 'findings.schoolId')
    .leftJoin('gates', 'gates.id', 'findings.gateId')
    .selectAll('findings')
    .select([
      'venues.name as venueName',
      kindOfFinding.as('category'),
      'venues.uscc as uscc',
      'venues.lng as venueLng',
      'venues.lat as venueLat',
      'schools.name as schoolName',
      'schools.stage as schoolStage',
      'schools.openedOn as schoolSince',
      'venues.establishedOn as venueSince',
      'venues.positionSource as venueSource',
      'gates.name as gateName',
    ])
    .orderBy('findings.severityRank')
    .orderBy('findings.distance')
    .orderBy('findings.ruleRank')
    .orderBy('findings.schoolId')
    .orderBy('findings.venueId');
}
