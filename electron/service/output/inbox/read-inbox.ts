import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { weekOf } from '#shared/campaigns/campaign-task.ts';
import type { Area } from '#shared/contract/areas.ts';
import { type Inbox, type InboxEntry, inboxSchema } from '#shared/contract/overview.ts';
import {
  CHANGES_DAYS,
  type InboxKind,
  inboxKinds,
  OLD_LIST_DAYS,
  rowsOfKind,
} from '#shared/inbox/inbox-kinds.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { selectTasksDue } from '../../db/queries/campaigns.ts';
import { selectWaitingReplies } from '../../db/queries/exchange.ts';
import { selectLastImport } from '../../db/queries/imports.ts';
import { selectSweepsIn } from '../../db/queries/sweeps.ts';
import { findFullStops } from '../../sweeps/joint/full-stops.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { Change } from '../changes/changes-context.ts';
import { readZoneChanges } from '../changes/zone-changes.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'now' | 'progress'>;

/** What changes of verdicts and their names rest on: a visit that is recorded changes none of it. */
const behindChanges: readonly Area[] = [
  'settings',
  'packs',
  'lists',
  'venues',
  'schools',
  'gates',
  'regions',
  'findings',
];

/** Names told of each kind. */
const NAMES_TOLD = 3;

/** What is to be done on a day, from where each of it is defined. */
export async function readInbox(context: Context): Promise<Inbox> {
  const { db, today } = context;
  const tasks = await selectTasksDue(db, weekOf(today).to);
  const entries = [
    ...taskEntries(tasks, today),
    ...(await rowEntries(context)),
    ...(await changeEntries(context)),
    ...(await replyEntries(context)),
    ...(await capEntries(context)),
    ...(await listEntries(context)),
  ];
  return {
    today,
    tasks,
    entries: entries
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => inboxKinds.indexOf(a.kind) - inboxKinds.indexOf(b.kind)),
  };
}

function entry(
  kind: InboxKind,
  count: number,
  names: readonly string[],
  of: Partial<Pick<InboxEntry, 'of' | 'sweepId'>> = {},
): InboxEntry {
  return { kind, count, names: [...new Set(names)].slice(0, NAMES_TOLD), of: null, sweepId: null, ...of };
}

function taskEntries(tasks: Inbox['tasks'], today: string): InboxEntry[] {
  const late = tasks.filter(({ dueOn }) => dueOn !== null && dueOn < today);
  const due = tasks.filter((task) => !late.includes(task));
  const titles = (some: Inbox['tasks']) => some.map(({ title }) => title);
  return [entry('overdueTasks', late.length, titles(late)), entry('weekTasks', due.length, titles(due))];
}

/** What is rows of a table. */
async function rowEntries({ workspace, today }: Context): Promise<InboxEntry[]> {
  const due = sweptWhen(workspace.pack, today);
  const entries: InboxEntry[] = [];
  for (const kind of inboxKinds) {
    const rows = rowsOfKind(kind, today);
    if (rows === null) continue;
    const { table, query } = rows;
    const request = { table, query, text: '', sort: [], about: null, today, due };
    entries.push(entry(kind, await workspace.rowSets.count(request), []));
  }
  return entries;
}

/** What lists and people changed of verdicts in the last days. */
async function changeEntries(context: Context): Promise<InboxEntry[]> {
  const { workspace, today, now, progress } = context;
  // Who does not see everything is not told by the trail what changed.
  if (!workspace.isWhole) return [];
  const key = `inbox: changes of verdicts\n${today}`;
  const kept = workspace.answers.ask(key, behindChanges, progress.asker, now.getTime(), () =>
    readChangeEntries(context),
  );
  return inboxSchema.shape.entries.parse(await kept);
}

async function readChangeEntries(context: Context): Promise<InboxEntry[]> {
  const of = { from: addDays(context.today, 1 - CHANGES_DAYS), to: context.today };
  const changes = await readZoneChanges(context, of);
  const came = changes.filter(({ kind }) => kind === 'findingCame');
  const others = changes.filter(({ kind }) => kind === 'findingGone' || kind === 'findingChanged');
  const names = (some: readonly Change[]) => some.map(({ name }) => name);
  return [
    entry('cameIntoZone', came.length, names(came), { of }),
    entry('changedVerdict', others.length, names(others), { of }),
  ];
}

/** What other systems said of hazards and waits for somebody. */
async function replyEntries({ db }: Context): Promise<InboxEntry[]> {
  const replies = await selectWaitingReplies(db);
  return [
    entry(
      'replies',
      replies.length,
      replies.map(({ code }) => code),
    ),
  ];
}

/** Stops of each sweep that is under way whose venues have been visited nearly as often as they may be. */
async function capEntries(context: Context): Promise<InboxEntry[]> {
  const { db, today } = context;
  const entries: InboxEntry[] = [];
  for (const { id } of await selectSweepsIn(db, { from: today, to: today })) {
    const names = await findFullStops(context, id);
    entries.push(entry('capNear', names.length, names, { sweepId: id }));
  }
  return entries;
}

async function listEntries({ db, today }: Context): Promise<InboxEntry[]> {
  const last = await selectLastImport(db, 'schools');
  const days = last === null ? 0 : daysBetween(dayOf(new Date(last.importedAt)), today);
  return days > OLD_LIST_DAYS && last ? [entry('oldSchools', days, [last.fileName])] : [];
}
