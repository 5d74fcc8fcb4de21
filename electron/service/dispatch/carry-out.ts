import { dayOf } from '#shared/calendar/china-time.ts';
import type { Area } from '#shared/contract/areas.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { VerdictChange } from '#shared/contract/findings.ts';
import { joinTouched, type Touched } from '../cache/touched.ts';
import { joinChanged, rowsOf } from '../db/journal/changed-rows.ts';
import { insertEdit, type RowChange, sameRow } from '../db/journal/edit-history.ts';
import type { NotedRows } from '../db/journal/noted-rows.ts';
import { nameFlips } from '../db/queries/findings.ts';
import { takenBack } from '../db/queries/taken-back.ts';
import { writeMeta } from '../db/schema/meta.ts';
import type { Write } from '../db/schema/schema.ts';
import { editTitle } from '../places/editing/undo-edit.ts';
import { measureTouched } from '../places/judging/measure-touched.ts';
import type { CommandContext, QueryContext, Rehearsal } from '../workspace/context.ts';
import { changedAreas } from './changed-areas.ts';
import { joinMeanwhile } from './join-meanwhile.ts';
import { type Call, findProcedure, handlerOf, parseInput, parseOutput } from './procedures.ts';
import { rebaseForm } from './rebase-form.ts';
import { findAnswer, partIdentity, rememberAnswer } from './repeated-calls.ts';
import { trailText } from './trail-text.ts';

/** What every call gets from the service around it. */
export type Shared = Pick<
  QueryContext,
  'workspace' | 'caller' | 'progress' | 'files' | 'controls' | 'log' | 'today'
> &
  Pick<CommandContext, 'prepared'>;

/** What a command did: its answer, the areas and the places that it changed. */
export interface CarriedOut {
  readonly output: unknown;
  readonly areas: readonly Area[];
  readonly touched: Touched;
  readonly rows: NotedRows | null;
}

/** Flips that a preview lists; it counts all. */
const FLIPS_SHOWN = 500;

/** What a command's handler recorded and what it changed. */
interface Traces {
  readonly touched: Touched[];
  readonly checks: (() => Promise<void>)[];
  flips: readonly VerdictChange[];
  measuresLater: boolean;
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

/** One command, one transaction, one audit entry. */
export async function carryOut(call: Call, shared: Shared, now: Date): Promise<CarriedOut> {
  return await inTransaction(call, shared, now, async () => undefined);
}

/** A call of a command that is to be rehearsed. Errors: PROCEDURE_UNKNOWN, INPUT_INVALID. */
export function rehearsedCall(name: string, input: unknown, signal: AbortSignal): Call {
  const procedure = findProcedure(name);
  if (procedure.kind !== 'command') throw new CodedError('PROCEDURE_UNKNOWN', { name });
  return { name, procedure, input: parseInput(procedure, input), signal };
}

/** Carries a command out to its end, looks at what it answers and flips, and takes everything back. */
export async function rehearseCommand(call: Call, shared: Shared, now: Date): Promise<Rehearsal> {
  try {
    await inTransaction(call, shared, now, async (db, { flips }, output) => {
      const named = await nameFlips(db, flips.slice(0, FLIPS_SHOWN));
      throw new TakenBack({ output, preview: { total: flips.length, flips: named } });
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.rehearsal;
    throw error;
  }
  throw new Error('a rehearsal was not taken back');
}

/**
 * The handler, the measuring of what it touched, what follows for undo, seals and trail, in one transaction; `atEnd`
 * still belongs to it.
 */
async function inTransaction(
  call: Call,
  shared: Shared,
  now: Date,
  atEnd: (db: Write, traces: Traces, output: unknown) => Promise<void>,
): Promise<CarriedOut> {
  const { name, procedure, signal } = call;
  if (signal.aborted) throw new CodedError('CANCELLED');
  const traces = noTraces();
  let areas: readonly Area[] = [];
  let rows: NotedRows | null = null;
  const { input, known } = partIdentity(call);
  const output = await shared.workspace.database.writer.transaction().execute(async (trx) => {
    const before = known && (await findAnswer(trx, call, known));
    if (before) return before.answer;
    const context = contextOf(shared, trx, now, traces, call.opened && { ...call.opened, isTried: false });
    const meanwhile = await changedMeanwhile(call, shared, trx, now);
    if (procedure.edit !== undefined || meanwhile) shared.workspace.database.keepEdited();
    const said = await rebaseForm(trx, call, input, shared.workspace.catalogue);
    const answer = parseOutput(name, procedure, await handlerOf(name)(context, said));
    if (meanwhile)
      await joinMeanwhile(
        context,
        meanwhile,
        shared.workspace.database.changedRows(),
        call.opened?.sides ?? {},
      );
    const edited = procedure.edit === undefined ? [] : await keepEdit(context, name, procedure.edit);
    if (known) await rememberAnswer(trx, call, known, answer, now);
    await measure(context, traces);
    for (const check of traces.checks) await check();
    areas = changedAreas(procedure, shared.workspace.database, joinTouched(traces.touched));
    rows = shared.workspace.database.notedRows();
    await record(context, { name, input: said, output: answer, edited, traces });
    await atEnd(trx, traces, answer);
    return answer;
  });
  return { output, areas, touched: joinTouched(traces.touched), rows };
}

/**
 * What somebody else changed since the form of a command was opened: what the command would change, had it said what the
 * form was opened with. Null where that is nothing.
 */
async function changedMeanwhile(call: Call, shared: Shared, db: Write, now: Date) {
  if (call.opened === undefined || call.procedure.opened !== undefined) return null;
  const { database } = shared.workspace;
  const { input } = partIdentity({ ...call, input: call.opened.was });
  const rows = await takenBack(db, async () => {
    database.keepEdited();
    const opened = { was: input, isTried: true };
    await handlerOf(call.name)(contextOf(shared, db, now, noTraces(), opened), input);
    return database.changedRows();
  }).catch((error: unknown) => {
    // What stood there before may not be entered today, such as a kind that is 未定: then nothing is known of others.
    if (error instanceof CodedError) return null;
    throw error;
  });
  if (rows === null) return null;
  const isChanged = [...rows.values()].some((each) =>
    each.some(({ before, after }) => !sameRow(before, after)),
  );
  return isChanged ? rows : null;
}

function noTraces(): Traces {
  return {
    touched: [],
    checks: [],
    flips: [],
    measuresLater: false,
    before: null,
    after: null,
  };
}

function contextOf(
  shared: Shared,
  db: Write,
  now: Date,
  traces: Traces,
  opened?: CommandContext['opened'],
): CommandContext {
  const inner = async (within: CommandContext, name: string, wanted: unknown) => {
    const procedure = findProcedure(name);
    return parseOutput(name, procedure, await handlerOf(name)(within, parseInput(procedure, wanted)));
  };
  const context: CommandContext = {
    ...shared,
    db,
    now,
    today: dayOf(now),
    actor: shared.caller.actor,
    opened,
    recordBefore: (value) => {
      traces.before = value ?? null;
    },
    recordAfter: (value) => {
      traces.after = value ?? null;
    },
    touched: (places) => void traces.touched.push(places),
    postponeMeasuring: () => {
      traces.measuresLater = true;
    },
    lastly: (check) => void traces.checks.push(check),
    carryOut: (name, wanted) => inner(context, name, wanted),
    tryOut: async (name, wanted) => {
      await takenBack(db, () => inner(contextOf(shared, db, now, noTraces()), name, wanted));
    },
  };
  return context;
}

/** Measures once, from the union of all that the command touched. */
async function measure(context: CommandContext, traces: Traces): Promise<void> {
  if (traces.measuresLater) {
    await writeMeta(context.db, 'findingsCurrent', '0');
    return;
  }
  const { flips, schools } = await measureTouched(context, joinTouched(traces.touched));
  traces.flips = flips;
  if (schools.length === 0) return;
  context.touched({ findings: schools });
}

/** Keeps what an edit changed, so that it can be undone; one that changed nothing leaves no trace. */
async function keepEdit(
  { db, now, actor, caller, workspace }: CommandContext,
  name: string,
  title: string,
): Promise<readonly RowChange[]> {
  const changes = workspace.database.editedRows();
  if (changes.length === 0) return changes;
  const edit = { at: now.toISOString(), actor, command: name, title: editTitle(title, changes) };
  workspace.editors.note(await insertEdit(db, edit, changes), caller);
  return changes;
}

interface Told {
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly edited: readonly RowChange[];
  readonly traces: Traces;
}

/** Appends the command's entry to the trail, with the rows that it changed unless its handler told them. */
async function record(
  { db, now, actor, workspace }: CommandContext,
  { name, input, output, edited, traces }: Told,
): Promise<void> {
  const changed = joinChanged(workspace.database.toldRows(), rowsOf(edited));
  // Where the handler recorded the state before, that is used: it knows which part of it matters.
  const told = traces.before === null ? changed : null;
  const flips = traces.flips.length > 0 ? { flips: traces.flips } : null;
  const own = traces.after ?? output ?? null;
  const after = told || flips ? { ...asRecord(own), ...(told && { rows: told.after }), ...flips } : own;
  await workspace.database.record(db, {
    at: now.toISOString(),
    actor,
    command: name,
    input: trailText(input),
    before: trailText(told ? { rows: told.before } : traces.before),
    after: trailText(after),
  });
}

function asRecord(value: unknown): object {
  if (value === null) return {};
  return typeof value === 'object' && !Array.isArray(value) ? value : { value };
}
