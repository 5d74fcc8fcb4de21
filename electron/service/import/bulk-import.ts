import type { ImportOptions } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { readAdoptions } from '../db/queries/adoptions.ts';
import {
  createIndexes,
  dropIndexes,
  insertBatch,
  insertProblems,
  lastIdOf,
  listAdded,
  markArea,
  selectAddresses,
  updateBatch,
} from '../db/queries/imports.ts';
import { selectKindsOfBatch } from '../db/queries/licences.ts';
import { readWordings } from '../db/queries/wordings.ts';
import type { NewRow, Read } from '../db/schema/schema.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import { heedLicences } from '../places/judging/reclassify.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import { newUid } from '../platform/new-uid.ts';
import type { CommandContext } from '../workspace/context.ts';
import { allPresets } from './all-presets.ts';
import type { AppliedImport } from './apply-import.ts';
import { hashesOf, unpacked } from './bulk-block.ts';
import type {
  BulkBlock,
  BulkColumn,
  BulkInput,
  BulkMessage,
  BulkValue,
  CellsRequest,
  HashedBlock,
} from './bulk-messages.ts';
import { type PartCounts, summarize } from './count-parts.ts';
import { BulkLicences, type LicensedRows } from './licences/bulk-licences.ts';
import { keptOptions, sourceOf } from './list-system.ts';
import { ListThread } from './list-thread.ts';
import { loadDistrict } from './load-district.ts';
import { isLongList } from './long-text.ts';
import { findHeaped, findStacked, pointKey, STACKED_MARK } from './mark-stacked.ts';
import { countProblems, problem } from './row-problem.ts';

type BulkThread = ListThread<BulkMessage>;
type Told<Kind> = Extract<BulkMessage, { kind: Kind }>;

/** Whether a list goes into an empty table of venues and is long: nothing has to be compared, only checked. */
export async function isBulk(db: Read, file: ChosenFile, options: ImportOptions): Promise<boolean> {
  // The reference system must be known before the first row is read.
  if (options.as !== 'venues' || options.crs === 'auto' || options.crs === null) return false;
  if (options.skipRows.length > 0 || options.repairs.length > 0) return false;
  return isLongList(file) && (await lastIdOf(db, 'venues')) === 0;
}

/**
 * Imports a long list: another thread reads and checks it piece by piece, this one writes what it sends.
 * Null where it cannot be read in pieces. Errors: those of an import.
 */
export async function bulkImport(
  context: CommandContext,
  file: ChosenFile,
  options: ImportOptions,
): Promise<AppliedImport | null> {
  const { db, workspace } = context;
  const started = performance.now();
  const input: BulkInput = {
    file,
    options,
    presets: await allPresets(db, workspace.catalogue),
    kinds: workspace.catalogue.kinds,
    wordings: await readWordings(db),
    adoptions: await readAdoptions(db),
    district: await loadDistrict(db),
    written: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
  };
  const thread = new ListThread<BulkMessage>('bulk-worker', file, input);
  try {
    const opened = await thread.next(['opened', 'unsuited']);
    if (opened.kind === 'unsuited') return null;
    const batch = await insertBatch(db, batchOf(context, file, options, opened));
    const writer = new BulkWriter(context, batch);
    const indexes = await dropIndexes(db, 'venues');
    const done = await writer.write(thread, opened.guess, new Int32Array(input.written));
    await createIndexes(db, indexes);
    const { counts, problems, unread } = await writer.finish(thread, done);
    await heedLicences(context, await selectKindsOfBatch(db, batch), null);
    return {
      columns: opened.columns,
      map: opened.map,
      result: summarize({ ...opened, unread }, [counts], 'venues', batch, elapsed(started)),
      plans: null,
      parts: [{ as: 'venues', batch, before: [], changed: { ids: writer.ids, schools: [], boxes: [] } }],
      problems,
      rows: { name: () => '', field: () => '' },
    };
  } finally {
    await thread.end();
  }
}

/** Writes rows as they come, each once, and keeps of them what is needed to find heaps of rows on one point. */
class BulkWriter {
  readonly #context: CommandContext;
  readonly #batch: number;
  readonly #seen = new Set<string>();
  readonly #numbers: number[] = [];
  readonly #points: (number | null)[] = [];
  #licences: BulkLicences | null = null;
  #repeated = 0;
  #unlocated = 0;

  constructor(context: CommandContext, batch: number) {
    this.#context = context;
    this.#batch = batch;
  }

  /** Ids of the rows written: the table was empty. */
  get ids(): number[] {
    return this.#numbers.map((_, i) => i + 1);
  }

  async write(thread: BulkThread, guess: number, written: Int32Array): Promise<Told<'done'>> {
    const { workspace, progress } = this.#context;
    for (;;) {
      const told = await thread.next(['rows', 'done']);
      if (told.kind === 'done') return told;
      // Where licences follow, both need the hashes.
      const rows = unpacked(told);
      const block = { ...rows, hashes: told.hashes ?? (told.licences ? hashesOf(rows) : null) };
      const same = { ...told.same, batchId: this.#batch };
      workspace.database.insertMany(
        'venues',
        [...told.columns, 'contentHash', 'uid'],
        this.#fresh(block),
        same,
      );
      if (told.licences) this.#takeLicences(block.hashes ?? [], block.numbers, told.licences);
      Atomics.add(written, 0, 1);
      Atomics.notify(written, 0);
      await progress.report('检查并写入', told.done, Math.max(told.done, guess));
    }
  }

  #takeLicences(
    hashes: readonly string[],
    numbers: readonly number[],
    licences: LicensedRows['licences'],
  ): void {
    this.#licences ??= new BulkLicences(this.#context.workspace.database.insertMany, this.#batch);
    this.#licences.take({ hashes, numbers, licences });
  }

  /**
   * Rows that were not seen yet, with their batch. Their hash also covers the columns that identify a venue, so rows
   * with equal hashes are about one venue.
   */
  *#fresh(block: HashedBlock): Iterable<readonly BulkValue[]> {
    const { columns, values, numbers } = block;
    const lngOf = columnOf(block, 'lng');
    const latOf = columnOf(block, 'lat');
    const hashes = block.hashes ?? hashesOf(block);
    for (let i = 0; i < numbers.length; i++) {
      const lng = lngOf(i);
      if (lng === null) this.#unlocated += 1;
      const before = this.#seen.size;
      const contentHash = hashes[i] ?? '';
      if (this.#seen.add(contentHash).size === before) {
        this.#repeated += 1;
        continue;
      }
      this.#numbers.push(numbers[i] ?? 0);
      this.#points.push(pointKey(lng, latOf(i)));
      const row = values.slice(i * columns.length, (i + 1) * columns.length);
      row.push(contentHash, newUid());
      yield row;
    }
  }

  /** Marks heaps, keeps problems and listings, and completes the batch. */
  async finish(
    thread: BulkThread,
    { rows, fileHash, unread, problems: told, problemCells }: Told<'done'>,
  ): Promise<Pick<Told<'done'>, 'unread'> & { counts: PartCounts; problems: ImportProblem[] }> {
    const { db, workspace } = this.#context;
    const found = [...(await this.#markStacked()), ...(this.#licences?.problems ?? [])];
    const problems = [...told, ...found];
    const cells = new Map(problemCells);
    if (found.length > 0) {
      thread.ask({ rows: found.map(({ row: number }) => number) } satisfies CellsRequest);
      for (const [row, own] of (await thread.next(['cells'])).cells) cells.set(row, own);
    }
    insertProblems(workspace.database.insertMany, this.#batch, problems, cells);
    await workspace.database.insertListings(this.#batch, () => listAdded(db, this.#batch, this.ids));
    const stored = {
      rows,
      added: this.#numbers.length,
      updated: 0,
      unchanged: this.#repeated,
      ...countProblems(problems),
    };
    await updateBatch(db, this.#batch, {
      ...stored,
      fileHash,
      unread: writeStored('batches.unread', [...unread]),
    });
    return { counts: { ...stored, unlocated: this.#unlocated }, problems, unread };
  }

  /** Rows that share a point with many others at other addresses stand for an area. */
  async #markStacked(): Promise<ImportProblem[]> {
    const { db } = this.#context;
    const keyOf = (i: number) => this.#points[i] ?? null;
    const heaped = findHeaped(this.#points.length, keyOf);
    if (heaped.length === 0) return [];
    const addresses = await selectAddresses(
      db,
      heaped.map((i) => i + 1),
    );
    const stacked = findStacked(this.#points.length, keyOf, (i) => addresses.get(i + 1) ?? '');
    await markArea(
      db,
      [...stacked.keys()].map((i) => i + 1),
      STACKED_MARK,
    );
    return [...stacked].map(([i, count]) =>
      problem({ number: this.#numbers[i] ?? 0 }, 'lngLat', 'POSITION_STACKED', String(count)),
    );
  }
}

/** Reads a column of the rows in a block, by their place in it. */
function columnOf({ columns, values, same }: BulkBlock, column: BulkColumn): (row: number) => BulkValue {
  const at = columns.indexOf(column);
  const alike = same[column] ?? null;
  return at < 0 ? () => alike : (row) => values[row * columns.length + at] ?? null;
}

function batchOf(
  { now, actor }: CommandContext,
  file: ChosenFile,
  options: ImportOptions,
  opened: Told<'opened'>,
): NewRow<'batches'> {
  const { columns, map, preset } = opened;
  return {
    fileName: file.name,
    // Known when all of the file was read.
    fileHash: '',
    kind: 'venues',
    importedAt: now.toISOString(),
    importedBy: actor,
    columns: JSON.stringify(columns),
    options: keptOptions(options, opened),
    source: sourceOf(columns, map, 'venues', options),
    preset,
    rows: 0,
    added: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    warned: 0,
  };
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
