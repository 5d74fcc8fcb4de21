import { shortDay } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { obligationKindNames } from '#shared/rules/cadence.ts';
import { Tag } from '../../../components/tags.tsx';
import { linkTo } from '../../../routes/routes.ts';

type Task = OutputOf<'overview.inbox'>['tasks'][number];

/** Tasks shown; the plan has all. */
const TASKS_SHOWN = 8;

/** What of the plans is overdue, or due until Sunday. */
export function DueTasks({ tasks, today }: { tasks: readonly Task[]; today: string }) {
  const more = tasks.length - TASKS_SHOWN;
  // What this week asks for stands before what is overdue, of which the latest comes first.
  const late = tasks.filter(({ dueOn }) => dueOn !== null && dueOn < today);
  const inOrder = [...tasks.filter((task) => !late.includes(task)), ...late.toReversed()];
  return (
    <section className="inbox-tasks" aria-label="本周到期和过期的任务">
      <h3>本周到期和过期的任务</h3>
      <ul>
        {inOrder.slice(0, TASKS_SHOWN).map(({ id, campaignId, title, kind, body, dueOn }) => (
          <li key={id}>
            <span className="number inbox-due">{dueOn && shortDay(dueOn)}</span>
            <a href={linkTo({ name: 'campaigns', campaignId })} title={title}>
              {obligationKindNames[kind]}：{title}
            </a>
            {dueOn !== null && dueOn < today && <Tag tone="violation">已过期</Tag>}
            <span className="quiet inbox-body" title={body}>
              {body}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="quiet small">另有 {more} 项，见工作计划</p>}
    </section>
  );
}
