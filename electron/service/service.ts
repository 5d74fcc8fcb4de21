import { resolve } from 'node:path';
import { z } from 'zod';
import { contract, type ServiceProcedureName, serviceContract } from '#shared/contract/contract.ts';
import type { ChangedKind, EventMessage } from '#shared/contract/envelope.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { CommandQueue } from './command-queue.ts';
import {
  type Clock,
  type CommandContext,
  dayOf,
  progressTo,
  type QueryContext,
  systemClock,
} from './context.ts';
import { appendAudit } from './db/audit.ts';
import { FileTokens } from './file-tokens.ts';
import { handlers } from './handlers/handlers.ts';
import { localActor, openWorkspace, type Workspace } from './workspace.ts';

export interface ServiceCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly signal: AbortSignal;
}

/** The data service over one workspace at a time: parses, dispatches, audits, tells what changed. */
export class DataService {
  readonly files = new FileTokens();
  readonly #clock: Clock;
  readonly #queue = new CommandQueue();
  readonly #listeners = new Set<(event: EventMessage) => void>();
  #workspace: Workspace | null = null;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** The open workspace. Errors: WORKSPACE_NOT_OPEN. */
  get workspace(): Workspace {
    if (!this.#workspace) throw new CodedError('WORKSPACE_NOT_OPEN');
    return this.#workspace;
  }

  /** Opens a workspace in place of the current one, which stays open when the new one cannot be. */
  async open(directory: string): Promise<void> {
    // The folder that is open already is not locked out by ourselves.
    if (this.#workspace?.directory === resolve(directory)) return;
    const next = await openWorkspace(directory);
    const previous = this.#workspace;
    await this.#queue.idle();
    this.#workspace = next;
    await previous?.close();
    this.#publish({ event: 'changed', kinds: ['workspace', 'places', 'findings', 'sweeps', 'hazards'] });
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
    const progress = progressTo(signal, (label, done, total) =>
      this.#publish({ event: 'progress', id, label, done, total }),
    );
    const run = handlers[name as ServiceProcedureName] as (
      context: QueryContext,
      input: unknown,
    ) => Promise<unknown>;
    const context = { workspace, progress, files: this.files };
    try {
      if (procedure.kind === 'query') {
        const now = this.#clock.now();
        const result = await run(
          { ...context, db: workspace.database.reader, now, today: dayOf(now) },
          parsed,
        );
        return parseOutput(name, procedure, result);
      }
      return await this.#queue.run(() => this.#command(name, procedure, parsed, run, context, signal));
    } catch (error) {
      if (error instanceof CodedError) throw error;
      console.error(`${name}:`, error);
      throw new CodedError('INTERNAL', { name });
    }
  }

  /** One command, one transaction, one audit entry; listeners hear of it after the commit. */
  async #command(
    name: string,
    procedure: Procedure,
    input: unknown,
    run: (context: QueryContext, input: unknown) => Promise<unknown>,
    shared: Pick<QueryContext, 'workspace' | 'progress' | 'files'>,
    signal: AbortSignal,
  ): Promise<unknown> {
    if (signal.aborted) throw new CodedError('CANCELLED');
    const now = this.#clock.now();
    const actor = localActor();
    const kinds = new Set<ChangedKind>();
    let before: unknown = null;
    let after: unknown = null;
    const result = await shared.workspace.database.writer.transaction().execute(async (trx) => {
      const context: CommandContext = {
        ...shared,
        db: trx,
        now,
        today: dayOf(now),
        actor,
        recordBefore: (value) => {
          before = value;
        },
        recordAfter: (value) => {
          after = value;
        },
        changed: (...changed) => {
          for (const kind of changed) kinds.add(kind);
        },
      };
      const output = parseOutput(name, procedure, await run(context, input));
      await appendAudit(trx, {
        at: now.toISOString(),
        actor,
        command: name,
        input: JSON.stringify(input),
        before: JSON.stringify(before),
        after: JSON.stringify(after ?? output),
      });
      return output;
    });
    if (kinds.has('places') || kinds.has('findings')) shared.workspace.tiles.invalidate();
    if (kinds.size > 0) this.#publish({ event: 'changed', kinds: [...kinds] });
    return result;
  }

  #publish(event: EventMessage): void {
    for (const listener of this.#listeners) listener(event);
  }
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
  console.error(`${name} answered wrongly:`, z.prettifyError(parsed.error));
  throw new CodedError('OUTPUT_INVALID', { name });
}
