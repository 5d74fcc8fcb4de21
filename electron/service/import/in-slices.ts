import type { Progress } from '../workspace/context.ts';

/** What works on many rows lets others go on after so long, ms: nobody notices who waits so long for an answer. */
const SLICE_MS = 12;
/** The clock is looked at once in so many rows. */
const LOOK_EVERY = 16;

/** Rows of a table that are written at once; a multiple of what is sealed as one. */
export const ROWS_OF_A_SLICE = 1024;

/** Calls `each` for all rows, and lets others go on now and then. Errors: CANCELLED. */
export async function inSlices<Row>(
  rows: Iterable<Row>,
  { breathe }: Pick<Progress, 'breathe'>,
  each: (row: Row, index: number) => void,
): Promise<void> {
  let [index, began] = [0, performance.now()];
  for (const row of rows) {
    each(row, index);
    index += 1;
    if (index % LOOK_EVERY !== 0 || performance.now() - began < SLICE_MS) continue;
    await breathe();
    began = performance.now();
  }
}
