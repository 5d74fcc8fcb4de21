import { CodedError } from '#shared/contract/errors.ts';
import type { MeasuredNear } from '../../cache/places/near-places.ts';
import { MOST_MEMORY, startWorker } from '../../platform/worker-thread.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type SheetOfRows, writeSheet } from './write-sheet.ts';

/** Where a thread finds the rows that it is to write. */
export interface SheetRequest {
  readonly directory: string;
  readonly sheet: SheetOfRows;
  /** What was measured for the distance conditions of the rows. */
  readonly measured: readonly MeasuredNear[];
}

/** What the thread tells: how far it is, and at last the bytes. */
export type SheetMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly bytes: Uint8Array };

/** So many rows are written sooner than a thread begins. */
const FEW_ROWS = 3000;
/** Threads at once: the machine is there for all others too. */
const MOST_THREADS = 2;
/** How often a thread that says nothing is asked whether it is still wanted, ms. */
const LOOK_MS = 200;

type Context = Pick<QueryContext, 'db' | 'workspace' | 'progress'>;

/**
 * As `writeSheet`, of many rows in a thread of its own that reads by itself: others are served meanwhile, and it ends
 * where it is cancelled. Errors: CANCELLED, EXPORT_TOO_LARGE.
 */
export async function writeSheetAside(
  context: Context,
  sheet: SheetOfRows,
  fewRows = FEW_ROWS,
): Promise<Uint8Array> {
  const { workspace, db, progress } = context;
  const report = (done: number, total: number) => progress.report('导出', done, total);
  // What was saved of a damaged database lies elsewhere, and who reads by another reader than the workspace's, or with a
  // scope, may see less than a thread would.
  const total = await workspace.rowSets.count(sheet.request);
  const readsAll = workspace.isWhole && db === workspace.database.reader && workspace.damage === null;
  if (total <= fewRows || !readsAll)
    return await writeSheet(db, sheet, await workspace.rowSets.ids(sheet.request), report);
  const { directory } = workspace;
  const measured = workspace.near.measured(sheet.request.measured ?? []);
  return await takeTurns(() => writeInThread({ directory, sheet, measured }, (done) => report(done, total)));
}

let underWay = 0;
const waiting: (() => void)[] = [];

/** Does something once a thread is free. */
async function takeTurns<T>(task: () => Promise<T>): Promise<T> {
  if (underWay >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    return await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

async function writeInThread(
  request: SheetRequest,
  report: (done: number) => Promise<void>,
): Promise<Uint8Array> {
  const worker = startWorker('table-worker', MOST_MEMORY);
  const told: { done: number; bytes: Uint8Array | null; error: unknown } = {
    done: 0,
    bytes: null,
    error: null,
  };
  let wake: () => void = () => undefined;
  worker.on('message', (message: SheetMessage) => {
    if (message.kind === 'done') told.bytes = message.bytes;
    else told.done = message.done;
    wake();
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    told.error = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new CodedError('EXPORT_TOO_LARGE') : error;
    wake();
  });
  worker.postMessage(request);
  try {
    while (told.bytes === null) {
      await report(told.done);
      if (told.error) throw told.error;
      if (told.bytes === null) await untilWoken((resolve) => (wake = resolve));
    }
    return told.bytes;
  } finally {
    await worker.terminate();
  }
}

/** Until somebody is woken, or a little while. */
async function untilWoken(sleep: (wake: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LOOK_MS);
    sleep(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
