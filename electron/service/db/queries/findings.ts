import { type Selectable, sql } from 'kysely';
import type { NamedVerdictChange, VerdictChange } from '#shared/contract/findings.ts';
import { nearBearing } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { Finding } from '#shared/zones/finding.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import type { InsertMany } from '../engine/open.ts';
import { toIdList, toTextList } from '../schema/id-list.ts';
import type { Read, Schema, Write } from '../schema/schema.ts';
import { writeFlag } from '../schema/stored-values.ts';
import { createIndexes, dropIndexes } from './imports.ts';
import { selectNamesById } from './names-by-id.ts';
import { kindOfFinding } from './venue-kinds.ts';

/** A finding as it is stored, without its id. */
export type StoredFinding = Omit<Selectable<Schema['findings']>, 'id'>;
export type FindingWithId = Selectable<Schema['findings']>;

/**
 * Findings as rows. Of the rules that touch one venue and school, the weightiest becomes primary:
 * worst severity first, then the order of the rules.
 */
export function toStored(findings: readonly Finding[], ruleOrder: readonly string[]): StoredFinding[] {
  const ranks = new Map(ruleOrder.map((id, rank) => [id, rank]));
  return withPrimary(findings.map((finding) => toRow(finding, ranks.get(finding.ruleId) ?? ranks.size)));
}

/**
 * The same one row after the other, for findings that stand pair by pair: of a province all of them together are more
 * than a machine wants to hold.
 */
export function* storedPairs(
  findings: Iterable<Finding>,
  ruleOrder: readonly string[],
): Generator<StoredFinding> {
  const ranks = new Map(ruleOrder.map((id, rank) => [id, rank]));
  let pair: StoredFinding[] = [];
  for (const finding of findings) {
    const row = toRow(finding, ranks.get(finding.ruleId) ?? ranks.size);
    const [first] = pair;
    if (first && (first.venueId !== row.venueId || first.schoolId !== row.schoolId)) {
      yield* markPrimary(pair);
      pair = [];
    }
    pair.push(row);
  }
  yield* markPrimary(pair);
}

/** Marks the weightiest of all rows of one pair. */
function markPrimary(pair: StoredFinding[]): StoredFinding[] {
  let [best] = pair;
  for (const row of pair) if (best && weightOf(row) < weightOf(best)) best = row;
  if (best) best.isPrimary = writeFlag(true);
  return pair;
}

/** Marks the primary row of each venue and school among rows that hold all rules of their pairs. */
export function withPrimary<Row extends StoredFinding>(rows: readonly Row[]): Row[] {
  const best = new Map<number, Row>();
  for (const row of rows) {
    const pair = pairKey(row);
    const known = best.get(pair);
    if (!known || weightOf(row) < weightOf(known)) best.set(pair, row);
  }
  return rows.map((row) => {
    const isPrimary = writeFlag(best.get(pairKey(row)) === row);
    return row.isPrimary === isPrimary ? row : { ...row, isPrimary };
  });
}

/** One number for a school and a venue; ids stay far below 2²⁶. */
export function pairKey({ schoolId, venueId }: { schoolId: number; venueId: number }): number {
  return schoolId * 2 ** 26 + venueId;
}

function weightOf({ severityRank, ruleRank }: StoredFinding): number {
  return severityRank * 10_000 + ruleRank;
}

/** From so many on, indexes are made anew in order: kept up row by row they take as long as all the rest. */
const MANY_FINDINGS = 20_000;

/** Replaces every finding by these, of which there are so many. */
export async function replaceFindings(
  db: Write,
  insertMany: InsertMany,
  rows: Iterable<StoredFinding>,
  count: number,
): Promise<void> {
  const indexes = count >= MANY_FINDINGS ? await dropIndexes(db, 'findings') : [];
  await db.deleteFrom('findings').execute();
  insertFindings(insertMany, rows);
  await createIndexes(db, indexes);
}

/** Takes findings away by id and adds others. */
export async function changeFindings(
  db: Write,
  insertMany: InsertMany,
  removed: readonly number[],
  added: readonly StoredFinding[],
): Promise<void> {
  if (removed.length > 0) await db.deleteFrom('findings').where('id', 'in', toIdList(removed)).execute();
  insertFindings(insertMany, added);
}

function insertFindings(insertMany: InsertMany, rows: Iterable<StoredFinding>): void {
  insertMany('findings', findingColumns, valuesOf(rows));
}

function* valuesOf(rows: Iterable<StoredFinding>): Generator<(string | number | null)[]> {
  for (const row of rows) yield findingColumns.map((column) => row[column]);
}

/** Stored findings of some schools or venues, or all. */
export async function selectStored(
  db: Read,
  { schools, venues }: { schools?: readonly number[]; venues?: readonly number[] },
): Promise<FindingWithId[]> {
  let rows = db.selectFrom('findings').selectAll();
  if (schools) rows = rows.where('schoolId', 'in', toIdList(schools));
  if (venues) rows = rows.where('venueId', 'in', toIdList(venues));
  return await rows.execute();
}

/** Which venue each primary finding is of. */
export async function selectPrimaryFindings(db: Read): Promise<{ id: number; venueId: number }[]> {
  return await db.selectFrom('findings').select(['id', 'venueId']).where('isPrimary', '=', 1).execute();
}

/** The worst severity of some venues, as far as they have findings. */
export async function severityOfVenues(db: Read, ids: readonly number[]): Promise<Map<number, Severity>> {
  const rows = await db
    .selectFrom('findings')
    .select(['venueId', (select) => select.fn.min('severityRank').as('rank')])
    .where('venueId', 'in', toIdList(ids))
    .groupBy('venueId')
    .execute();
  return new Map(rows.map((row) => [row.venueId, severities[Number(row.rank)] ?? 'outside']));
}

/** The weightiest finding of each venue as a table `worst`, to be joined; see `severityOfRank`. */
export function worstFindings(db: Read) {
  return db
    .selectFrom('findings')
    .select(['venueId', (select) => select.fn.min('severityRank').as('rank')])
    .where('isPrimary', '=', 1)
    .groupBy('venueId')
    .as('worst');
}

/** What a rank says; a venue without findings is outside. */
export function severityOfRank(rank: string | number | bigint | null): Severity {
  return rank === null ? 'outside' : (severities[Number(rank)] ?? 'outside');
}

/** A venue that some finding marks on the map. */
export interface MarkedVenue {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly position: LngLat;
  readonly severity: Severity;
}

/** Located venues with a finding other than 区外: those named, or all. */
export async function selectMarkedVenues(db: Read, ids?: readonly number[]): Promise<MarkedVenue[]> {
  const all = db
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .select([
      'venueId',
      'name',
      // With `min` SQLite takes the other columns from the row that has the least: of the weightiest finding.
      kindOfFinding.as('category'),
      'lng',
      'lat',
      (select) => select.fn.min('severityRank').as('rank'),
    ])
    .where('severity', '!=', 'outside')
    .where('lng', 'is not', null)
    .groupBy('venueId');
  const rows = await (ids ? all.where('venueId', 'in', toIdList(ids)) : all).execute();
  return rows.map(({ venueId, name, category, lng, lat, rank }) => ({
    id: venueId,
    name,
    category,
    position: [lng ?? 0, lat ?? 0],
    severity: severities[Number(rank)] ?? 'outside',
  }));
}

/** A line from the measured point of a school to a venue. */
export interface DrawnLink {
  readonly id: number;
  readonly venueId: number;
  readonly schoolId: number;
  readonly severity: string;
  readonly distance: number;
  readonly from: LngLat;
  readonly to: LngLat;
}

/** Links of primary findings that break a rule or may do so: of the schools named, or of all. */
export async function selectLinks(db: Read, schools?: readonly number[]): Promise<DrawnLink[]> {
  const all = db
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .select([
      'findings.id',
      'venueId',
      'schoolId',
      'fromLng',
      'fromLat',
      'distance',
      'severity',
      'lng',
      'lat',
    ])
    .where('isPrimary', '=', 1)
    .where('severity', '!=', 'outside');
  const rows = await (schools ? all.where('schoolId', 'in', toIdList(schools)) : all).execute();
  return rows.map(({ fromLng, fromLat, lng, lat, ...row }) => ({
    ...row,
    from: [fromLng, fromLat],
    to: [lng ?? fromLng, lat ?? fromLat],
  }));
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

function toRow({ from, to, disagrees, ...columns }: Finding, ruleRank: number): StoredFinding {
  return {
    ...columns,
    bearing: nearBearing(from, to),
    fromLng: from[0],
    fromLat: from[1],
    disagrees: writeFlag(disagrees),
    severityRank: severities.indexOf(columns.severity),
    isPrimary: 0,
    ruleRank,
  };
}

const findingColumns = [
  'schoolId',
  'venueId',
  'ruleId',
  'kind',
  'gateId',
  'origin',
  'method',
  'distance',
  'boundary',
  'gate',
  'walking',
  'sigma',
  'limit',
  'verdict',
  'effect',
  'existing',
  'severity',
  'severityRank',
  'bearing',
  'fromLng',
  'fromLat',
  'disagrees',
  'note',
  'isPrimary',
  'surveyId',
  'ruleRank',
] as const satisfies readonly (keyof StoredFinding)[];

/** Flips with the names of what they concern. */
export async function nameFlips(db: Read, flips: readonly VerdictChange[]): Promise<NamedVerdictChange[]> {
  const schools = await selectNamesById(
    db,
    'schools',
    flips.map(({ schoolId }) => schoolId),
  );
  const venues = await selectNamesById(
    db,
    'venues',
    flips.map(({ venueId }) => venueId),
  );
  return flips.map((flip) => ({
    ...flip,
    schoolName: schools.get(flip.schoolId) ?? '',
    venueName: venues.get(flip.venueId) ?? '',
  }));
}

/** Whether two rows say the same. */
export function equalFindings(a: StoredFinding, b: StoredFinding): boolean {
  return findingColumns.every((column) => a[column] === b[column]);
}

/** The weightiest finding of each of some venues, by id; those without one are left out. */
export async function selectWorstSeverities(
  db: Read,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Severity>> {
  const rows = await db
    .selectFrom('findings')
    .select(['venueId', 'severity'])
    .select(({ fn }) => fn.min('severityRank').as('rank'))
    .where('isPrimary', '=', 1)
    .where('venueId', 'in', toIdList(ids))
    .groupBy(['venueId', 'severity'])
    .execute();
  const worst = new Map<number, { severity: Severity; rank: number }>();
  for (const { venueId, severity, rank } of rows) {
    const known = worst.get(venueId);
    if (!known || Number(rank) < known.rank) worst.set(venueId, { severity, rank: Number(rank) });
  }
  return new Map([...worst].map(([id, { severity }]) => [id, severity]));
}

/** The weightiest finding of venues by their name; names of none that has one are left out. */
export async function selectSeveritiesByName(
  db: Read,
  names: readonly string[],
): Promise<ReadonlyMap<string, Severity>> {
  const venues = await db
    .selectFrom('venues')
    .select(['id', 'name'])
    .where('name', 'in', toTextList(names))
    .execute();
  const worst = await selectWorstSeverities(
    db,
    venues.map(({ id }) => id),
  );
  const found = new Map<string, Severity>();
  for (const { id, name } of venues) {
    const [own, known] = [worst.get(id), found.get(name)];
    if (own && (!known || severities.indexOf(own) < severities.indexOf(known))) found.set(name, own);
  }
  return found;
}
