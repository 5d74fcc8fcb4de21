import { createHash } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import type { Neighbour } from '#shared/districts/neighbour-file.ts';
import { lastEntryHash } from '../../db/journal/audit.ts';
import { readPostgresAddress } from '../../db/postgres/address.ts';
import { type Postgres, withPostgres } from '../../db/postgres/connection.ts';
import { isBrokenOff, workFault } from '../../db/postgres/faults.ts';
import { layReportTables } from '../../db/postgres/reporting/report-tables.ts';
import { type DistrictReport, readMarks, writeDistrict } from '../../db/postgres/reporting/write-district.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { gatherDistrict, gatherForNeighbours } from '../../output/reporting/gather-district.ts';
import { readVersion } from '../../platform/version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { opensLock, readLock } from '../../workspace/workspace-password.ts';
import { withCopyOf } from './copied-workspace.ts';

export interface WantedReport {
  /** The day that the figures are of. */
  readonly day: string;
  readonly now: Date;
  /** The password of a workspace that asks for one, by its name. Errors: WORKSPACE_LOCKED. */
  passwordOf(name: string): string;
  /** Is told of each district when it is done. */
  tell(outcome: DistrictOutcome): void;
}

/** What became of a district: written, as it was, or why not. */
export type DistrictOutcome = { readonly from: string } & (
  | { readonly state: 'written'; readonly district: string; readonly rows: number }
  | { readonly state: 'unchanged'; readonly district: string }
  | { readonly state: 'failed'; readonly code: string; readonly reason: string }
);

/**
 * Writes districts into the reporting database above them: each workspace that changed since, or whose figures are of
 * another day. One that cannot be read is told, and the others go on; what stood of it stays. Errors: REPORT_TAKEN and those of
 * the reporting database.
 */
export async function reportDistricts(
  above: string,
  workspaces: readonly string[],
  wanted: WantedReport,
): Promise<DistrictOutcome[]> {
  const address = readPostgresAddress(above);
  return await withPostgres(address, async (postgres) => {
    await layReportTables(postgres, address);
    const marks = await readMarks(postgres, address.schema);
    const names = new Map<string, string>();
    const outcomes: DistrictOutcome[] = [];
    for (const from of workspaces) {
      const read = await readDistrict(from, { marks, names, wanted }).catch((error: unknown) =>
        failed(from, error),
      );
      const outcome =
        'state' in read
          ? read
          : await write(postgres, address.schema, from, read, wanted).catch((error: unknown) => {
              // Without the database above nobody goes on; what it does not take of one district holds up that one alone.
              if (isBrokenOff(error)) throw error;
              return failed(from, workFault(error, address));
            });
      wanted.tell(outcome);
      outcomes.push(outcome);
    }
    return outcomes;
  });
}

/** Errors: WORKSPACE_PASSWORD where it asks for another password. */
async function requireOpened(workspace: Workspace, passwordOf: WantedReport['passwordOf']): Promise<void> {
  const lock = await readLock(workspace.database.reader);
  if (lock && !(await opensLock(lock, passwordOf(workspace.name))))
    throw new CodedError('WORKSPACE_PASSWORD', { wait: 0 });
}

/**
 * What a workspace may hand to the districts beside it. Errors: BORDER_UNKNOWN, WORKSPACE_PASSWORD, those of opening it.
 */
export async function readForNeighbours(
  from: string,
  { day, passwordOf }: Pick<WantedReport, 'day' | 'passwordOf'>,
): Promise<Neighbour> {
  return await withCopyOf(from, async (workspace) => {
    await requireOpened(workspace, passwordOf);
    const handed = await gatherForNeighbours(workspace, day);
    if (!handed) throw new CodedError('BORDER_UNKNOWN', { name: workspace.name });
    return handed;
  });
}

interface ReadDistrict {
  readonly mark: string;
  readonly report: DistrictReport;
}

/** What a district has to report; where nothing has changed since, only that. Errors: those of opening it. */
async function readDistrict(
  from: string,
  { marks, names, wanted }: Reading,
): Promise<ReadDistrict | DistrictOutcome> {
  return await withCopyOf(from, async (workspace) => {
    const { name } = workspace;
    await requireOpened(workspace, wanted.passwordOf);
    const other = names.get(name);
    if (other !== undefined) throw new CodedError('REPORT_SAME_NAME', { name, other });
    names.set(name, from);
    const mark = await markOf(workspace, wanted.day);
    if (marks.get(name) === mark) return { from, state: 'unchanged', district: name };
    return { mark, report: await gatherDistrict(workspace, wanted.day) };
  });
}

interface Reading {
  /** By which districts are known to be as they were, by their names. */
  readonly marks: ReadonlyMap<string, string>;
  /** From where each name came in this run. */
  readonly names: Map<string, string>;
  readonly wanted: WantedReport;
}

async function write(
  postgres: Postgres,
  schema: string,
  from: string,
  { mark, report }: ReadDistrict,
  { now }: WantedReport,
): Promise<DistrictOutcome> {
  const rows = await writeDistrict(postgres, schema, report, { mark, writtenAt: now.toISOString() });
  return { from, state: 'written', district: report.name, rows };
}

function failed(from: string, error: unknown): DistrictOutcome {
  const coded = error instanceof CodedError ? error : new CodedError('INTERNAL', { name: from });
  return { from, state: 'failed', code: coded.code, reason: coded.message };
}

/**
 * Changes with everything that a report rests on: every change has an entry in the trail, figures tell of a day, and
 * another version of the program may count otherwise.
 */
async function markOf(workspace: Workspace, day: string): Promise<string> {
  const last = await lastEntryHash(workspace.database.reader);
  const told = JSON.stringify([last, day, SCHEMA_VERSION, readVersion()]);
  return createHash('sha256').update(told).digest('hex');
}
