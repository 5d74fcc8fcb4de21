import { hash } from 'node:crypto';
import type { TakenEvents } from '#shared/contract/exchange.ts';
import { eventProblemWords } from '#shared/exchange/read-events.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { keysOf } from '#shared/lists/record.ts';
import { keepOverwritten } from '../../db/queries/batch-undo.ts';
import { insertReceived } from '../../db/queries/exchange.ts';
import { insertHazardSteps } from '../../db/queries/hazard-steps.ts';
import { insertBatch, insertProblems, listAdded } from '../../db/queries/imports.ts';
import { updateRow } from '../../db/queries/write-row.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { insertHazards, tellListed, withCodes } from '../ledger/write-hazards.ts';
import type { HashedRow } from '../staged-row.ts';
import { type EventPlan, type KnownEvent, type PlannedEvent, planEvents } from './plan-events.ts';
import { exchangedColumns } from './stage-event.ts';

/** Events told of a file; the counts are of all. */
const EVENTS_TOLD = 200;

/** What is written into the history of a hazard that another system told something of. */
const UPDATED_STEP = '外部系统更新';
const REPLIED_STEP = '外部系统反馈';

/** What a plan would do, or did as a batch. */
export function tellPlan(plan: EventPlan, batch: number | null): TakenEvents {
  const { system, rows, added, known, unchanged, problems } = plan;
  const updated = known.filter(({ set }) => keysOf(set).length > 0);
  const told = [
    ...added.map((each) => ({ ...each, outcome: 'added' as const, ours: '', changes: '' })),
    ...known.map((each) => ({
      ...each,
      outcome: keysOf(each.set).length > 0 ? ('updated' as const) : ('reply' as const),
      ours: String(each.hazard.code),
      changes: changesText(each),
    })),
  ].toSorted((a, b) => a.row - b.row);
  return {
    ...{ batch, system, rows, unchanged },
    ...{ added: added.length, updated: updated.length, replies: known.length - updated.length },
    rejected: new Set(problems.filter(({ rejected }) => rejected).map(({ row }) => row)).size,
    problems: problems.map((each) => ({ ...each, message: eventProblemWords[each.code] })),
    told: told.slice(0, EVENTS_TOLD).map(({ row, outcome, ours, event, changes }) => ({
      ...{ row, outcome, changes, code: ours, number: event.number, description: event.description },
      place: event.place.name || event.place.school || event.place.address,
    })),
  };
}

function changesText({ set, event, waits }: KnownEvent): string {
  return [
    ...keysOf(set).map((column) => exchangedColumns[column]),
    ...(waits ? [`状态 ${hazardStateNames[event.state]}（待确认）`] : []),
  ].join('、');
}

/** Takes a file of events in, in one batch. Errors: those of `planEvents`. */
export async function takeEvents(
  context: CommandContext,
  wanted: { readonly token: string; readonly system: string },
): Promise<TakenEvents> {
  const { db, now, actor, workspace, files } = context;
  const plan = await planEvents(context, wanted);
  const { added, known } = plan;
  if (added.length + known.length === 0) return tellPlan(plan, null);
  const told = tellPlan(plan, null);
  const { name } = files.resolve(wanted.token);
  const fileName = `${plan.system} ${name}`;
  const batch = await insertBatch(db, {
    ...{ fileName, kind: 'hazards', importedAt: now.toISOString(), importedBy: actor, options: '{}' },
    // Files come again under the same name and with the same content: nothing is known by that.
    fileHash: hash('sha256', `${plan.system}\n${now.toISOString()}\n${name}`),
    ...{ rows: told.rows, added: told.added, updated: known.length, unchanged: told.unchanged },
    ...{ rejected: told.rejected, preset: null, partOf: null, undoneAt: null },
    warned: new Set(told.problems.filter(({ rejected }) => !rejected).map(({ row }) => row)).size,
  });
  await writeAdded(context, plan, batch, fileName);
  await writeKnown(context, plan, batch);
  insertProblems(workspace.database.insertMany, batch, told.problems, new Map());
  context.recordAfter({ batch, system: plan.system, added: added.length, known: known.length });
  return { ...told, batch };
}

async function writeAdded(
  context: CommandContext,
  { added, system }: EventPlan,
  batch: number,
  fileName: string,
): Promise<void> {
  const { db, today } = context;
  const rows: HashedRow[] = await withCodes(
    db,
    added.map(({ staged }) => staged),
    today,
  );
  const ids = await insertHazards(context, batch, rows);
  await tellListed(context, ids, fileName);
  await listAdded(db, batch, ids);
  for (const [i, event] of added.entries()) {
    const written = rows[i]?.values ?? {};
    const taken = Object.fromEntries(keysOf(event.values).map((column) => [column, written[column] ?? null]));
    await keepEvent(context, event, { batch, system, hazardId: ids[i] ?? 0, eventId: null, taken });
  }
}

async function writeKnown(
  context: CommandContext,
  { known, system }: EventPlan,
  batch: number,
): Promise<void> {
  const { db, now, actor, workspace } = context;
  const updated = known.filter(({ set }) => keysOf(set).length > 0);
  keepOverwritten(
    workspace.database.insertMany,
    batch,
    updated.map(({ hazard }) => hazard),
  );
  for (const each of known) {
    const { hazard, event, set, values } = each;
    const state = hazardStateSchema.parse(hazard.state);
    const isUpdated = keysOf(set).length > 0;
    if (isUpdated) await updateRow(db, 'hazards', hazard.id, { ...set, batchId: batch });
    const [eventId = null] = await insertHazardSteps(db, [
      {
        ...{ hazardId: hazard.id, at: now.toISOString(), actor, fromState: state, toState: state },
        action: isUpdated ? UPDATED_STEP : REPLIED_STEP,
        note: [`${system} ${event.number}`.trim(), changesText(each), event.result]
          .filter(Boolean)
          .join('：'),
        visitId: null,
      },
    ]);
    // Of a hazard that is ours nothing was said for its columns.
    await keepEvent(context, each, { batch, system, hazardId: hazard.id, eventId, taken: { ...values } });
  }
}

async function keepEvent(
  { db, now }: CommandContext,
  { event, waits }: PlannedEvent,
  kept: {
    readonly batch: number;
    readonly system: string;
    readonly hazardId: number;
    readonly eventId: number | null;
    readonly taken: Record<string, string | number | null | undefined>;
  },
): Promise<void> {
  const { batch, system, hazardId, eventId, taken } = kept;
  await insertReceived(db, {
    ...{ batchId: batch, hazardId, eventId, system, number: event.number, revision: event.revision },
    content: writeStored('exchangeEvents.content', event),
    taken: writeStored(
      'exchangeEvents.taken',
      Object.fromEntries(Object.entries(taken).map(([column, value]) => [column, value ?? null])),
    ),
    ...{ receivedAt: now.toISOString(), reply: waits ? 'waiting' : '', settledAt: null },
  });
}
