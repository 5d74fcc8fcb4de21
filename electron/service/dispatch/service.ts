import { resolve } from 'node:path';
import { z } from 'zod';
import { contract, type ServiceProcedureName, serviceContract } from '#shared/contract/contract.ts';
import { type ChangedKind, changedKindSchema, type EventMessage } from '#shared/contract/envelope.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Flip } from '#shared/contract/findings.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { Log } from '../../diagnostics/log.ts';
import type { Touched } from '../cache/places/place-cache.ts';
import { isDamage, isDiskFault, type Journal, type OpenOptions } from '../db/engine/open.ts';
import { joinChanged, rowsOf } from '../db/journal/changed-rows.ts';
import { insertEdit, type RowChange, startCapture, takeCaptured } from '../db/journal/edit-history.ts';
import { nameFlips } from '../db/queries/findings.ts';
import type { Write } from '../db/schema/schema.ts';
import { editTitle } from '../places/editing/undo-edit.ts';
import { localActor } from '../platform/actor.ts';
import { type Clock, dayOf, systemClock } from '../platform/clock.ts';
import { FileTokens } from '../platform/file-tokens.ts';
import { backUpDaily, isDue } from '../upkeep/backups/automatic.ts';
import { openSalvaged } from '../upkeep/backups/open-salvaged.ts';
import { restoreAutomatic } from '../upkeep/backups/restore-automatic.ts';
import {
  type CommandContext,
  progressTo,
  type QueryContext,
  type Rehearsal,
  type ServiceControls,
} from '../workspace/context.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { readLock } from '../workspace/workspace-password.ts';
import { CommandQueue } from './command-queue.ts';
import { handlers } from './handler-table.ts';
import { SessionLock } from './password-session.ts';

/** The first backup of a day waits until the first screens are there. */
const FIRST_BACKUP_MS = 20_000;
const LOOK_FOR_BACKUP_MS = 30 * 60_000;
/** Blocks of a long list that are sealed between two commands: a quarter of a second. */
const SEALED_AT_ONCE = 100;
/** Flips that a preview lists; it counts all. */
const FLIPS_SHOWN = 500;

type Handler = (context: QueryContext | CommandContext, input: unknown) => Promise<unknown>;
type Shared = Pick<QueryContext, 'workspace' | 'progress' | 'files' | 'controls' | 'log'>;

/** What is answered while the workspace waits for its password. */
const UNLOCK = 'workspace.unlock';
/** A call that takes longer is noted. */
const SLOW_CALL_MS = 1000;

/** A command that was found, with its parsed input. */
interface Call {
  readonly name: string;
  readonly procedure: Procedure;
  readonly input: unknown;
  readonly signal: AbortSignal;
}

/** What a command's handler left behind. */
interface Traces {
  readonly kinds: Set<ChangedKind>;
  readonly touched: Touched[];
  readonly flips: Flip[];
  before: unknown;
  after: unknown;
}

/** Thrown at the end of a rehearsal's transaction, so that nothing of it stays. */
class TakenBack extends Error {
  readonly rehearsal: Rehearsal;

  constructor(rehearsal: Rehearsal) {
    super('rehearsal');
    this.rehearsal = rehearsal;
  }
}

export interface ServiceCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly signal: AbortSignal;
}

/** The data service over one workspace at a time: parses, dispatches, audits, tells what changed. */
export class DataService {
  readonly files = new FileTokens();
  /** What this service did, for whoever looks after it. */
  readonly log: Log;
  readonly #clock: Clock;
  readonly #queue = new CommandQueue();
  readonly #listeners = new Set<(event: EventMessage) => void>();
  readonly #lock = new SessionLock();
  #workspace: Workspace | null = null;

  constructor(clock: Clock = systemClock, log: Log = new Log('service', null)) {
    this.#clock = clock;
    this.log = log;
  }

  /** The open workspace. Errors: WORKSPACE_NOT_OPEN. */
  get workspace(): Workspace {
    if (!this.#workspace) throw new CodedError('WORKSPACE_NOT_OPEN');
    return this.#workspace;
  }

  /** Whether the workspace waits for its password. */
  get locked(): boolean {
    return this.#lock.locked;
  }

  /** Opens a workspace in place of the current one, which stays open when the new one cannot be. */
  async open(directory: string, journal?: Journal): Promise<void> {
    // The folder that is open already is not locked out by ourselves.
    if (this.#workspace?.directory === resolve(directory)) return;
    await this.#take(await openWorkspace(directory, this.#openOptions(journal)));
  }

  /** As `open`; of a damaged database what can be read is opened instead, unchangeable. */
  async openOrSalvage(directory: string): Promise<void> {
    try {
      await this.open(directory);
    } catch (error) {
      const unreadable = error instanceof CodedError && error.code === 'WORKSPACE_UNREADABLE';
      if (!unreadable && !isDamage(error)) throw error;
      this.log.failure('open', error);
      await this.#take(await openSalvaged(directory, this.#openOptions()));
    }
  }

  #openOptions(journal?: Journal): OpenOptions {
    return { journal, onSlow: (statement, ms) => this.log.note('slow statement', { statement, ms }) };
  }

  async #take(next: Workspace): Promise<void> {
    const previous = this.#workspace;
    await this.#queue.idle();
    try {
      await this.#lock.begin(next.database.reader);
    } catch (error) {
      await next.close();
      throw error;
    }
    this.#workspace = next;
    await previous?.close();
    this.log.note('opened', { damaged: next.damage !== null, locked: this.#lock.locked });
    this.#publish({ event: 'changed', kinds: [...changedKindSchema.options] });
  }

  /** The open database turned out to be damaged: what can be read of it takes its place. */
  async #fallBack(workspace: Workspace): Promise<void> {
    if (this.#workspace !== workspace || workspace.damage !== null) return;
    this.#workspace = null;
    await workspace.close().catch(() => undefined);
    await this.#take(await openSalvaged(workspace.directory, this.#openOptions()));
  }

  /** Adds an entry to the trail of what is no command of the contract, with what `work` does in its transaction. */
  async #record(workspace: Workspace, command: string, input: unknown, work: () => unknown): Promise<void> {
    const { database } = workspace;
    await this.#queue.run(async () => {
      if (this.#workspace !== workspace || workspace.damage !== null) return;
      await database.writer.transaction().execute(async (trx) => {
        const after = work();
        await database.record(trx, {
          at: this.#clock.now().toISOString(),
          actor: localActor(),
          command,
          input: withoutKeys(input),
          before: 'null',
          after: JSON.stringify(after),
        });
      });
    });
  }

  readonly #controls: ServiceControls = {
    unlock: async (password) => {
      await this.#lock.open(this.workspace.database.reader, password, Date.now());
      this.#publish({ event: 'changed', kinds: [...changedKindSchema.options] });
    },
    lock: async () => {
      await this.#lock.close(this.workspace.database.reader);
      this.#publish({ event: 'changed', kinds: ['workspace'] });
    },
    requirePassword: async (password) => {
      const lock = await readLock(this.workspace.database.reader);
      if (lock) await this.#lock.check(lock, password, Date.now());
    },
    restoreAutomatic: async (name) => {
      const { directory } = this.workspace;
      try {
        await this.#queue.run(async () => {
          const workspace = this.#workspace;
          this.#workspace = null;
          await workspace?.close();
          await restoreAutomatic(directory, name, this.#clock.now());
        });
      } finally {
        await this.openOrSalvage(directory);
      }
      this.log.note('restored');
      // The trail goes on from where the backup's ended: it says that it does.
      await this.#record(this.workspace, 'backups.restoreAutomatic', { name }, () => null);
    },
  };

  /** Backs the open workspace up once a day that it is used, and seals what long lists left behind, from now on. */
  keepBackups(): () => void {
    let sealing = false;
    const seal = () => {
      if (sealing || !this.#workspace) return;
      sealing = true;
      this.#sealWaiting(this.#workspace)
        .catch((error) => this.log.failure('seal', error))
        .finally(() => {
          sealing = false;
        });
    };
    const stopSealing = this.subscribe(({ event }) => {
      if (event === 'changed') setImmediate(seal);
    });
    const look = () => {
      seal();
      const workspace = this.#workspace;
      if (!workspace || workspace.damage || !isDue(workspace.directory, dayOf(this.#clock.now()))) return;
      // A command that is being written would only be copied half-way through a step.
      void this.#queue
        .run(() => backUpDaily(workspace, this.#clock.now()))
        .then(
          () => this.#publish({ event: 'changed', kinds: ['backups'] }),
          async (error: unknown) => {
            this.log.failure('backup', error);
            // What cannot be copied whole is not whole: better read-only today than worse tomorrow.
            if (error instanceof CodedError && error.code === 'BACKUP_FAILED')
              await this.#fallBack(workspace);
          },
        )
        .catch((error) => this.log.failure('backup', error));
    };
    const first = setTimeout(look, FIRST_BACKUP_MS);
    const timer = setInterval(look, LOOK_FOR_BACKUP_MS);
    first.unref();
    timer.unref();
    return () => {
      stopSealing();
      clearTimeout(first);
      clearInterval(timer);
    };
  }

  /** Seals what a long list left behind, a piece at a time between other commands. */
  async #sealWaiting(workspace: Workspace): Promise<void> {
    const { database } = workspace;
    while (this.#workspace === workspace && workspace.damage === null && database.waitingSeals() > 0)
      await this.#record(workspace, 'workspace.seal', {}, () => ({
        waiting: database.sealWaiting(SEALED_AT_ONCE),
      }));
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    const workspace = this.#workspace;
    this.#workspace = null;
    await workspace?.close();
  }

  subscribe(listener: (event: EventMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers one call. Errors are always coded; anything unforeseen becomes INTERNAL. */
  async call({ id, name, input, signal }: ServiceCall): Promise<unknown> {
    const procedure = findProcedure(name);
    const parsed = parseInput(procedure, input);
    const workspace = this.workspace;
    if (this.#lock.locked && name !== UNLOCK)
      throw new CodedError('WORKSPACE_LOCKED', { name: workspace.name });
    if (workspace.damage !== null && procedure.kind === 'command') throw new CodedError('WORKSPACE_READONLY');
    const progress = progressTo(signal, (label, done, total) =>
      this.#publish({ event: 'progress', id, label, done, total }),
    );
    const call = { name, procedure, input: parsed, signal };
    const context = { workspace, progress, files: this.files, controls: this.#controls, log: this.log };
    const started = performance.now();
    try {
      if (procedure.kind === 'query') {
        const now = this.#clock.now();
        const rehearse = (inner: string, wanted: unknown) =>
          this.#queue.run(() => this.#rehearse(inner, wanted, context, signal));
        const db = workspace.database.reader;
        const result = await handlerOf(name)({ ...context, db, now, today: dayOf(now), rehearse }, parsed);
        const output = parseOutput(name, procedure, result);
        if (procedure.takes !== undefined) await this.#noteTaken(call, workspace, output);
        return output;
      }
      return await this.#queue.run(() => this.#command(call, context));
    } catch (error) {
      if (isDamage(error)) {
        this.log.failure('damaged', error, { name });
        await this.#fallBack(workspace);
        throw new CodedError('WORKSPACE_DAMAGED');
      }
      if (isDiskFault(error)) {
        this.log.failure('disk', error, { name });
        throw new CodedError('DISK_WRITE', { path: workspace.directory });
      }
      this.log.failure('call', error, { name });
      if (error instanceof CodedError) throw error;
      if (process.env.XUEANTU_DEBUG) console.error(`${name}:`, error);
      throw new CodedError('INTERNAL', { name });
    } finally {
      const ms = Math.round(performance.now() - started);
      if (ms >= SLOW_CALL_MS) this.log.note('slow call', { name, ms });
    }
  }

  /** Notes in the trail who took something out. */
  async #noteTaken({ name, input }: Call, workspace: Workspace, output: unknown): Promise<void> {
    if (workspace.damage !== null) return;
    const size = output instanceof Uint8Array ? output.length : null;
    await this.#record(workspace, name, input, () => ({ size }));
    this.#publish({ event: 'changed', kinds: ['taken'] });
  }

  /** One command, one transaction, one audit entry; listeners hear of it after the commit. */
  async #command(call: Call, shared: Shared): Promise<unknown> {
    const { workspace } = shared;
    const { result, traces } = await this.#carryOut(call, shared, async () => undefined);
    const { kinds, touched } = traces;
    await workspace.refresh(touched);
    if (kinds.size > 0) this.#publish({ event: 'changed', kinds: [...kinds] });
    return result;
  }

  /** Carries a command out to its end, looks at what it answers and flips, and takes everything back. */
  async #rehearse(name: string, input: unknown, shared: Shared, signal: AbortSignal): Promise<Rehearsal> {
    const procedure = findProcedure(name);
    if (procedure.kind !== 'command') throw new CodedError('PROCEDURE_UNKNOWN', { name });
    const call = { name, procedure, input: parseInput(procedure, input), signal };
    try {
      await this.#carryOut(call, shared, async (db, { flips }, output) => {
        const named = await nameFlips(db, flips.slice(0, FLIPS_SHOWN));
        throw new TakenBack({ output, preview: { total: flips.length, flips: named } });
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.rehearsal;
      throw error;
    }
    throw new Error('a rehearsal was not taken back');
  }

  /** Runs a command's handler and its audit entry in one transaction; `atEnd` still belongs to it. */
  async #carryOut(
    { name, procedure, input, signal }: Call,
    shared: Shared,
    atEnd: (db: Write, traces: Traces, output: unknown) => Promise<void>,
  ): Promise<{ result: unknown; traces: Traces }> {
    if (signal.aborted) throw new CodedError('CANCELLED');
    const now = this.#clock.now();
    const actor = localActor();
    const traces: Traces = { kinds: new Set(), touched: [], flips: [], before: null, after: null };
    const result = await shared.workspace.database.writer.transaction().execute(async (trx) => {
      const context: CommandContext = {
        ...shared,
        db: trx,
        now,
        today: dayOf(now),
        actor,
        recordBefore: (value) => {
          traces.before = value ?? null;
        },
        recordAfter: (value) => {
          traces.after = value ?? null;
        },
        changed: (...changed) => {
          for (const kind of changed) traces.kinds.add(kind);
        },
        touched: (places) => void traces.touched.push(places),
        recordFlips: (flips) => void traces.flips.push(...flips),
      };
      if (procedure.edit !== undefined) await startCapture(trx);
      const output = parseOutput(name, procedure, await handlerOf(name)(context, input));
      const edited = procedure.edit === undefined ? [] : await keepEdit(context, name, procedure.edit);
      const changed = joinChanged(shared.workspace.database.takeChanged(), rowsOf(edited));
      // A handler that tells what was before knows better which of it matters.
      const told = traces.before === null ? changed : null;
      const flips = traces.flips.length > 0 ? { flips: traces.flips } : null;
      const own = traces.after ?? output ?? null;
      const after = told || flips ? { ...asRecord(own), ...(told && { rows: told.after }), ...flips } : own;
      await shared.workspace.database.record(trx, {
        at: now.toISOString(),
        actor,
        command: name,
        input: withoutKeys(input),
        before: withoutKeys(told ? { rows: told.before } : traces.before),
        after: withoutKeys(after),
      });
      await atEnd(trx, traces, output);
      return output;
    });
    return { result, traces };
  }

  #publish(event: EventMessage): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Keeps what an edit changed, so that it can be undone; one that changed nothing leaves no trace. */
async function keepEdit(
  { db, now, actor, changed }: CommandContext,
  name: string,
  title: string,
): Promise<readonly RowChange[]> {
  const changes = await takeCaptured(db);
  if (changes.length === 0) return changes;
  const edit = { at: now.toISOString(), actor, command: name, title: editTitle(title, changes) };
  await insertEdit(db, edit, changes);
  changed('edits');
  return changes;
}

function handlerOf(name: string): Handler {
  return handlers[name as ServiceProcedureName] as Handler;
}

const secrets = ['password', 'newPassword'];

/** What the trail keeps of a command: passwords and the keys of an office's accounts with map services stay out of it. */
function withoutKeys(input: unknown): string {
  return JSON.stringify(input, (key, value) => {
    if (secrets.includes(key) && value !== null) return '***';
    const isAccount =
      typeof value === 'object' &&
      value !== null &&
      'key' in value &&
      ('provider' in value || 'layer' in value);
    return isAccount ? { ...value, key: '***' } : value;
  });
}

function asRecord(value: unknown): object {
  if (value === null) return {};
  return typeof value === 'object' && !Array.isArray(value) ? value : { value };
}

function findProcedure(name: string): Procedure {
  if (!Object.hasOwn(serviceContract, name)) {
    if (Object.hasOwn(contract, name)) throw new CodedError('NOT_AVAILABLE', { what: `“${name}”` });
    throw new CodedError('PROCEDURE_UNKNOWN', { name });
  }
  return serviceContract[name as ServiceProcedureName];
}

function parseInput(procedure: Procedure, input: unknown): unknown {
  const parsed = procedure.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodedError('INPUT_INVALID', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}

function parseOutput(name: string, procedure: Procedure, output: unknown): unknown {
  const parsed = procedure.output.safeParse(output);
  if (parsed.success) return parsed.data;
  if (process.env.XUEANTU_DEBUG) console.error(`${name} answered wrongly:`, z.prettifyError(parsed.error));
  throw new CodedError('OUTPUT_INVALID', { name });
}
