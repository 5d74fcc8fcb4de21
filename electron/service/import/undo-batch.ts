import { CodedError } from '#shared/contract/errors.ts';
import { type ImportKind, importKindSchema } from '#shared/contract/import.ts';
import { identityOfKept } from '#shared/registry/identity.ts';
import { tellRows } from '#shared/tables/table-nouns.ts';
import {
  type BatchRow,
  deferForeignKeys,
  findBatch,
  findParts,
  forgetBatch,
  markBatchUndone,
  removeRows,
  restoreRow,
  rowsOfBatch,
  selectOverwritten,
} from '../db/queries/batch-undo.ts';
import { heldColumns } from '../db/queries/columns-held-by-hand.ts';
import { countResting } from '../db/queries/dependents.ts';
import { removeListedSteps } from '../db/queries/hazard-steps.ts';
import { removeSelfChecks } from '../db/queries/self-checks.ts';
import { unmarkVanished } from '../db/queries/vanished-venues.ts';
import { tableOfKind } from '../db/schema/find-tables.ts';
import type { Write } from '../db/schema/schema.ts';
import type { ImportTable } from '../db/schema/table-facts.ts';
import type { ChangedLicence } from '../places/judging/reclassify.ts';
import { takeBackEvents } from './exchange/take-back-events.ts';
import { takeBackLicences } from './licences/take-back-licences.ts';

type Batch = NonNullable<Awaited<ReturnType<typeof findBatch>>>;

/** What undoing a batch did, and what it touches. */
export interface Undone {
  readonly batch: number;
  readonly as: ImportKind;
  /** Rows that the batch had added, as they were. */
  readonly removed: readonly BatchRow[];
  /** Rows that the batch had overwritten, as it had left them. */
  readonly overwritten: readonly BatchRow[];
  /** The same rows as they are again. */
  readonly restored: readonly BatchRow[];
  /** Licences that are gone or otherwise again: what they were for spoke for the kinds of their venues. */
  readonly licences: readonly ChangedLicence[];
}

const NO_LICENCES: Pick<Undone, 'licences'> & { readonly reasons: readonly string[] } = {
  reasons: [],
  licences: [],
};

/**
 * Takes back a batch: removes what it added, restores what it overwrote. A file that was told apart into
 * several batches goes as a whole, the last of them first.
 * Errors: BATCH_UNKNOWN, BATCH_UNDONE, BATCH_DEPENDED where something since rests on it.
 */
export async function undoFile(db: Write, wanted: number | null, at: string): Promise<Undone[]> {
  const batch = await findBatch(db, wanted);
  if (!batch) throw new CodedError('BATCH_UNKNOWN', { id: wanted ?? '' });
  if (batch.undoneAt !== null) throw new CodedError('BATCH_UNDONE', { id: batch.id });
  const parts = await findParts(db, batch.partOf ?? batch.id);
  const undone: Undone[] = [];
  for (const part of parts) undone.push(await undoBatch(db, part, at));
  return undone;
}

async function undoBatch(db: Write, batch: Batch, at: string): Promise<Undone> {
  const as = importKindSchema.parse(batch.kind);
  const table = tableOfKind(as);
  const before = namedByToday(table, await selectOverwritten(db, batch.id));
  const current = await rowsOfBatch(db, table, batch.id, [...before.keys()]);
  const added = current.filter(({ id, batchId }) => batchId === batch.id && !before.has(id));
  // First of all: what is left of licences afterwards was entered for itself, and keeps its venue.
  const { reasons: ofLicences, licences } =
    as === 'venues' ? await takeBackLicences(db, batch.id) : NO_LICENCES;
  const reasons = as === 'hazards' ? await takeBackEvents(db, batch.id) : ofLicences;
  if (as === 'hazards') {
    await removeListedSteps(
      db,
      added.map(({ id }) => id),
    );
    await removeSelfChecks(db, batch.id);
  }
  const overwritten = current.filter(({ id }) => before.has(id));
  await refuseDepended(db, table, as, batch.id, added, overwritten, before, reasons);
  await deferForeignKeys(db);
  await unmarkVanished(db, batch.id);
  await forgetBatch(db, table, batch.id, added);
  await removeRows(
    db,
    table,
    added.map(({ id }) => id),
  );
  for (const row of before.values()) await restoreRow(db, table, row);
  await markBatchUndone(db, batch.id, at);
  return { batch: batch.id, as, removed: added, overwritten, restored: [...before.values()], licences };
}

/** Rows as they were, named by the rule of today: an older program may have kept them. */
function namedByToday(table: ImportTable, rows: ReadonlyMap<number, BatchRow>): Map<number, BatchRow> {
  // Hazards are named by the source's number, which no rule changes.
  if (table === 'hazards') return new Map(rows);
  return new Map([...rows].map(([id, row]) => [id, { ...row, identity: identityOfKept(table, row) }]));
}

/** Errors: BATCH_DEPENDED with what rests on the batch. */
async function refuseDepended(
  db: Write,
  table: ImportTable,
  as: ImportKind,
  batch: number,
  added: readonly BatchRow[],
  overwritten: readonly BatchRow[],
  before: ReadonlyMap<number, BatchRow>,
  known: readonly string[],
): Promise<void> {
  const resting = await countResting(
    db,
    table,
    added.map(({ id }) => id),
  );
  const reasons = [...tellRows(resting), ...known];
  // A campus import leaves its mark on the boundary only, not on the school's row.
  const later = as === 'campuses' ? [] : overwritten.filter(({ batchId }) => batchId !== batch);
  if (later.length > 0) reasons.push(`${later.length} 行已被后来的名单更新，请先撤销后来的批次`);
  const edited = [
    ...added.filter(({ held }) => typeof held === 'string' && held !== '[]'),
    ...overwritten.filter((row) => isEditedSince(before.get(row.id), row)),
  ];
  if (edited.length > 0) reasons.push(`${edited.length} 行已手工修改`);
  if (reasons.length > 0) throw new CodedError('BATCH_DEPENDED', { id: batch, reasons: reasons.join('；') });
}

/** Whether somebody has changed a row by hand since a list overwrote it: a list leaves alone what is held. */
function isEditedSince(before: BatchRow | undefined, now: BatchRow): boolean {
  // Addresses have no column `held`, and rows that were kept by older versions may not have it either.
  const [held, heldNow] = [before?.held, now.held].map((text) => (typeof text === 'string' ? text : '[]'));
  if (held === undefined || held !== heldNow) return true;
  return heldColumns(held).some((column) => before?.[column] !== now[column]);
}
