import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { dayOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { isDiskFault } from '../../db/engine/faults.ts';
import type { DatabaseLog } from '../../db/engine/open.ts';
import { lastEntryHash } from '../../db/journal/audit.ts';
import { readMeta } from '../../db/schema/meta.ts';
import type { Clock } from '../../platform/clock.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { copyNew } from '../backups/automatic.ts';
import { refuseDamaged } from '../backups/refuse-damaged.ts';
import {
  ATTACHMENTS,
  BASE,
  beganAt,
  copyFolderName,
  lastSeriesName,
  listSeries,
  momentLine,
  momentsPath,
  type Series,
  seriesName,
} from './copy-layout.ts';
import { type Copied, copyLog } from './log-copy.ts';
import { pruneSeries } from './prune-series.ts';

/** How long after a change it is copied, so that several go at once. */
const PAUSE_MS = 1000;
/** How often a place that is gone is looked for. */
const AGAIN_MS = 10_000;
/** A log is taken over into the database once it is so long, and all of it is copied. */
const LONG_LOG = 4 * 2 ** 20;

/** The series that is being written. */
interface OpenSeries {
  readonly path: string;
  readonly day: string;
  copied: Copied | null;
  /** Files of the workspace that were written before the last round; null before the first one. */
  files: number | null;
}

/** How the second copy stands. */
export interface CopyState {
  /** When the copy was last like the workspace; null before the first time. */
  readonly at: Date | null;
  /** Whether something was changed since. */
  readonly waits: boolean;
  readonly trouble: CodedError | null;
  /** The first moment that can be had again. */
  readonly since: string | null;
}

/** The service, as far as the second copy needs it. */
export interface CopiedFrom {
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** Runs a task between commands. */
  between<T>(task: () => Promise<T>): Promise<T>;
  /** Hears when the copy stops or goes on. */
  onTurn(): void;
}

/**
 * Keeps a second copy of an open workspace in a folder elsewhere, seconds behind it: a whole copy of the database, then
 * what is committed to its log. It costs a command nothing but the reading of what that wrote.
 */
export class SecondCopy {
  readonly #from: CopiedFrom;
  readonly #place: string;
  readonly #log: DatabaseLog;
  readonly #isKeptByItself: boolean;
  #series: OpenSeries | null = null;
  #timer: NodeJS.Timeout | undefined;
  #copying: Promise<void> | null = null;
  #changes = 0;
  #hasEnded = false;
  #state: CopyState = { at: null, waits: true, trouble: null, since: null };

  /**
   * `place` is the folder that the office named; the workspace gets one of its own within it. Where it is not kept by
   * itself it is copied when it is asked to: for simulations, whose moments are chosen.
   */
  constructor(from: CopiedFrom, place: string, isKeptByItself = true) {
    this.#from = from;
    this.#place = place;
    this.#isKeptByItself = isKeptByItself;
    this.#log = from.workspace.database.log;
    this.#soon(PAUSE_MS);
  }

  isOf(workspace: Workspace, place: string | null): boolean {
    return this.#from.workspace === workspace && this.#place === place;
  }

  get state(): CopyState {
    return this.#state;
  }

  /** Something was committed: it is copied a little later. */
  noteChange(): void {
    this.#changes += 1;
    this.#state = { ...this.#state, waits: true };
    if (this.#state.trouble === null) this.#soon(PAUSE_MS);
  }

  /** Copies at once what waits. */
  async copyNow(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#copying;
    if (this.#state.waits) await this.#copy();
  }

  /** Copies what is left and lets the log go. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.copyNow();
    this.#leaveSeries();
  }

  #soon(ms: number): void {
    if (this.#timer !== undefined || this.#hasEnded || !this.#isKeptByItself) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#copying ??= this.#copy().finally(() => {
        this.#copying = null;
      });
    }, ms);
    this.#timer.unref();
  }

  /** One round; what fails is kept as the state and tried again. */
  async #copy(): Promise<void> {
    const before = this.#state.trouble?.code;
    const changes = this.#changes;
    try {
      await this.#round();
      const waits = this.#changes !== changes;
      this.#state = { ...this.#state, at: this.#from.clock.now(), waits, trouble: null };
      if (waits) this.#soon(PAUSE_MS);
    } catch (error) {
      this.#leaveSeries();
      this.#state = { ...this.#state, waits: true, trouble: troubleOf(error, this.#place) };
      this.#soon(AGAIN_MS);
    }
    if (this.#state.trouble?.code !== before) this.#from.onTurn();
  }

  async #round(): Promise<void> {
    const { workspace, clock } = this.#from;
    // A stick that is not there must not be made anew on the disk of the workspace.
    if (!existsSync(this.#place)) throw new CodedError('COPY_PLACE_GONE', { path: this.#place });
    const folder = await copyFolderOf(workspace, this.#place);
    const day = dayOf(clock.now());
    if (this.#series === null && (await this.#isWholeAlready(folder))) return;
    const series = this.#series?.day === day ? this.#series : await this.#begin(folder, day);
    await this.#follow(series);
    const { written } = workspace.attachments;
    if (series.files !== written) copyNew(join(workspace.directory, ATTACHMENTS), join(folder, ATTACHMENTS));
    series.files = written;
    if ((series.copied?.bytes ?? 0) > LONG_LOG)
      await this.#from.between(async () => {
        await this.#follow(series);
        this.#log.takeOver();
      });
  }

  /** Whether the last copy of an earlier day holds all that the workspace holds: then nothing is begun before a change. */
  async #isWholeAlready(folder: string): Promise<boolean> {
    if (this.#changes > 0 || !existsSync(folder)) return false;
    const trail = await lastEntryHash(this.#from.workspace.database.reader);
    const known = listSeries(folder);
    this.#noteSince(known);
    return known[0]?.moments.at(-1)?.trail === trail;
  }

  /** A new series, begun with a whole copy that is checked before it counts. */
  async #begin(folder: string, day: string): Promise<OpenSeries> {
    const { workspace, clock } = this.#from;
    makePrivateFolder(join(folder, ATTACHMENTS));
    const path = freeSeries(folder, clock.now());
    makePrivateFolder(path);
    try {
      const beside = join(path, `.${BASE}.part`);
      const trail = await this.#from.between(async () => {
        this.#log.hold();
        this.#log.takeOver();
        await workspace.database.backup(beside);
        return await lastEntryHash(workspace.database.reader);
      });
      await refuseDamaged(beside);
      renameSync(beside, join(path, BASE));
      note(path, { log: 0, bytes: 0, trail }, clock.now());
    } catch (error) {
      // Half a series would lie there for ever.
      rmSync(path, { recursive: true, force: true });
      throw error;
    }
    this.#series = { path, day, copied: null, files: null };
    this.#noteSince(pruneSeries(folder, day));
    return this.#series;
  }

  /** Copies what was committed since, and notes the moment. */
  async #follow(series: OpenSeries): Promise<void> {
    const { database } = this.#from.workspace;
    const before = await lastEntryHash(database.reader);
    const copied = await copyLog(this.#log.path, series.path, series.copied);
    if (copied === null || copied === series.copied) return;
    const after = await lastEntryHash(database.reader);
    series.copied = copied;
    const moment = { log: copied.log, bytes: copied.bytes, trail: before === after ? after : null };
    note(series.path, moment, this.#from.clock.now());
  }

  /** A log that nobody copies is taken over as ever: what follows begins with a whole copy. */
  #leaveSeries(): void {
    this.#series = null;
    this.#log.letGo();
  }

  #noteSince(series: readonly Series[]): void {
    this.#state = { ...this.#state, since: series.at(-1)?.moments[0]?.at ?? null };
  }
}

/** The folder of a workspace's second copy within the place that was named. */
async function copyFolderOf({ database, name }: Workspace, place: string): Promise<string> {
  return join(place, copyFolderName(name, (await readMeta(database.reader, 'createdAt')) ?? ''));
}

/**
 * Series stand in the order of their names: one that is begun after the clock was set back has to stand behind those that
 * are there, or it would not be the last.
 */
function freeSeries(folder: string, now: Date): string {
  const name = seriesName(now);
  const last = lastSeriesName(folder);
  return join(
    folder,
    last === null || name > last ? name : seriesName(new Date(beganAt(last).getTime() + 1)),
  );
}

/** Whether both copies would be lost with one disk. */
export function isOnSameDisk(directory: string, place: string): boolean {
  const there = existsSync(place) ? place : dirname(place);
  return existsSync(there) && statSync(directory).dev === statSync(there).dev;
}

function note(series: string, moment: { log: number; bytes: number; trail: string | null }, now: Date): void {
  const path = momentsPath(series);
  appendFileSync(path, momentLine({ at: now.toISOString(), ...moment }), { mode: 0o600 });
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function troubleOf(error: unknown, path: string): CodedError {
  if (error instanceof CodedError) return error;
  if (isDiskFault(error)) return new CodedError('COPY_FULL', { path });
  return new CodedError('COPY_PLACE_GONE', { path });
}
