import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { inspectDatabase } from './integrity.ts';
import type { Depth } from './look.ts';
import { salvageDatabase } from './salvage.ts';

/** What a process that reads a database of elsewhere is asked for. */
export type DatabaseWork =
  | { readonly kind: 'look'; readonly path: string; readonly depth: Depth }
  | {
      readonly kind: 'salvage';
      readonly directory: string;
      readonly into: string;
      readonly backups: readonly string[];
    };

export const salvagedSchema = z.array(
  z.object({ table: z.string(), read: z.number(), held: z.number().nullable() }),
);

/** The answer to one piece of work: what was found, or the code of the error. */
export const workAnswerSchema = z.union([
  z.object({ found: z.unknown() }),
  z.object({ code: z.enum(['WORKSPACE_UNREADABLE', 'DISK_WRITE']) }),
]);
type WorkAnswer = z.infer<typeof workAnswerSchema>;

/** Does one piece of work, in a process of its own alone: SQLite may never come to an end of what it reads. */
export async function doDatabaseWork(work: DatabaseWork): Promise<WorkAnswer> {
  try {
    const found =
      work.kind === 'look'
        ? await inspectDatabase(work.path, work.depth)
        : await salvageDatabase(work.directory, work.into, work.backups);
    return { found };
  } catch (error) {
    const isDisk = error instanceof CodedError && error.code === 'DISK_WRITE';
    return { code: isDisk ? 'DISK_WRITE' : 'WORKSPACE_UNREADABLE' };
  }
}
