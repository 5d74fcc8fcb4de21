import { parentPort } from 'node:worker_threads';
import { regionLevels } from '#shared/tables/table-columns.ts';
import { type MeasuredNear, tellNear } from '../cache/places/near-places.ts';
import { PlaceCache } from '../cache/places/place-cache.ts';
import { openReader, type ReaderAside } from '../db/engine/open-reader.ts';
import { selectRowIds } from '../db/queries/table-query.ts';
import { writeSheet } from '../output/export/write-sheet.ts';
import type { SheetMessage, SheetRequest } from '../output/export/write-sheet-aside.ts';
import { letOthersFirst } from '../platform/others-first.ts';

function tell(message: SheetMessage, handOver: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handOver);
}

/** Writes a long table beside the thread that answers everybody. */
async function write({ directory, sheet, measured }: SheetRequest): Promise<void> {
  const reader = openReader(directory);
  try {
    await readRegionsFor(reader, JSON.stringify([sheet.columns, sheet.request]));
    readNearFor(reader, measured);
    const ids = await selectRowIds(reader.db, sheet.request);
    const bytes = await writeSheet(reader.db, sheet, ids, (done) => tell({ kind: 'progress', done }));
    tell({ kind: 'done', bytes }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
  } finally {
    await reader.close();
  }
}

/** Regions are looked up in memory: they are read where what is asked for names one of their levels. */
async function readRegionsFor(reader: ReaderAside, asked: string): Promise<void> {
  if (!regionLevels.some((level) => asked.includes(`"${level}"`))) return;
  const regions = await new PlaceCache(reader.db).regions();
  reader.readRegions({
    at: (level, lng, lat) => regions.at(level, lng, lat),
    ofSchool: (level, id) => regions.ofSchool(level, id),
  });
}

/** What is near was measured by who asked. */
function readNearFor(reader: ReaderAside, measured: readonly MeasuredNear[]): void {
  reader.readNear((number, ...asked) => {
    const found = measured.find((each) => each.number === number);
    if (!found) throw new RangeError(`no measuring ${number}`);
    return tellNear(found, ...asked);
  });
}

letOthersFirst();
// What was not foreseen ends the thread and is told by it.
parentPort?.once('message', (request: SheetRequest) => void write(request));
