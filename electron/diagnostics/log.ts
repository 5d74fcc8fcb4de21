import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { CodedError } from '#shared/contract/errors.ts';
import { stackFrames } from '#shared/contract/stack-frames.ts';

/** Size at which a log is put aside, and how many of those are kept. */
const LARGEST = 2 * 2 ** 20;
const KEPT = 3;

export type LogFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * What the program did, for whoever looks after it. Only names of events, codes, counts and times are written:
 * no names, numbers or words that were entered, and no folders of a person.
 */
export class Log {
  readonly folder: string | null;
  readonly #logger: ReturnType<typeof electronLog.create> | null;

  /** Writes to `NAME.log` in a folder; nowhere without one. */
  constructor(name: string, folder: string | null) {
    this.folder = folder;
    if (folder === null) {
      this.#logger = null;
      return;
    }
    mkdirSync(folder, { recursive: true });
    const logger = electronLog.create({ logId: name });
    logger.transports.console.level = false;
    const { file } = logger.transports;
    file.resolvePathFn = () => join(folder, `${name}.log`);
    file.maxSize = LARGEST;
    file.format = '{iso} {level} {text}';
    file.archiveLogFn = () => rotate(folder, name);
    this.#logger = logger;
  }

  note(event: string, facts: LogFacts = {}): void {
    this.#logger?.info(line(event, facts));
  }

  /** A failure by its code, or by its kind and where in the program it came from; never by its words. */
  failure(event: string, error: unknown, facts: LogFacts = {}): void {
    if (error instanceof CodedError) this.#logger?.warn(line(event, { ...facts, code: error.code }));
    else this.#logger?.error(line(event, { ...facts, ...kindOf(error), frames: stackFrames(error) }));
  }
}

function line(event: string, facts: LogFacts): string {
  return JSON.stringify({ event, ...facts });
}

/** SQLite tells by a code what is wrong; other errors may carry what was entered in their message. */
export function kindOf(error: unknown): { readonly kind: string; readonly code: string } {
  if (!(error instanceof Error)) return { kind: typeof error, code: '' };
  return { kind: error.name, code: 'code' in error ? String(error.code) : '' };
}

function rotate(folder: string, name: string): void {
  const file = (n: number) => join(folder, n === 0 ? `${name}.log` : `${name}.${n}.log`);
  rmSync(file(KEPT), { force: true });
  for (let n = KEPT - 1; n >= 0; n--) {
    try {
      renameSync(file(n), file(n + 1));
    } catch {
      // It is not there yet.
    }
  }
}
