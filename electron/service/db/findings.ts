import { type Insertable, sql } from 'kysely';
import type { Finding } from '#shared/zones/find-findings.ts';
import { severities } from '#shared/zones/verdict.ts';
import type { Read, Schema, Write } from './schema.ts';

const ROWS_AT_ONCE = 500;

/**
 * Replaces all findings. Of the rules that touch one venue and school, the weightiest becomes primary:
 * worst severity first, then the pack's own order.
 */
export async function replaceFindings(
  db: Write,
  findings: readonly Finding[],
  ruleOrder: readonly string[],
): Promise<void> {
  const weight = (finding: Finding) =>
    severities.indexOf(finding.severity) * 1000 + ruleOrder.indexOf(finding.ruleId);
  const primary = new Map<string, Finding>();
  for (const finding of findings) {
    const pair = `${finding.schoolId}:${finding.venueId}`;
    const best = primary.get(pair);
    if (!best || weight(finding) < weight(best)) primary.set(pair, finding);
  }
  const chosen = new Set(primary.values());
  await db.deleteFrom('findings').execute();
  for (let start = 0; start < findings.length; start += ROWS_AT_ONCE) {
    const rows = findings
      .slice(start, start + ROWS_AT_ONCE)
      .map((finding) => toRow(finding, chosen.has(finding)));
    await db.insertInto('findings').values(rows).execute();
  }
}

/** Finding rows joined with the names a reader needs. */
export function selectFindings(db: Read) {
  return db
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .innerJoin('schools', 'schools.id', 'findings.schoolId')
    .leftJoin('gates', 'gates.id', 'findings.gateId')
    .selectAll('findings')
    .select([
      'venues.name as venueName',
      'venues.category as category',
      'venues.uscc as uscc',
      'venues.lng as venueLng',
      'venues.lat as venueLat',
      'schools.name as schoolName',
      'schools.stage as schoolStage',
      'gates.name as gateName',
    ])
    .orderBy('findings.severityRank')
    .orderBy('findings.distance');
}

/** The worst severity of each venue that has a finding. */
export async function severityByVenue(db: Read): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('findings')
    .select(['venueId', (select) => select.fn.min('severityRank').as('rank')])
    .groupBy('venueId')
    .execute();
  return new Map(rows.map((row) => [row.venueId, severities[Number(row.rank)] ?? 'outside']));
}

export interface FindingCounts {
  readonly violations: number;
  readonly undetermined: number;
}

/** Primary findings of each school that break a rule or are in doubt. */
export async function countFindingsBySchool(db: Read): Promise<Map<number, FindingCounts>> {
  const rows = await db
    .selectFrom('findings')
    .select([
      'schoolId',
      sql<number>`sum(severity = 'violation')`.as('violations'),
      sql<number>`sum(severity = 'undetermined')`.as('undetermined'),
    ])
    .where('isPrimary', '=', 1)
    .groupBy('schoolId')
    .execute();
  return new Map(rows.map((row) => [row.schoolId, row]));
}

function toRow(finding: Finding, isPrimary: boolean): Insertable<Schema['findings']> {
  const { from, disagrees, ...columns } = finding;
  return {
    ...columns,
    fromLng: from[0],
    fromLat: from[1],
    disagrees: disagrees ? 1 : 0,
    severityRank: severities.indexOf(finding.severity),
    isPrimary: isPrimary ? 1 : 0,
  };
}
