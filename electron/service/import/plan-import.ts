import { createClassifier } from '#shared/classification/classify.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { loadIdentities, lookupPlaces, selectHeldIds, selectRows } from '../db/queries/imports.ts';
import { selectLicenceKinds } from '../db/queries/licences.ts';
import { readWordings } from '../db/queries/wordings.ts';
import { tableOfKind } from '../db/schema/find-tables.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ImportTable } from '../db/schema/table-facts.ts';
import { hazardKindsOf } from '../workspace/hazard-kinds.ts';
import { createStager } from './create-stager.ts';
import { farOutside } from './far-outside.ts';
import { inSlices } from './in-slices.ts';
import { pairHazards } from './ledger/pair-hazards.ts';
import { decideLicensed } from './licences/decide-licensed.ts';
import { type LicencePlan, planLicences } from './licences/plan-licences.ts';
import { loadDistrict } from './load-district.ts';
import { markStacked } from './mark-stacked.ts';
import { type Merge, mergeCampus, mergeRow } from './merge-row.ts';
import type { OpenList, PlanContext } from './open-list.ts';
import { pairCampuses } from './pair-campuses.ts';
import { type Pairing, pairRows, type RowPair } from './pair-rows.ts';
import { type PairingWithDoubts, pairSchools } from './pair-schools.ts';
import { createRowCheck, sourceFor } from './row-check.ts';
import { createSchoolFinder } from './school-finder.ts';
import { withoutSettled } from './settle-doubts.ts';
import { tellingParts } from './stage-school.ts';
import { rowClassifier } from './stage-venue.ts';
import {
  type ClassifyRow,
  type ColumnValues,
  type HashedRow,
  hashed,
  type ListSource,
} from './staged-row.ts';

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
  /** What they say of licences of venues; null where that is nothing. */
  readonly licences: LicencePlan | null;
}

/** The rows of one kind as they would be stored, whatever is stored of their places already. */
export interface StagedPart {
  readonly as: ImportKind;
  /** Of the list. */
  readonly rows: number;
  readonly staged: readonly HashedRow[];
  readonly problems: readonly ImportProblem[];
  readonly classify: ReturnType<typeof createClassifier>;
  readonly source: ListSource;
}

/** Rows compared between two looks at cancellation. */
const STEP = 500;
/** Rows staged between two reports. */
const REPORT_EVERY = 2000;

/** Stages the rows of one kind and pairs them with what is stored; nothing is written. Errors: CANCELLED. */
export async function planPart(
  context: PlanContext,
  db: Read,
  list: OpenList,
  kind: OpenList['kinds'][number],
): Promise<PlanPart> {
  return await matchPart(context, db, await stagePart(context, db, list, kind));
}

/** Reads and checks the rows of one kind. Errors: CANCELLED. */
export async function stagePart(
  context: PlanContext,
  db: Read,
  list: OpenList,
  [as, rows]: OpenList['kinds'][number],
): Promise<StagedPart> {
  const { kinds } = context.workspace.catalogue;
  const wordings = await readWordings(db);
  const classify = createClassifier(kinds, wordings, list.adopted);
  const source = sourceFor(list);
  const stage = await createStager(db, as, source, classify, {
    today: context.today,
    hazardKinds: hazardKindsOf(context.workspace),
  });
  const isTold = list.isMixed && (as === 'venues' || as === 'facilities');
  const telling = isTold ? tellingParts(stage, source, await createSchoolFinder(db)) : stage;
  const check = createRowCheck(list, telling, {
    isFar: as === 'regions' ? () => false : farOutside(await loadDistrict(db)),
  });
  const staged: HashedRow[] = [];
  const problems: ImportProblem[] = [];
  for (let start = 0; start < rows.length; start += REPORT_EVERY) {
    await context.progress.report('检查各行', start, rows.length);
    await inSlices(rows.slice(start, start + REPORT_EVERY), context.progress, (row) => {
      const outcome = check(row);
      problems.push(...outcome.problems);
      if (outcome.staged) staged.push(hashed(outcome.staged));
    });
  }
  const stacked = as === 'venues' ? markStacked(staged) : { rows: staged, problems: [] };
  problems.push(...stacked.problems);
  return { as, rows: rows.length, staged: stacked.rows, problems, classify, source };
}

/** Pairs staged rows with what is stored; nothing is written. Errors: CANCELLED. */
export async function matchPart(context: PlanContext, db: Read, part: StagedPart): Promise<PlanPart> {
  const { as, rows, staged, classify, source } = part;
  const { kinds } = context.workspace.catalogue;
  await context.progress.report('与已有数据比对', 0, null);
  const pairing = await pairPart(context, db, as, staged);
  const problems = [...part.problems, ...pairing.problems];
  const decide = as === 'venues' ? rowClassifier(classify, await selectLicenceKinds(db)) : null;
  const merged = await mergePart(context, db, as, pairing, decide);
  const pairs = [...pairing.changed, ...pairing.unchanged].flatMap(({ id, row }) =>
    id === null ? [] : [{ id, row }],
  );
  const changes = new Map(merged.updated.map(({ id, set }) => [id, set]));
  const licences = as === 'venues' && source.licences ? await planLicences(db, merged) : null;
  problems.push(...(licences?.problems ?? []));
  const told = await withoutSettled(db, tableOfKind(as), problems, pairs, changes);
  const planned = { as, rows, ...merged, problems: told, licences };
  if (!decide || !licences) return planned;
  return { ...planned, ...decideLicensed(merged.added, licences, { decide, kinds }) };
}

async function pairPart(
  { progress }: PlanContext,
  db: Read,
  as: ImportKind,
  staged: readonly HashedRow[],
): Promise<PairingWithDoubts> {
  if (as === 'campuses') return { ...(await pairCampuses(db, staged)), problems: [] };
  if (as === 'schools') return await pairSchools(db, staged, progress);
  const table = tableOfKind(as);
  if (table === 'hazards') return await pairHazards(db, staged);
  const stored = await loadIdentities(db, table);
  return { ...(await pairRows(table, staged, stored, lookupPlaces(db, table), progress)), problems: [] };
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
  const pairs = [...changed, ...(await repeatedOfHeld(db, table, { changed, unchanged }))];
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
      // A row that is the same as in the last list changes nothing, even where a person has changed the stored row
      // since.
      if (start + i >= changed.length) continue;
      if (Object.keys(update.set).length === 0) same.push({ id, row });
      else updated.push(update);
    }
  }
  return { added, updated, unchanged: same, withheld };
}

/** Of rows that repeat the last list those that somebody has changed by hand since, each place once. */
async function repeatedOfHeld(
  db: Read,
  table: ImportTable,
  { changed, unchanged }: Pick<Pairing, 'changed' | 'unchanged'>,
): Promise<RowPair[]> {
  if (table === 'addresses' || table === 'hazards' || unchanged.length === 0) return [];
  const held = new Set(await selectHeldIds(db, table));
  for (const { id } of changed) held.delete(id);
  return unchanged.flatMap(({ id, row }) => (id !== null && held.delete(id) ? [{ id, row }] : []));
}
