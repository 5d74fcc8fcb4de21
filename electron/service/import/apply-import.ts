import type { ColumnMap, ImportKind, ImportOptions, ImportResult } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { isCodeIdentity } from '#shared/registry/identity.ts';
import { pointsIn } from '#shared/registry/place-values.ts';
import { keepOverwritten } from '../db/queries/batch-undo.ts';
import { insertBatch, insertProblems, lastIdOf, listAdded, listingOutcome } from '../db/queries/imports.ts';
import { markVanished } from '../db/queries/vanished-venues.ts';
import { recordChanges } from '../db/queries/venue-changes.ts';
import { updateRow } from '../db/queries/write-row.ts';
import { returns, tableOfKind } from '../db/schema/find-tables.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import type { ImportTable } from '../db/schema/table-facts.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import { newUid } from '../platform/new-uid.ts';
import type { CommandContext } from '../workspace/context.ts';
import { countPart, summarize } from './count-parts.ts';
import { findVanished } from './find-vanished.ts';
import { ROWS_OF_A_SLICE } from './in-slices.ts';
import { tellListed, withCodes } from './ledger/write-hazards.ts';
import { writeLicences } from './licences/write-licences.ts';
import { keptOptions, sourceOf } from './list-system.ts';
import { type OpenList, openList, type RowTeller, rowsIn } from './open-list.ts';
import { type PlanPart, planPart } from './plan-import.ts';
import { PreparedImport } from './prepared-import.ts';
import type { ColumnValues, HashedRow } from './staged-row.ts';

/** Which rows an import wrote, and what else it touches by them. */
export interface ImportChanges {
  readonly ids: readonly number[];
  /** Schools of imported gates, old and new. */
  readonly schools: readonly number[];
  /** Boxes of imported roads, old and new. */
  readonly boxes: readonly LngLatBounds[];
}

/** One kind of a list as it was written. */
export interface AppliedPart {
  readonly as: ImportKind;
  readonly batch: number;
  /** Updated rows as they were. */
  readonly before: readonly ColumnValues[];
  readonly changed: ImportChanges;
}

export interface AppliedImport {
  readonly columns: readonly string[];
  readonly map: ColumnMap;
  readonly result: ImportResult;
  /** Null for a long list that was written as it came. */
  readonly plans: readonly PlanPart[] | null;
  readonly parts: readonly AppliedPart[];
  readonly problems: readonly ImportProblem[];
  /** The name that stands in a row of the list; empty where the list is not kept. */
  readonly rows: RowTeller;
}

/** Rows written between two looks at cancellation, while others are answered. */
const UPDATES_OF_A_SLICE = 200;
const LISTINGS_OF_A_SLICE = 20_000;

/** Imports a file: each kind in it as a batch of its own, a later kind resting on the earlier ones. */
export async function applyImport(
  context: CommandContext,
  file: ChosenFile,
  options: ImportOptions,
): Promise<AppliedImport> {
  const started = performance.now();
  const prepared = context.prepared instanceof PreparedImport ? context.prepared.take(file, options) : null;
  const list = prepared?.list ?? (await openList(context, context.db, file, options));
  const plans: PlanPart[] = [];
  const parts: AppliedPart[] = [];
  for (const kind of list.kinds) {
    const plan = prepared?.plan ?? (await planPart(context, context.db, list, kind));
    plans.push(plan);
    parts.push(await applyPart(context, list, plan, file, options, parts[0]?.batch ?? null));
  }
  const batch = parts[0]?.batch ?? 0;
  return {
    columns: list.table.columns,
    map: list.map,
    result: summarize(list, plans.map(countPart), options.as, batch, Math.round(performance.now() - started)),
    plans,
    parts,
    problems: plans.flatMap(({ problems }) => problems),
    rows: rowsIn(list),
  };
}

async function applyPart(
  context: CommandContext,
  list: OpenList,
  plan: PlanPart,
  file: ChosenFile,
  options: ImportOptions,
  partOf: number | null,
): Promise<AppliedPart> {
  const { db, now, actor, workspace } = context;
  const { insertMany } = workspace.database;
  const source = sourceOf(list.table.columns, list.map, plan.as, options);
  const vanished = (await findVanished(db, plan, source))?.ids ?? [];
  const { unlocated: _, ...counts } = countPart(plan);
  const batch = await insertBatch(db, {
    ...batchOf(context, file, options, list),
    ...{ kind: plan.as, source, partOf, vanished: vanished.length },
    ...counts,
  });
  keepOverwritten(
    insertMany,
    batch,
    plan.updated.map(({ before }) => before),
  );
  const ids = await writeRows(context, plan, batch);
  if (plan.as === 'hazards') await tellListed(context, ids, file.name);
  await writeListings(context, plan, batch, ids);
  insertProblems(insertMany, batch, plan.problems, cellsOf(list, plan.problems));
  if (plan.licences) {
    const added = new Map(plan.added.map((row, i) => [row, ids[i] ?? 0]));
    await writeLicences(context, plan.licences, batch, (row) => added.get(row) ?? 0);
  }
  if (plan.as === 'venues') {
    recordChanges(insertMany, { batch, at: now.toISOString(), actor }, plan.updated);
    await markVanished(db, batch, vanished);
  }
  const values = [
    ...plan.updated.flatMap(({ before, row }) => [before, row.values]),
    ...plan.added.map((row) => row.values),
  ];
  return {
    as: plan.as,
    batch,
    before: plan.updated.map(({ before }) => before),
    changed: changesOf([...plan.updated.map(({ id }) => id), ...ids], values),
  };
}

/** What all parts of a file are known by. */
function batchOf({ now, actor }: CommandContext, file: ChosenFile, options: ImportOptions, list: OpenList) {
  const { table, preset, unread } = list;
  return {
    fileName: file.name,
    fileHash: table.fileHash,
    importedAt: now.toISOString(),
    importedBy: actor,
    columns: JSON.stringify(table.columns),
    unread: writeStored('batches.unread', [...unread]),
    options: keptOptions(options, list),
    preset,
  };
}

/** Writes what changes and what is new. Returns the ids of the new rows. */
async function writeRows(
  { db, workspace, progress, today }: CommandContext,
  plan: PlanPart,
  batch: number,
): Promise<number[]> {
  const table = tableOfKind(plan.as);
  const { updated } = plan;
  const added = plan.as === 'hazards' ? await withCodes(db, plan.added, today) : plan.added;
  const total = added.length + updated.length;
  const lastId = await lastIdOf(db, table);
  const columns = Object.keys(toColumns(added[0], table, batch));
  // A slice ends where a block of seals does: no block is sealed twice.
  const first = ROWS_OF_A_SLICE - ((lastId + 1) % ROWS_OF_A_SLICE);
  for (let start = 0; start < added.length; start += start === 0 ? first : ROWS_OF_A_SLICE) {
    await progress.report('写入', start, total);
    const end = start === 0 ? first : start + ROWS_OF_A_SLICE;
    const rows = added.slice(start, end).map((row) => {
      const values = toColumns(row, table, batch);
      return columns.map((column) => values[column] ?? null);
    });
    workspace.database.insertMany(table, columns, rows);
  }
  for (const [index, { id, row, before, set }] of updated.entries()) {
    if (index % UPDATES_OF_A_SLICE === 0) await progress.report('写入', added.length + index, total);
    const seen: ColumnValues =
      plan.as === 'campuses'
        ? {}
        : { identity: identityAfter(before, row), contentHash: row.contentHash, batchId: batch };
    await updateRow(db, table, id, { ...set, ...seen });
  }
  return added.map((_, i) => lastId + 1 + i);
}

/** Lists what was stored before and what is new, whose ids follow one another. */
async function writeListings(
  { db, workspace, progress }: CommandContext,
  plan: PlanPart,
  batch: number,
  added: readonly number[],
): Promise<void> {
  const { insertMany, insertListings } = workspace.database;
  const known = [...listings(batch, plan)];
  await insertListings(batch, async () => {
    for (let start = 0; start < known.length; start += LISTINGS_OF_A_SLICE) {
      await progress.breathe();
      const some = known.slice(start, start + LISTINGS_OF_A_SLICE);
      insertMany('listings', ['batchId', 'placeId', 'outcome'], some);
    }
    for (let start = 0; start < added.length; start += LISTINGS_OF_A_SLICE) {
      await progress.breathe();
      await listAdded(db, batch, added.slice(start, start + LISTINGS_OF_A_SLICE));
    }
  });
}

/**
 * A place keeps its code where a list names it only by its name, or by the identity of a venue that was merged into it.
 */
function identityAfter(before: ColumnValues, row: HashedRow): string {
  const known = String(before.identity ?? '');
  return known !== '' && isCodeIdentity(known) ? known : row.identity;
}

/** Each row that was stored before and that the list names, once, with what the batch did to it. */
function* listings(
  batch: number,
  { updated, unchanged }: PlanPart,
): Iterable<readonly [number, number, number]> {
  const seen = new Set<number>();
  const entries = [
    ...updated.map(({ id }) => ({ id, outcome: listingOutcome.updated })),
    ...unchanged.map(({ id }) => ({ id, outcome: listingOutcome.unchanged })),
  ];
  for (const { id, outcome } of entries) {
    if (id === null || seen.has(id)) continue;
    seen.add(id);
    yield [batch, id, outcome];
  }
}

function cellsOf({ rows }: OpenList, problems: readonly ImportProblem[]): Map<number, readonly string[]> {
  const numbers = new Set(problems.map(({ row }) => row));
  return new Map(rows.flatMap(({ number, cells }) => (numbers.has(number) ? [[number, cells]] : [])));
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
    const box = pointsIn(geometry).reduce<LngLatBounds | null>(extendBounds, null);
    return box ? [box] : [];
  });
}

/** What a new row holds where its list does not say. */
const blanks: Partial<Record<ImportTable, ColumnValues>> = {
  schools: {
    schoolCode: '',
    address: '',
    phone: '',
    openedOn: null,
    lng: null,
    lat: null,
    positionSource: null,
    boundary: null,
    boundarySource: null,
  },
  facilities: { state: '完好', body: '', checkedOn: null },
};

function toColumns(row: HashedRow | undefined, table: ImportTable, batch: number): ColumnValues {
  return {
    ...blanks[table],
    ...row?.values,
    identity: row?.identity ?? '',
    contentHash: row?.contentHash ?? '',
    batchId: batch,
    ...(returns(table) && { uid: newUid() }),
  };
}
