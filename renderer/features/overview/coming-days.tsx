import { addDays, shortDay } from '#shared/calendar/days.ts';
import type { Overview } from '#shared/contract/overview.ts';
import { linkTo } from '../../routes/routes.ts';

type ComingDay = Overview['days'][number];

/** Whose day it is: the teams of today, and those of the next day on which any goes. */
export function ComingDays({ days, today }: { days: Overview['days']; today: string }) {
  if (days.length === 0) return null;
  return (
    <section className="overview-days" aria-label="检查安排">
      {days.map((day) => (
        <Day key={`${day.date}/${day.sweepId}`} day={day} today={today} />
      ))}
    </section>
  );
}

function Day({ day: { date, sweepId, sweep, teams }, today }: { day: ComingDay; today: string }) {
  return (
    <article className="overview-day">
      <h2>
        {whenOf(date, today)} <span className="number">{shortDay(date)}</span>
        <a href={linkTo({ name: 'sweep', id: sweepId, tab: 'teams' })}>{sweep}</a>
      </h2>
      <ul>
        {teams.map((team) => (
          <li key={`${team.teamId}/${team.session}`}>
            <strong>
              {team.name}
              {team.session === 'evening' && '（夜间）'}
            </strong>
            <span className="quiet number">
              {team.from}–{team.until <= team.from ? `次日${team.until}` : team.until}
            </span>
            {team.cancelled === '' ? (
              <span className="number">
                已检查 {team.visited} / {team.stops}
              </span>
            ) : (
              <span className="overview-cancelled">已取消：{team.cancelled}</span>
            )}
            <span className="quiet overview-members">{team.members.join('、')}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}

function whenOf(date: string, today: string): string {
  if (date === today) return '今天';
  return date === addDays(today, 1) ? '明天' : '接下来';
}
