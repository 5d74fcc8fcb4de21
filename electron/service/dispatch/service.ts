import { resolve } from 'node:path';
import { dayOf } from '#shared/calendar/china-time.ts';
import { type Area, areas } from '#shared/contract/areas.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { queriesResting } from '#shared/contract/stale-queries.ts';
import type { Scope } from '#shared/office/scope.ts';
import { Log } from '../../diagnostics/log.ts';
import type { Asker, Report } from '../cache/joined-work.ts';
import { isKeptHere } from '../cache/kept-answers.ts';
import { isDamage } from '../db/engine/faults.ts';
import type { JournalMode, OpenOptions } from '../db/engine/open.ts';
import { REFUSED_CALL } from '../db/queries/trail-entries.ts';
import { type Caller, DESK, localCaller } from '../platform/caller.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { CommandQueue } from '../platform/command-queue.ts';
import { FileTokens } from '../platform/file-tokens.ts';
import { Presence } from '../platform/presence.ts';
import { isUnreadable, openInPlace } from '../upkeep/backups/open-salvaged.ts';
import { restoreAutomatic } from '../upkeep/backups/restore-automatic.ts';
import { SecondCopies } from '../upkeep/second-copy/second-copies.ts';
import { type Progress, progressTo, type ServiceControls } from '../workspace/context.ts';
import { ScopedWorkspaces } from '../workspace/scoped-workspaces.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { admit, isInScope, refuseUnapproved } from './admit.ts';
import { takeOver } from './after-commit.ts';
import { answerQuery } from './answer-query.ts';
import { carryOut, type Shared } from './carry-out.ts';
import { ChangeTeller } from './change-teller.ts';
import { codedFailure, isBehind } from './coded-failure.ts';
import { inTurn } from './in-turn.ts';
import { keepUp } from './keep-up.ts';
import { Listeners } from './listeners.ts';
import { SessionLock } from './password-session.ts';
import { type Call, callOf, findProcedure, parseInput } from './procedures.ts';
import { recordAside } from './record-aside.ts';
import type { Listener, ServiceCall, ServiceOptions } from './service-call.ts';
import { serviceControls } from './service-controls.ts';

/** What is answered while the workspace waits for its password. */
const UNLOCK = 'workspace.unlock';
/** A call that takes longer is noted. */
const SLOW_CALL_MS = 1000;

/** What a call is asked of, and by whom. */
type Asked = Pick<Shared, 'workspace' | 'caller'>;

/** The data service over one workspace at a time: parses, dispatches, audits, tells what changed. */
export class DataService {
  readonly files = new FileTokens();
  /** What this service did, for whoever looks after it. */
  readonly log: Log;
  /** Tells a session how far its call is. */
  readonly reportOf = (id: string, session: string): Report => this.#listeners.reportOf(id, session);
  readonly #clock: Clock;
  readonly #options: ServiceOptions;
  readonly #queue = new CommandQueue();
  readonly #listeners = new Listeners();
  readonly #teller = new ChangeTeller(this.#listeners);
  readonly #lock = new SessionLock();
  readonly #second: SecondCopies;
  readonly #presence: Presence;
  /** Whether this process stays, so that backups and the second copy are its to keep. */
  #keeps = false;
  /** What people see who do not see every row, by the workspace. */
  readonly #scopes = new WeakMap<Workspace, ScopedWorkspaces>();
  #workspace: Workspace | null = null;

  constructor(clock: Clock = systemClock, log: Log = new Log('service', null), options: ServiceOptions = {}) {
    this.#clock = clock;
    this.log = log;
    this.#options = options;
    this.#second = new SecondCopies({
      clock,
      between: (task) => this.#queue.run(task),
      onTurn: () => this.#tellStale(['backups']),
    });
    // Nobody waits for it: pages ask a little later, and not all at once.
    this.#presence = new Presence(
      () => clock.now().getTime(),
      () => this.#tellStale(['presence'], 'presence'),
    );
  }

  /** The open workspace. Errors: WORKSPACE_NOT_OPEN. */
  get workspace(): Workspace {
    if (!this.#workspace) throw new CodedError('WORKSPACE_NOT_OPEN');
    return this.#workspace;
  }

  get hasWorkspace(): boolean {
    return this.#workspace !== null;
  }

  /** Whether the workspace waits for its password before a session may use it. */
  isLocked(session: string = DESK): boolean {
    return this.#lock.isLocked(session);
  }

  /** Opens a workspace in place of the current one, which stays open when the new one cannot be. */
  async open(directory: string, journal?: JournalMode): Promise<void> {
    // The folder may be the one that is open already: then our own lock must not refuse it.
    if (this.#workspace?.directory === resolve(directory)) return;
    await this.#take(await openWorkspace(directory, this.#openOptions(journal)));
  }

  /** As `open`; of a damaged database what can be read is opened instead, unchangeable. */
  async openOrSalvage(directory: string): Promise<void> {
    try {
      await this.open(directory);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.log.failure('open', error);
      const endless = error instanceof CodedError && error.code === 'WORKSPACE_SILENT';
      await this.#take(await openInPlace(directory, this.#openOptions(), endless));
    }
  }

  #openOptions(journal?: JournalMode): OpenOptions {
    const { patience, keeper } = this.#options;
    return {
      ...{ patience, keeper },
      journal,
      onSlow: (statement, ms) => this.log.note('slow statement', { statement, ms }),
    };
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
    await this.#second.end();
    this.#presence.clear();
    this.#workspace = next;
    await previous?.close();
    if (this.#keeps) await this.#second.follow(next);
    this.log.note('opened', { damaged: next.damage !== null, locked: this.#lock.isLocked(DESK) });
    this.#tellStale(areas);
  }

  /** The open database turned out to be damaged: what can be read of it takes its place. */
  async #fallBack(workspace: Workspace): Promise<void> {
    if (this.#workspace !== workspace || workspace.damage !== null) return;
    await this.#leave(workspace);
    await this.#take(await openInPlace(workspace.directory, this.#openOptions()));
  }

  /** What is kept of a workspace is old and cannot be read anew: it is opened once more, or stays closed. */
  async #openAgain(workspace: Workspace): Promise<void> {
    await this.#leave(workspace);
    try {
      await this.#options.keeper?.bringUp();
      await this.openOrSalvage(workspace.directory);
    } catch (error) {
      this.log.failure('open', error);
    }
  }

  async #leave(workspace: Workspace): Promise<void> {
    await this.#second.end();
    this.#workspace = null;
    await workspace.close().catch(() => undefined);
  }

  /** Adds an entry to the trail of what is no command of the contract, with what `work` does in its transaction. */
  async #record(
    { workspace, caller }: Asked,
    command: string,
    input: unknown,
    work: () => unknown,
  ): Promise<void> {
    await this.#queue.run(async () => {
      if (this.#workspace !== workspace || workspace.damage !== null) return;
      const entry = { at: this.#clock.now(), actor: caller.actor, command, input };
      await recordAside(workspace.database, entry, work);
      this.#second.noteChange();
    });
  }

  #controlsOf(caller: Caller): ServiceControls {
    return serviceControls(caller.session, {
      lock: this.#lock,
      second: this.#second,
      presence: this.#presence,
      districts: this.#options.districts ?? null,
      workspace: () => this.workspace,
      tellStale: (changed) => this.#tellStale(changed),
      restore: async (name) => {
        if (this.#options.keeper) throw new CodedError('STORE_RESTORE');
        await this.#restore(name);
        // The trail continues from the last entry of the backup, so an entry says that a backup was restored.
        const restored = { workspace: this.workspace, caller };
        await this.#record(restored, 'backups.restoreAutomatic', { name }, () => null);
      },
    });
  }

  async #restore(name: string): Promise<void> {
    const { directory } = this.workspace;
    await this.#second.end();
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
  }

  /** Commands that are carried out or wait. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Daily backups and the second copy, from now on; returns what ends the backups. */
  keepBackups(): () => void {
    this.#keeps = true;
    if (this.#workspace) void this.#second.follow(this.#workspace);
    return keepUp({
      clock: this.#clock,
      queue: this.#queue,
      log: this.log,
      openWorkspace: () => this.#workspace,
      tellStale: (changed) => this.#tellStale(changed),
      fallBack: (workspace) => this.#fallBack(workspace),
    });
  }

  /** Resolves when what was asked for so far is done and everybody has heard of it. */
  async idle(): Promise<void> {
    await this.#queue.idle();
    await this.#teller.settle();
  }

  async close(): Promise<void> {
    await this.idle();
    await this.#second.end();
    this.#presence.clear();
    const workspace = this.#workspace;
    this.#workspace = null;
    await workspace?.close();
  }

  /** Tells what happens that is in sight, and the progress of one session's calls; returns what ends it. */
  subscribe(tell: Listener['tell'], session: string = DESK, scope?: Listener['scope']): () => void {
    return this.#listeners.add({ session, tell, scope }, (gone) => this.#presence.leaveAll(gone));
  }

  /** Answers one call. Errors are always coded; anything unforeseen becomes INTERNAL. */
  async call(asked: ServiceCall): Promise<unknown> {
    const { id, name, input, signal, caller = localCaller() } = asked;
    const procedure = findProcedure(name);
    this.#refuseLocked(caller, name);
    const workspace = this.workspace;
    const scope = await this.#admit(caller, name, input);
    const parsed = parseInput(procedure, input);
    if (workspace.damage !== null && procedure.kind === 'command') throw new CodedError('WORKSPACE_READONLY');
    const call = callOf(asked, procedure, parsed);
    const report = this.reportOf(id, caller.session);
    const started = performance.now();
    try {
      if (scope !== 'all') await this.#refuseOutside(call, scope, { workspace, caller });
      refuseUnapproved(call, caller);
      if (procedure.kind === 'query')
        return await this.#scopesOf(workspace).use(scope, (seen) =>
          this.#query(call, { workspace: seen, caller }, report),
        );
      const context = this.#contextOf({ workspace, caller }, progressTo(signal, report));
      const { output, holds } = await inTurn(this.#queue, call, context, (prepared) =>
        this.#command(id, call, prepared),
      );
      if (!holds) await this.#openAgain(workspace);
      return output;
    } catch (error) {
      if (isDamage(error)) {
        this.log.failure('damaged', error, { name });
        await this.#fallBack(workspace);
        throw new CodedError('WORKSPACE_DAMAGED');
      }
      if (isBehind(error) && this.#workspace === workspace) await this.#openAgain(workspace);
      throw codedFailure(error, name, workspace.directory, this.log);
    } finally {
      const ms = Math.round(performance.now() - started);
      if (ms >= SLOW_CALL_MS) this.log.note('slow call', { name, ms });
    }
  }

  /**
   * This comes before the input is checked: a locked workspace must tell nothing else, not even whether the input is
   * valid. An office's workspace is unlocked by who starts it. Errors: WORKSPACE_LOCKED.
   */
  #refuseLocked(caller: Caller, name: string): void {
    if (this.#lock.isLocked(caller.hasAccount ? DESK : caller.session) && name !== UNLOCK)
      throw new CodedError('WORKSPACE_LOCKED', { name: this.workspace.name });
  }

  /** Which rows a caller may see by a call, or refuses it, which leaves an entry in the trail. Errors: FORBIDDEN. */
  async #admit(caller: Caller, name: string, input: unknown): Promise<Scope> {
    try {
      return admit(caller, name, input);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'FORBIDDEN') await this.noteRefused(caller, name);
      throw error;
    }
  }

  /** Errors: OUT_OF_SCOPE for a command about rows that a caller does not see. */
  async #refuseOutside(call: Call, scope: Scope, { workspace, caller }: Asked): Promise<void> {
    const isInside = await this.#scopesOf(workspace).use(
      scope,
      async (seen) => await isInScope(call, scope, seen.database.reader),
    );
    if (isInside) return;
    await this.noteRefused(caller, call.name);
    throw new CodedError('OUT_OF_SCOPE');
  }

  /** Adds an entry to the trail of a call that was refused, whoever refused it. */
  async noteRefused(caller: Caller, name: string): Promise<void> {
    await this.#record({ workspace: this.workspace, caller }, REFUSED_CALL, { name }, () => null);
  }

  #scopesOf(workspace: Workspace): ScopedWorkspaces {
    const scopes = this.#scopes.get(workspace) ?? new ScopedWorkspaces(workspace);
    this.#scopes.set(workspace, scopes);
    return scopes;
  }

  #contextOf({ workspace, caller }: Asked, progress: Progress): Shared {
    const files = this.files.of(caller.session);
    const today = dayOf(this.#clock.now());
    return { workspace, caller, progress, files, controls: this.#controlsOf(caller), log: this.log, today };
  }

  /** Answers a question, from what is kept where that still holds. */
  async #query(call: Call, asked: Asked, report: Report): Promise<unknown> {
    const { name, procedure, input, signal } = call;
    const now = this.#clock.now();
    const work = async (forAll: Asker) =>
      await this.#answer({ ...call, signal: forAll.signal }, asked, forAll.report, now);
    if (isKeptHere(procedure)) {
      const { answers } = asked.workspace;
      const key = `${name}\n${dayOf(now)}\n${JSON.stringify(input)}`;
      return await answers.ask(key, procedure.reads ?? [], { signal, report }, now.getTime(), work);
    }
    const output = await work({ signal, report });
    if (procedure.exports !== undefined) await this.#noteTaken(call, asked.caller, output);
    this.#tellStale(procedure.changes ?? []);
    return output;
  }

  async #answer(call: Call, asked: Asked, report: Report, now: Date): Promise<unknown> {
    const progress = progressTo(call.signal, report);
    const { workspace } = this;
    const around = {
      seen: this.#contextOf(asked, progress),
      whole: this.#contextOf({ workspace, caller: asked.caller }, progress),
      scopes: this.#scopesOf(workspace),
      queue: this.#queue,
      clock: () => this.#clock.now(),
    };
    return await answerQuery(call, around, now);
  }

  /** Notes in the trail who took something out. */
  async #noteTaken({ name, input }: Call, caller: Caller, output: unknown): Promise<void> {
    const size = output instanceof Uint8Array ? output.length : null;
    await this.#record({ workspace: this.workspace, caller }, name, input, () => ({ size }));
  }

  /** Carries a command out; listeners hear of it after the commit. */
  async #command(id: string, call: Call, shared: Shared) {
    const { workspace } = shared;
    // The one that this command waited for may have been put in another's place.
    if (this.#workspace !== workspace) throw new CodedError('WORKSPACE_NOT_OPEN');
    const since = workspace.seen.tables.changes;
    const done = await carryOut(call, shared, this.#clock.now());
    this.#second.noteChange();
    const changed = await takeOver(done, workspace, this.#lock, this.log);
    const { session } = shared.caller;
    if (changed) this.#teller.tell({ changed, by: id, session, since, scopes: this.#scopesOf(workspace) });
    // Nobody is given it from now on.
    else this.#workspace = null;
    return { output: done.output, holds: changed !== null };
  }

  /** Tells every page which of its answers rest on what changed, and by which call. */
  #tellStale(changed: readonly Area[], by?: string): void {
    const queries = queriesResting(changed);
    if (queries.length > 0) this.#listeners.tell({ event: 'stale', queries, by });
  }
}
