import { copyFileSync, lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { lookAtDatabase } from '../../db/engine/database-aside.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { settle } from '../../db/engine/migrate.ts';
import { openReader } from '../../db/engine/open-reader.ts';
import { takeOverLog } from '../../db/engine/take-over-log.ts';
import { lastEntryHash } from '../../db/journal/audit.ts';
import { copyNew } from '../backups/automatic.ts';
import { restoreInto } from '../backups/restore-into.ts';
import { ATTACHMENTS, BASE, liesIn, listSeries, logName, type Moment, type Series } from './copy-layout.ts';

/** A whole second copy at one moment. */
interface Found {
  readonly series: Series;
  readonly moment: Moment;
}

/** The last moment of a second copy up to a time. Errors: COPY_UNKNOWN, COPY_LATER. */
function findMoment(folder: string, until: Date | null): Found {
  const all = listSeries(folder);
  if (all.length === 0) throw new CodedError('COPY_UNKNOWN', { path: folder });
  for (const series of all) {
    const moment = series.moments.findLast(({ at }) => until === null || new Date(at) <= until);
    if (moment) return { series, moment };
  }
  throw new CodedError('COPY_LATER', { from: all.at(-1)?.moments[0]?.at ?? '' });
}

/**
 * Makes a workspace folder of a second copy as it was at a time, or as it was last. What was in the folder is kept under
 * another name. Errors: those of `findMoment`, COPY_ONTO, COPY_DAMAGED, WORKSPACE_IN_USE, DISK_WRITE.
 */
export async function restoreCopy(
  folder: string,
  directory: string,
  { until, now }: { readonly until: Date | null; readonly now: Date },
): Promise<{ at: string; before: string | null }> {
  // What is restored would take the place of what it is restored from.
  if (liesIn(folder, directory)) throw new CodedError('COPY_ONTO', { path: directory });
  const found = findMoment(folder, until);
  const { before } = await restoreInto(directory, now, async (staging) => {
    await layDatabase(found, staging);
    copyNew(join(folder, ATTACHMENTS), join(staging, ATTACHMENTS));
  });
  return { at: found.moment.at, before };
}

/** The database of one moment: the whole copy, with the logs after it taken over one after another. */
async function layDatabase({ series, moment }: Found, staging: string): Promise<void> {
  const file = join(staging, DATABASE_FILE);
  const damaged = (reason: string) => new CodedError('COPY_DAMAGED', { path: basename(series.path), reason });
  const names = [BASE, ...Array.from({ length: moment.log }, (_, i) => logName(i + 1))];
  const missing = names.find((name) => !isRegular(join(series.path, name)));
  if (missing !== undefined) throw damaged(`${missing} 不在`);
  copyFileSync(join(series.path, BASE), file);
  // A copy from elsewhere is looked at in a process that can be killed, before this one reads a page of it.
  await lookAtDatabase(file, 'whole', undefined);
  for (let log = 1; log <= moment.log; log++) {
    // How far a log reached at the moment, or when the next one was begun.
    const { bytes } =
      log === moment.log ? moment : (series.moments.findLast((each) => each.log === log) ?? { bytes: 0 });
    if (bytes === 0) continue;
    const isWhole = takeOverLog(file, readFileSync(join(series.path, logName(log))).subarray(0, bytes));
    if (!isWhole) throw damaged('变更记录不完整');
  }
  settle(file);
  const { integrity } = await lookAtDatabase(file, 'whole', undefined);
  if (integrity !== 'ok') throw damaged(integrity.slice(0, 200));
  if (moment.trail !== null && (await trailIn(staging)) !== moment.trail)
    throw damaged('操作记录与当时的不符');
}

/** A link in a folder from elsewhere would bring in a file from another one. */
function isRegular(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function trailIn(directory: string): Promise<string | null> {
  const opened = openReader(directory);
  try {
    return await lastEntryHash(opened.db);
  } finally {
    await opened.close();
  }
}
