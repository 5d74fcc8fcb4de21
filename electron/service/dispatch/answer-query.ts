import { dayOf } from '#shared/calendar/china-time.ts';
import type { CommandQueue } from '../platform/command-queue.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { ScopedWorkspaces } from '../workspace/scoped-workspaces.ts';
import { rehearseCommand, rehearsedCall, type Shared } from './carry-out.ts';
import { inTurn } from './in-turn.ts';
import { type Call, handlerOf, parseOutput } from './procedures.ts';

/** What a question is answered from. */
export interface Answering {
  /** What who asks sees. */
  readonly seen: Shared;
  /** All there is: a command reads and measures the whole, whoever carries it out. */
  readonly whole: Shared;
  readonly scopes: ScopedWorkspaces;
  readonly queue: CommandQueue;
  readonly clock: () => Date;
}

/** Works a question out, as it stands at a moment. */
export async function answerQuery(
  { name, procedure, input, signal }: Call,
  { seen, whole, scopes, queue, clock }: Answering,
  now: Date,
): Promise<unknown> {
  const { workspace, caller } = seen;
  const rehearse = async (inner: string, wanted: unknown) => {
    const rehearsed = rehearsedCall(inner, wanted, signal);
    return await inTurn(queue, rehearsed, whole, (prepared) => rehearseCommand(rehearsed, prepared, clock()));
  };
  // What is asked by one alone is not kept in the place of what all ask.
  const isShared = procedure.reads !== undefined && !procedure.isOwn;
  const db = isShared ? workspace.kept.db : workspace.database.reader;
  const seenWith: QueryContext['seenWith'] = (needed, read) => scopes.readWith(caller.rights, needed, read);
  const around = { db, now, today: dayOf(now), rehearse, seenWith };
  const result = await handlerOf(name)({ ...seen, ...around }, input);
  return parseOutput(name, procedure, result);
}
