import { CodedError } from '#shared/contract/errors.ts';
import type { ImportKind, ImportOptions, ImportProblem, ImportResult } from '#shared/contract/import.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { importFieldNames } from '#shared/registry/fields.ts';
import { isGarbled, misfits } from '#shared/registry/row-fit.ts';
import { comparable } from '#shared/registry/text.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import type { CommandContext, QueryContext } from '../context.ts';
import {
  type ImportTable,
  insertBatch,
  insertProblems,
  insertRows,
  lastIdOf,
  loadIdentities,
  loadSchoolNames,
  updateRow,
} from '../db/imports.ts';
import { polygonsOf } from '../db/places.ts';
import type { Read, Write } from '../db/schema.ts';
import type { ChosenFile } from '../file-tokens.ts';
import { createFieldReader, type FieldReader, filterRows } from './columns.ts';
import { requireClear, weighCoordinates } from './coordinate-evidence.ts';
import { type Matched, matchRows } from './match.ts';
import { problem } from './problem.ts';
import { readTable } from './read-table.ts';
import { markStacked } from './stacked.ts';
import {
  type ColumnValues,
  campusStager,
  facilityStager,
  gateStager,
  type RowStager,
  regionStager,
  roadStager,
  type SchoolFinder,
  type StagedRow,
  schoolStager,
  venueStager,
} from './staged.ts';
import type { TableRow } from './table.ts';
import { importTables } from './tables.ts';

export interface ImportPlan {
  readonly encoding: string;
  readonly columns: readonly string[];
  readonly fileHash: string;
  readonly crs: ReferenceSystem;
  /** 1 where the system was stated. */
  readonly crsConfidence: number;
  readonly rows: number;
  readonly matched: Matched;
  readonly problems: readonly ImportProblem[];
  /** Rows with problems as they stand in the file, by their number. */
  readonly problemCells: ReadonlyMap<number, readonly string[]>;
}

/** Rows written or staged between two looks at cancellation. */
const STEP = 500;
/** A gate this far from a campus edge, in metres, may still be its gate. */
const GATE_REACH = 60;

/**
 * Reads, stages and matches a list without writing anything.
 * Errors: those of `readTable` and `filterRows`, CRS_REQUIRED, CANCELLED.
 */
export async function planImport(
  context: Pick<QueryContext, 'workspace' | 'progress'>,
  db: Read,
  file: ChosenFile,
  options: ImportOptions,
): Promise<ImportPlan> {
  const table = readTable(file, options);
  const read = createFieldReader(table, options.map);
  const rows = filterRows(table, options.where);
  const wanted = options.crs ?? (table.hasGeometry ? 'wgs84' : null);
  if (!wanted) throw new CodedError('CRS_REQUIRED');
  const { crs, confidence } =
    wanted === 'auto' ? requireClear(await weighCoordinates(db, rows, read)) : { crs: wanted, confidence: 1 };
  const stage = await createStager(context, db, options.as, read, crs);
  const staged: StagedRow[] = [];
  const problems: ImportProblem[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % STEP === 0) await context.progress.report('读取并检查', index, rows.length);
    const unfit = tooWide(row, table.columns.length) ?? garbled(row) ?? misplaced(row, read);
    const outcome = unfit ? { staged: null, problems: [unfit] } : stage(row);
    problems.push(...outcome.problems);
    if (outcome.staged) staged.push(outcome.staged);
  }
  const stacked = options.as === 'venues' ? markStacked(staged) : { rows: staged, problems: [] };
  problems.push(...stacked.problems);
  const matched =
    options.as === 'campuses'
      ? await matchCampuses(db, staged)
      : matchRows(stacked.rows, await loadIdentities(db, importTables[options.as]));
  return {
    encoding: table.encoding,
    columns: table.columns,
    fileHash: table.fileHash,
    crs,
    crsConfidence: confidence,
    rows: rows.length,
    matched,
    problems,
    problemCells: cellsOf(rows, problems),
  };
}

function cellsOf(
  rows: readonly TableRow[],
  problems: readonly ImportProblem[],
): Map<number, readonly string[]> {
  const numbers = new Set(problems.map(({ row }) => row));
  return new Map(rows.flatMap(({ number, cells }) => (numbers.has(number) ? [[number, cells]] : [])));
}

/** Counts of a plan, in the shape the command line promises. */
export function summarize(plan: ImportPlan, options: ImportOptions, batch: number, ms: number): ImportResult {
  const { matched, problems } = plan;
  const located = [...matched.added, ...matched.unchanged, ...matched.updated.map(({ row }) => row)];
  return {
    batch,
    as: options.as,
    crs: plan.crs,
    crsConfidence: plan.crsConfidence,
    encoding: plan.encoding,
    preset: null,
    rows: plan.rows,
    added: matched.added.length,
    updated: matched.updated.length,
    unchanged: matched.unchanged.length,
    rejected: new Set(problems.filter((entry) => entry.rejected).map((entry) => entry.row)).size,
    warned: new Set(problems.filter((entry) => !entry.rejected).map((entry) => entry.row)).size,
    unlocated: located.filter((row) => row.values.lng === null && !row.values.boundary).length,
    ms,
  };
}

/** Which rows an import wrote, and what else it touches by them. */
export interface ImportChanges {
  readonly ids: readonly number[];
  /** Schools of imported gates, old and new. */
  readonly schools: readonly number[];
  /** Boxes of imported roads, old and new. */
  readonly boxes: readonly LngLatBounds[];
}

/** Writes a plan as one batch. Returns the batch number, how updated rows were before, and what was touched. */
export async function applyImport(
  context: Pick<CommandContext, 'progress' | 'now' | 'actor'>,
  db: Write,
  file: ChosenFile,
  options: ImportOptions,
  plan: ImportPlan,
): Promise<{ batch: number; before: unknown[]; changed: ImportChanges }> {
  const { matched } = plan;
  const counts = summarize(plan, options, 0, 0);
  const batch = await insertBatch(db, {
    fileName: file.name,
    fileHash: plan.fileHash,
    kind: options.as,
    importedAt: context.now.toISOString(),
    importedBy: context.actor,
    columns: JSON.stringify(plan.columns),
    options: JSON.stringify(options),
    rows: counts.rows,
    added: counts.added,
    updated: counts.updated,
    unchanged: counts.unchanged,
    rejected: counts.rejected,
    warned: counts.warned,
  });
  const table = importTables[options.as];
  const lastId = await lastIdOf(db, table);
  const total = matched.added.length + matched.updated.length;
  for (let start = 0; start < matched.added.length; start += STEP) {
    await context.progress.report('写入', start, total);
    await insertRows(
      db,
      table,
      matched.added.slice(start, start + STEP).map((row) => toColumns(row, table, options.as, batch)),
    );
  }
  const before: ColumnValues[] = [];
  for (const [index, { id, row }] of matched.updated.entries()) {
    if (index % STEP === 0) await context.progress.report('写入', matched.added.length + index, total);
    // A campus is the boundary of a school that was imported by itself: only its shape changes.
    const values: ColumnValues =
      options.as === 'campuses'
        ? { boundary: row.values.boundary ?? null, boundarySource: row.values.boundarySource ?? null }
        : { ...row.values, identity: row.identity, contentHash: row.contentHash, batchId: batch };
    before.push(await updateRow(db, table, id, values));
  }
  await insertProblems(db, batch, plan.problems, plan.problemCells);
  const ids = [
    ...matched.updated.map(({ id }) => id),
    ...Array.from({ length: matched.added.length }, (_, i) => lastId + 1 + i),
  ];
  const values = [
    ...before,
    ...matched.added.map((row) => row.values),
    ...matched.updated.map(({ row }) => row.values),
  ];
  return { batch, before, changed: changesOf(ids, values) };
}

/** What rows that came, went or changed touch beside themselves. */
export function changesOf(ids: readonly number[], rows: readonly ColumnValues[]): ImportChanges {
  return { ids, schools: schoolsOf(rows), boxes: boxesOf(rows) };
}

function schoolsOf(rows: readonly ColumnValues[]): number[] {
  return [...new Set(rows.flatMap(({ schoolId }) => (typeof schoolId === 'number' ? [schoolId] : [])))];
}

function boxesOf(rows: readonly ColumnValues[]): LngLatBounds[] {
  return rows.flatMap(({ geometry }) => {
    if (typeof geometry !== 'string') return [];
    const { coordinates } = JSON.parse(geometry) as GeoJSON.LineString;
    const box = coordinates.reduce<LngLatBounds | null>(
      (bounds, position) => extendBounds(bounds, [position[0] ?? 0, position[1] ?? 0]),
      null,
    );
    return box ? [box] : [];
  });
}

function toColumns(row: StagedRow, table: ImportTable, as: ImportKind, batch: number): ColumnValues {
  const blank: ColumnValues =
    table === 'schools'
      ? {
          schoolCode: '',
          address: '',
          phone: '',
          openedOn: null,
          lng: null,
          lat: null,
          positionSource: null,
          boundary: null,
          boundarySource: null,
        }
      : {};
  // A later list of schools carries an address: a school known only by its campus has none yet.
  const identity = as === 'campuses' ? `${row.identity}|` : row.identity;
  return { ...blank, ...row.values, identity, contentHash: row.contentHash, batchId: batch };
}

async function createStager(
  { workspace }: Pick<QueryContext, 'workspace'>,
  db: Read,
  as: ImportKind,
  read: FieldReader,
  crs: ReferenceSystem,
): Promise<RowStager> {
  switch (as) {
    case 'venues':
      return venueStager(read, crs, workspace.catalogue.categories);
    case 'schools':
      return schoolStager(read, crs);
    case 'gates':
      return gateStager(read, crs, await createSchoolFinder(db));
    case 'campuses':
      return campusStager(read, crs);
    case 'facilities':
      return facilityStager(read, crs);
    case 'roads':
      return roadStager(read, crs);
    case 'regions':
      return regionStager(read, crs);
  }
}

async function createSchoolFinder(db: Read): Promise<SchoolFinder> {
  const schools = await loadSchoolNames(db);
  const ids = new Map(schools.map((school) => [comparable(school.name), school.id]));
  const campuses = schools.flatMap((school) =>
    school.boundary === null ? [] : [{ id: school.id, campus: polygonsOf(school.boundary) }],
  );
  return {
    byName: (name) => ids.get(comparable(name)) ?? null,
    near(lng, lat) {
      const near = campuses
        .map(({ id, campus }) => ({
          id,
          distance: nearestOnCampus([lng, lat], campus)?.distance ?? Infinity,
        }))
        .sort((a, b) => a.distance - b.distance)[0];
      return near && near.distance <= GATE_REACH ? near.id : null;
    },
  };
}

/** Joins campuses to schools by name; a school without that name is new. */
async function matchCampuses(db: Read, staged: readonly StagedRow[]): Promise<Matched> {
  const schools = new Map((await loadSchoolNames(db)).map((school) => [comparable(school.name), school]));
  const result: Matched = { added: [], updated: [], unchanged: [] };
  const seen = new Set<string>();
  for (const row of staged) {
    const school = schools.get(row.identity);
    if (seen.has(row.identity) || school?.boundary === row.values.boundary) result.unchanged.push(row);
    else if (school) result.updated.push({ id: school.id, row });
    else result.added.push(row);
    seen.add(row.identity);
  }
  return result;
}

function garbled(row: TableRow): ImportProblem | null {
  const cell = row.cells.find(isGarbled);
  return cell === undefined ? null : problem(row.number, '', 'TEXT_GARBLED', cell);
}

function misplaced(row: TableRow, read: FieldReader): ImportProblem | null {
  const [field] = misfits((wanted) => read(row, wanted), row.cells);
  if (!field) return null;
  return problem(row.number, field, 'ROW_MISFIT', `${importFieldNames[field]}“${read(row, field)}”`);
}

function tooWide(row: TableRow, columns: number): ImportProblem | null {
  const surplus = row.cells.slice(columns).filter((cell) => cell !== '');
  return surplus.length === 0 ? null : problem(row.number, '', 'CELLS_TOO_MANY', surplus.join('，'));
}
