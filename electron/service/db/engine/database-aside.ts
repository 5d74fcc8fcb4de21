import { rmSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { Damage } from '#shared/contract/workspace.ts';
import { ForeignReader, NoAnswer } from '../../platform/foreign-reader.ts';
import { type DatabaseWork, salvagedSchema, workAnswerSchema } from './database-work.ts';
import { DATABASE_FILE } from './file-names.ts';
import { type Depth, type Look, lookSchema } from './look.ts';
import { makeEmptyDatabase } from './salvage.ts';

/**
 * The time allowed, ms: a base, and a part for each MiB. That of the processor is many times what anything sound takes;
 * the other is for a disk that is slow and a machine that is busy: nobody else waits for it. Saving reads each row, and
 * again where it could not.
 */
const LOOK: Allowed = {
  cpu: { base: 5000, perMebibyte: 500, most: 300_000 },
  time: { base: 120_000, perMebibyte: 2000, most: 1_200_000 },
  memory: 512,
};
const SALVAGE: Allowed = {
  cpu: { base: 300_000, perMebibyte: 1000, most: 1_200_000 },
  time: { base: 600_000, perMebibyte: 2000, most: 2_400_000 },
  memory: Math.min(3072, Math.round(totalmem() / 2 ** 21)),
};

interface Allowed {
  readonly cpu: AllowedTime;
  readonly time: AllowedTime;
  /** MiB. */
  readonly memory: number;
}
interface AllowedTime {
  readonly base: number;
  readonly perMebibyte: number;
  readonly most: number;
}

/** What reading a database may take of the processor instead, ms: for tests. */
export type Patience = number | undefined;

/** A process that reads databases from elsewhere one after the other, and is started anew where it had to be killed. */
class DatabaseReader {
  #reader: ForeignReader | null = null;

  /** Errors: WORKSPACE_SILENT, WORKSPACE_UNREADABLE, DISK_WRITE. */
  async do(path: string, work: DatabaseWork, allowed: Allowed, patience?: Patience): Promise<unknown> {
    const limits = {
      mostCpu: patience ?? timeFor(path, allowed.cpu),
      longest: timeFor(path, allowed.time),
    };
    this.#reader ??= new ForeignReader('database-process', null, {
      mostCpu: allowed.cpu.base,
      longest: allowed.time.base,
      mostMemory: allowed.memory,
    });
    const reader = this.#reader;
    try {
      await reader.opened;
      const answer = workAnswerSchema.parse(await reader.ask(work, limits));
      if ('code' in answer) throw new CodedError(answer.code, { path });
      return answer.found;
    } catch (error) {
      if (error instanceof CodedError) throw error;
      this.close();
      if (error instanceof NoAnswer) throw new CodedError('WORKSPACE_SILENT', { path });
      throw error;
    }
  }

  close(): void {
    this.#reader?.close();
    this.#reader = null;
  }
}

function timeFor(path: string, { base, perMebibyte, most }: AllowedTime): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return Math.min(most, base + (size / 2 ** 20) * perMebibyte);
}

/**
 * What a database from elsewhere holds, found by a process that can be killed: reading it may never end, and whoever waits
 * may give it up. Errors: WORKSPACE_SILENT, WORKSPACE_UNREADABLE, CANCELLED, DISK_WRITE.
 */
export async function lookAtDatabase(
  path: string,
  depth: Depth,
  patience?: Patience,
  signal?: AbortSignal,
): Promise<Look> {
  const [found] = await lookAtDatabases([path], depth, patience, signal);
  if (found instanceof Error || found === undefined) throw found;
  return found;
}

/** The same of several; errors stand in their places. */
export async function lookAtDatabases(
  paths: readonly string[],
  depth: Depth,
  patience?: Patience,
  signal?: AbortSignal,
): Promise<(Look | CodedError)[]> {
  const reader = new DatabaseReader();
  const stop = () => reader.close();
  signal?.addEventListener('abort', stop);
  const looks: (Look | CodedError)[] = [];
  try {
    for (const path of paths)
      try {
        looks.push(lookSchema.parse(await reader.do(path, { kind: 'look', path, depth }, LOOK, patience)));
      } catch (error) {
        if (!(error instanceof CodedError)) throw signal?.aborted ? new CodedError('CANCELLED') : error;
        looks.push(error);
      }
    return looks;
  } finally {
    signal?.removeEventListener('abort', stop);
    reader.close();
  }
}

/**
 * Reads what can be read of a damaged database into a fresh one in another folder, see `salvageDatabase`. Where reading it
 * does not come to an end the fresh one is empty. Errors: DISK_WRITE.
 */
export async function salvageAside(
  directory: string,
  into: string,
  backups: readonly string[],
): Promise<Damage['tables']> {
  const reader = new DatabaseReader();
  const path = join(directory, DATABASE_FILE);
  try {
    const work = { kind: 'salvage', directory, into, backups } as const;
    return salvagedSchema.parse(await reader.do(path, work, SALVAGE));
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'DISK_WRITE') throw error;
    reader.close();
    for (const end of ['', '-journal', '-wal', '-shm'])
      rmSync(join(into, DATABASE_FILE + end), { force: true });
    return await makeEmptyDatabase(into);
  } finally {
    reader.close();
  }
}
