import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../../platform/path-inside.ts';

// How the second copy of a workspace lies in its folder: rows of changes upon whole copies, so that any moment between
// can be had again.
//
//   学安图第二份 名称 1a2b3c4d/
//     attachments/            each photo and file once
//     20261130T014512123Z/      begun with a whole copy of the database
//       base.sqlite
//       00001.wal …           what was written since, as SQLite's log holds it
//       moments.jsonl         how far the logs reached at which time

export const BASE = 'base.sqlite';
const MOMENTS = 'moments.jsonl';
export const ATTACHMENTS = 'attachments';
const SERIES = /^\d{8}T\d{9}Z$/;

const momentSchema = z.object({
  at: z.iso.datetime(),
  /** The log that was written last, and how much of it belongs to this moment; 0 for the whole copy alone. */
  log: z.number().int().min(0),
  bytes: z.number().int().min(0),
  /** The hash of the last entry of the audit trail; null where something was committed meanwhile. */
  trail: z.string().nullable(),
});
/** A moment at which the second copy was whole. */
export type Moment = z.infer<typeof momentSchema>;

/** A whole copy with what was written after it. */
export interface Series {
  readonly name: string;
  readonly path: string;
  /** The earliest first. */
  readonly moments: readonly Moment[];
}

/** The folder of one workspace within the place that the office named: its name, and what tells it from namesakes. */
export function copyFolderName(name: string, createdAt: string): string {
  const sign = createHash('sha256').update(createdAt).digest('hex').slice(0, 8);
  return `学安图第二份 ${name
    .replace(/[\\/:*?"<>|\s.]+/g, ' ')
    .trim()
    .slice(0, 40)} ${sign}`;
}

export const seriesName = (now: Date) => now.toISOString().replace(/[-:.]/g, '');
/** When a series was begun, by its name. */
export const beganAt = (name: string) =>
  new Date(name.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/, '$1-$2-$3T$4:$5:$6.$7Z'));
export const logName = (log: number) => `${String(log).padStart(5, '0')}.wal`;
export const momentLine = (moment: Moment) => `${JSON.stringify(moment)}\n`;
export const momentsPath = (series: string) => join(series, MOMENTS);

/** Whether a path is a folder or lies in it: the way from the one to the other does not lead out. */
export function liesIn(folder: string, path: string): boolean {
  return !/^\.\.(?:[/\\]|$)|^[a-z]:|^[/\\]/i.test(relative(folder, path));
}

/** The name of the series that was begun last, whether or not it is whole; null where none was. */
export function lastSeriesName(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => SERIES.test(name));
  return names.toSorted().at(-1) ?? null;
}

/** Every series of a second copy that holds a whole copy, the latest first. Errors: COPY_UNKNOWN. */
export function listSeries(folder: string): Series[] {
  if (!existsSync(folder)) throw new CodedError('COPY_UNKNOWN', { path: folder });
  return readdirSync(folder)
    .filter((name) => SERIES.test(name))
    .sort((a, b) => b.localeCompare(a))
    .map((name) => ({ name, path: pathInside(folder, name) }))
    .filter(({ path }) => existsSync(join(path, BASE)) && existsSync(momentsPath(path)))
    .map((each) => ({ ...each, moments: readMoments(each.path) }))
    .filter(({ moments }) => moments.length > 0);
}

/** A stick that was pulled out may have left the last line by half: what is before it holds. */
function readMoments(series: string): Moment[] {
  return readFileSync(momentsPath(series), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [momentSchema.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
}
