import { addDays } from '#shared/calendar/days.ts';
import { type CalendarEvent, writeCalendar } from '#shared/calendar/icalendar.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { obligationKindNames } from '#shared/rules/cadence.ts';
import { selectCampaignTasks } from '../../db/queries/campaigns.ts';
import { requireCampaign } from '../../sweeps/campaigns/campaigns.ts';
import type { QueryContext } from '../../workspace/context.ts';

type Task = Awaited<ReturnType<typeof selectCampaignTasks>>[number];

/**
 * The tasks of a plan that have a last day as an iCalendar file, a whole day each, with a reminder two days before what is
 * not done. Errors: CAMPAIGN_UNKNOWN, CAMPAIGN_NO_DATES.
 */
export async function campaignCalendar(
  { db, now }: Pick<QueryContext, 'db' | 'now'>,
  id: number,
): Promise<Uint8Array> {
  const { title } = await requireCampaign(db, id);
  const tasks = (await selectCampaignTasks(db)).filter(({ campaignId }) => campaignId === id);
  const events = tasks.flatMap((task) => (task.dueOn === null ? [] : [eventOf(task, task.dueOn)]));
  if (events.length === 0) throw new CodedError('CAMPAIGN_NO_DATES', { title });
  return new TextEncoder().encode(writeCalendar(title, events, now));
}

function eventOf(task: Task, dueOn: string): CalendarEvent {
  const { id, title, kind, phase, body, helping, excerpt, note, doneOn } = task;
  return {
    uid: `task-${id}@xueantu`,
    wholeDay: true,
    from: dueOn,
    until: addDays(dueOn, 1),
    title: `${doneOn === null ? '' : '✓ '}${obligationKindNames[kind]}：${title}`,
    place: '',
    description: [
      phase && `阶段：${phase}`,
      body && `责任单位：${body}`,
      helping && `配合：${helping}`,
      excerpt && `依据：${excerpt}`,
      note,
    ]
      .filter(Boolean)
      .join('\n'),
    isCancelled: false,
    ...(doneOn === null && { remindDays: 2 }),
  };
}
