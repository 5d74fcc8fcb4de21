import type { SecondCopyState } from '#shared/contract/backups.ts';
import type { OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Asker, Report } from '../cache/joined-work.ts';
import type { Touched } from '../cache/touched.ts';
import type { DistrictReports } from '../db/postgres/reporting/read-reports.ts';
import type { Read, Write } from '../db/schema/schema.ts';
import type { Caller } from '../platform/caller.ts';
import type { SessionFiles } from '../platform/file-tokens.ts';
import { letOthersGo } from '../platform/let-others-go.ts';
import type { Presence } from '../platform/presence.ts';
import type { Workspace } from './workspace.ts';

/** Lets a long command report how far it is and notice that it was cancelled. */
export interface Progress {
  /** Reports, lets waiting messages through, and throws CANCELLED when asked to stop. */
  report(label: string, done: number, total: number | null): Promise<void>;
  /** Lets waiting messages through without a report, and throws CANCELLED when asked to stop. */
  breathe(): Promise<void>;
  /** Who is told: for work that others may wait for as well. */
  readonly asker: Asker;
}

export function progressTo(signal: AbortSignal, send: Report): Progress {
  const breathe = async () => {
    await letOthersGo();
    if (signal.aborted) throw new CodedError('CANCELLED');
  };
  return {
    breathe,
    asker: { signal, report: send },
    async report(label, done, total) {
      send(label, done, total);
      await breathe();
    },
  };
}

/** What of a command was done before its turn came, while others went on. */
export interface Prepared {
  /** Whether no command has changed since what it rests on. */
  isCurrent(): boolean;
  /** Does again what is not. Errors: CANCELLED, and those that the command would answer. */
  renew(): Promise<void>;
}

/** The reporting database that is attached: all of it for the office above districts, else what one shares with its neighbours. */
export interface AttachedDistricts {
  readonly reports: DistrictReports;
  readonly seesAll: boolean;
}

/** What a handler may ask of the service around it. */
export interface ServiceControls {
  /** Errors: WORKSPACE_PASSWORD. */
  unlock(password: string): Promise<void>;
  lock(): Promise<void>;
  /** Compares with the workspace's password, where it has one. Errors: WORKSPACE_PASSWORD. */
  requirePassword(password: string): Promise<void>;
  /** Closes the workspace, puts an automatic backup in its place and opens that. Errors: those of `restoreAutomatic`. */
  restoreAutomatic(name: string): Promise<void>;
  /** How the second copy stands. */
  secondCopy(): SecondCopyState;
  /** Begins a second copy in a folder, or ends it. Errors: COPY_PLACE_GONE, COPY_INSIDE, COPY_FULL. */
  chooseSecond(path: string | null): Promise<void>;
  /** What districts handed up; null where no reporting database is attached. */
  readonly districts: AttachedDistricts | null;
  /** Who has which form open. */
  readonly presence: Pick<Presence, 'come' | 'leave' | 'others'>;
}

export interface QueryContext {
  readonly workspace: Workspace;
  readonly caller: Caller;
  readonly files: SessionFiles;
  readonly controls: ServiceControls;
  readonly log: Log;
  readonly db: Read;
  readonly now: Date;
  readonly today: string;
  readonly progress: Progress;
  /** What a command would answer and flip; nothing of it stays. Errors: those of the command. */
  rehearse(command: string, input: unknown): Promise<Rehearsal>;
  /**
   * Reads what the caller sees by those of its roles alone that have some capabilities, as a call sees that needs them;
   * null where no role has.
   */
  seenWith<T>(needed: readonly Capability[], read: (db: Read) => Promise<T>): Promise<T | null>;
}

export interface Rehearsal {
  readonly output: unknown;
  readonly preview: OutputOf<'changes.preview'>;
}

interface Opened {
  readonly was: unknown;
  /** The command is carried out with just that and taken back, to find what others changed since. */
  readonly isTried: boolean;
}

export interface CommandContext extends Omit<QueryContext, 'db' | 'rehearse' | 'seenWith'> {
  readonly db: Write;
  readonly actor: string;
  /** What of the command was done before its turn came. */
  readonly prepared?: Prepared | undefined;
  /** What the form of the command was opened with, where it says so. */
  readonly opened?: Opened | undefined;
  /** Carries another command out as a part of this one; its answer. Errors: INPUT_INVALID, and those of the command. */
  carryOut(command: ServiceProcedureName, input: unknown): Promise<unknown>;
  /** Whether another command could be carried out now: it is, and is taken back. Errors: the same. */
  tryOut(command: ServiceProcedureName, input: unknown): Promise<void>;
  /** Kept in the audit entry: how things were, and how they are now. */
  recordBefore(value: unknown): void;
  recordAfter(value: unknown): void;
  /** The places that changed: they are measured when the command ends, then read and drawn anew. */
  touched(places: Touched): void;
  /** Does not measure now, for scripts that import one list after another. Findings then count as out of date. */
  postponeMeasuring(): void;
  /**
   * Adds a check that runs after measuring, just before the transaction ends; an error that it throws rolls the command
   * back.
   */
  lastly(check: () => Promise<void>): void;
}
