import { createClassifier } from '#shared/classification/classify.ts';
import type {
  ImportAs,
  ImportKind,
  ImportOptions,
  ImportProblem,
  ImportResult,
} from '#shared/contract/import.ts';
import { textIn } from '#shared/registry/place-values.ts';
import { comparable } from '#shared/registry/text.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import {
  loadIdentities,
  loadSchoolNames,
  lookupPlaces,
  selectHeldIds,
  selectRows,
} from '../db/queries/imports.ts';
import { polygonsOf } from '../db/queries/places.ts';
import { readWordings } from '../db/queries/wordings.ts';
import { tableOfKind } from '../db/schema/find-tables.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ImportTable } from '../db/schema/table-facts.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { FieldReader } from './columns.ts';
import { requireClear, weighCoordinates } from './coordinate-evidence.ts';
import { loadDistrict } from './district.ts';
import { farOutside } from './far-outside.ts';
import { kindOfRow } from './kind-of-row.ts';
import { type ListSystem, listOf, type ReadList, statedSystem } from './list-system.ts';
import type { TableRow } from './list-table.ts';
import { type Merge, mergeCampus, mergeRow } from './merge-row.ts';
import { type Pairing, pairRows, type RowPair } from './pair-rows.ts';
import { allPresets } from './presets.ts';
import { countProblems } from './problem.ts';
import { readTableAside } from './read-in-thread.ts';
import { createRowCheck, sourceFor } from './row-check.ts';
import { markStacked } from './stacked.ts';
import {
  addressStager,
  type ClassifyRow,
  type ColumnValues,
  campusStager,
  facilityStager,
  gateStager,
  type HashedRow,
  hashed,
  type ListSource,
  type RowStager,
  regionStager,
  roadStager,
  rowClassifier,
  type SchoolFinder,
  schoolStager,
  venueStager,
} from './stage-row.ts';

/** A stored row, what of it a list changes, and the row of the list. */
export interface PlannedUpdate extends Merge {
  readonly id: number;
  readonly row: HashedRow;
  readonly before: ColumnValues;
}

/** What the rows of one kind would do. */
export interface PlanPart {
  readonly as: ImportKind;
  readonly rows: number;
  readonly added: readonly HashedRow[];
  readonly updated: readonly PlannedUpdate[];
  /** `id` is null for a row that repeats a new one of the same list. */
  readonly unchanged: readonly { readonly id: number | null; readonly row: HashedRow }[];
  /** Stored rows of which the list says something that a person has set otherwise; they may change in other columns. */
  readonly withheld: readonly PlannedUpdate[];
  readonly problems: readonly ImportProblem[];
}

/** A list whose reference system and kinds are known. */
export interface OpenList extends ReadList, ListSystem {
  /** The rows of each kind, in the order in which they are to be written. */
  readonly kinds: readonly (readonly [ImportKind, readonly TableRow[]])[];
}

/** Rows staged between two looks at cancellation. */
const STEP = 2000;
/** A gate this far from a campus edge, in metres, may still be its gate. */
const GATE_REACH = 60;
/** Kinds in the order in which those of a mixed list rest on each other. */
const KIND_ORDER: readonly ImportKind[] = [
  'regions',
  'roads',
  'schools',
  'campuses',
  'gates',
  'facilities',
  'addresses',
  'venues',
];

type PlanContext = Pick<QueryContext, 'workspace' | 'progress'>;

/**
 * Reads a list and matches its columns.
 * Errors: those of `readTableAside` and `filterRows`, PRESET_UNKNOWN, CRS_REQUIRED, CRS_UNCLEAR.
 */
export async function openList(
  { workspace, progress }: PlanContext,
  db: Read,
  file: ChosenFile,
  options: ImportOptions,
): Promise<OpenList> {
  await progress.report('读取文件', 0, null);
  const table = await readTableAside(file, options, progress);
  const list = listOf(table, options, await allPresets(db, workspace.catalogue));
  const system =
    options.crs === 'auto'
      ? requireClear(await weighCoordinates(db, list.rows, list.read))
      : statedSystem(list, options.crs);
  return { ...list, ...system, kinds: tellKinds(options.as, list.rows, list.read) };
}

function tellKinds(as: ImportAs, rows: readonly TableRow[], read: FieldReader): OpenList['kinds'] {
  if (as !== 'auto') return [[as, rows]];
  const kinds = new Map<ImportKind, TableRow[]>();
  for (const row of rows) {
    const kind = kindOfRow(row, read);
    const known = kinds.get(kind);
    if (known) known.push(row);
    else kinds.set(kind, [row]);
  }
  return KIND_ORDER.flatMap((kind) => {
    const own = kinds.get(kind);
    return own ? [[kind, own] as const] : [];
  });
}

/** Stages the rows of one kind and pairs them with what is stored; nothing is written. Errors: CANCELLED. */
export async function planPart(
  context: PlanContext,
  db: Read,
  list: OpenList,
  [as, rows]: OpenList['kinds'][number],
): Promise<PlanPart> {
  const { categories } = context.workspace.catalogue;
  const wordings = await readWordings(db);
  const classify = createClassifier(categories, wordings);
  const source = sourceFor(list);
  const check = createRowCheck(list, await createStager(db, as, source, classify), {
    isFar: as === 'regions' ? () => false : farOutside(await loadDistrict(db)),
  });
  const staged: HashedRow[] = [];
  const problems: ImportProblem[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % STEP === 0) await context.progress.report('检查各行', index, rows.length);
    const outcome = check(row);
    problems.push(...outcome.problems);
    if (outcome.staged) staged.push(hashed(outcome.staged));
  }
  const stacked = as === 'venues' ? markStacked(staged) : { rows: staged, problems: [] };
  problems.push(...stacked.problems);
  await context.progress.report('与已有数据比对', 0, null);
  const pairing = await pairPart(db, as, stacked.rows);
  const merged = await mergePart(context, db, as, pairing, as === 'venues' ? rowClassifier(classify) : null);
  return { as, rows: rows.length, ...merged, problems };
}

async function pairPart(db: Read, as: ImportKind, staged: readonly HashedRow[]): Promise<Pairing> {
  if (as === 'campuses') return await pairCampuses(db, staged);
  const table = tableOfKind(as);
  const stored = await loadIdentities(db, table);
  return await pairRows(table, staged, stored, lookupPlaces(db, table));
}

/** Tells what really changes; a row that says nothing new counts as unchanged. */
async function mergePart(
  { progress }: PlanContext,
  db: Read,
  as: ImportKind,
  { added, changed, unchanged }: Pairing,
  classify: ClassifyRow | null,
): Promise<Pick<PlanPart, 'added' | 'updated' | 'unchanged' | 'withheld'>> {
  const table = tableOfKind(as);
  const updated: PlannedUpdate[] = [];
  const withheld: PlannedUpdate[] = [];
  const same = [...unchanged];
  const repeated = await selectHeld(db, table, unchanged);
  const pairs = [...changed, ...repeated];
  for (let start = 0; start < pairs.length; start += STEP) {
    await progress.report('比对变化', start, pairs.length);
    const some = pairs.slice(start, start + STEP);
    const stored = await selectRows(
      db,
      table,
      some.map(({ id }) => id),
    );
    for (const [i, { id, row }] of some.entries()) {
      const before = stored.get(id) ?? {};
      const merge = as === 'campuses' ? mergeCampus(before, row) : mergeRow(table, before, row, classify);
      const update = { id, row, before, ...merge };
      if (Object.keys(update.withheld).length > 0) withheld.push(update);
      // What repeats the last list changes nothing, whatever else has been done to the row since.
      if (start + i >= changed.length) continue;
      if (Object.keys(update.set).length === 0) same.push({ id, row });
      else updated.push(update);
    }
  }
  return { added, updated, unchanged: same, withheld };
}

/** Of rows that repeat the last list those that somebody has changed by hand since. */
async function selectHeld(db: Read, table: ImportTable, unchanged: Pairing['unchanged']): Promise<RowPair[]> {
  if (table === 'addresses' || unchanged.length === 0) return [];
  const held = await selectHeldIds(db, table);
  return unchanged.flatMap(({ id, row }) => (id !== null && held.has(id) ? [{ id, row }] : []));
}

/** What a list of one kind does, in figures. */
export interface PartCounts {
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warned: number;
  readonly unlocated: number;
}

export function countPart(part: PlanPart): PartCounts {
  return {
    rows: part.rows,
    added: part.added.length,
    updated: part.updated.length,
    unchanged: part.unchanged.length,
    ...countProblems(part.problems),
    unlocated: countUnlocated(part),
  };
}

/** Counts of a list's parts, in the shape the command line promises. */
export function summarize(
  list: SummarizedList,
  counts: readonly PartCounts[],
  as: ImportAs,
  batch: number,
  ms: number,
): ImportResult {
  const sum = (key: keyof PartCounts) => counts.reduce((total, part) => total + part[key], 0);
  return {
    batch,
    as,
    crs: list.crs,
    crsConfidence: list.crsConfidence,
    encoding: list.encoding,
    preset: list.preset,
    rows: sum('rows'),
    added: sum('added'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    rejected: sum('rejected'),
    warned: sum('warned'),
    unlocated: sum('unlocated'),
    ms,
  };
}

export type SummarizedList = ListSystem & Pick<ReadList, 'preset'> & { readonly encoding: string };

/** Rows of venues and schools that the list gives no place. */
function countUnlocated({ as, added, updated, unchanged }: PlanPart): number {
  if (as !== 'venues' && as !== 'schools') return 0;
  const isUnlocated = ({ values }: HashedRow) => values.lng === null && !values.boundary;
  return [added, updated.map(({ row }) => row), unchanged.map(({ row }) => row)].reduce(
    (total, rows) => total + rows.filter(isUnlocated).length,
    0,
  );
}

async function createStager(
  db: Read,
  as: ImportKind,
  source: ListSource,
  classify: ReturnType<typeof createClassifier>,
): Promise<RowStager> {
  switch (as) {
    case 'venues':
      return venueStager(source, classify);
    case 'schools':
      return schoolStager(source);
    case 'gates':
      return gateStager(source, await createSchoolFinder(db));
    case 'campuses':
      return campusStager(source);
    case 'facilities':
      return facilityStager(source);
    case 'roads':
      return roadStager(source);
    case 'regions':
      return regionStager(source);
    case 'addresses':
      return addressStager(source);
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
async function pairCampuses(db: Read, staged: readonly HashedRow[]): Promise<Pairing> {
  const schools = new Map((await loadSchoolNames(db)).map((school) => [comparable(school.name), school]));
  const added: HashedRow[] = [];
  const changed: RowPair[] = [];
  const unchanged: { id: number | null; row: HashedRow }[] = [];
  const seen = new Set<string>();
  for (const row of staged) {
    const name = comparable(textIn(row.values, 'name'));
    const school = schools.get(name);
    if (seen.has(name)) unchanged.push({ id: school?.id ?? null, row });
    else if (school) changed.push({ id: school.id, row });
    else added.push(row);
    seen.add(name);
  }
  return { added, changed, unchanged };
}
