import type { OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import type { ChangeKind, ChangesWanted } from '#shared/contract/what-changed.ts';
import { inboxWords, rowsOfKind } from '#shared/inbox/inbox-kinds.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { ErrorState } from '../../../components/states.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo, type Route } from '../../../routes/routes.ts';
import { DueTasks } from './due-tasks.tsx';
import './inbox.css';

type Inbox = OutputOf<'overview.inbox'>;
type InboxEntry = Inbox['entries'][number];

/** What is to be done today, each line with its rows behind it; where there is nothing, that is said with what was looked at. */
export function TodayInbox() {
  const inbox = useService('overview.inbox', {});
  const may = useMayCall();
  if (inbox.error) return <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />;
  if (!inbox.data) return null;
  const { entries, tasks, today } = inbox.data;
  const shown = entries.flatMap((entry) => {
    const way = wayTo(entry, today);
    return may(way.to) ? [{ entry, route: way.route }] : [];
  });
  return (
    <section className="inbox" aria-label="今日要办">
      <header>
        <h2>今日要办</h2>
        {may('campaigns.list') && <a href={linkTo({ name: 'campaigns' })}>工作计划</a>}
      </header>
      {shown.length === 0 ? (
        <p className="quiet inbox-nothing">
          今天没有要办的：没有到期或逾期的隐患和任务，近 7 日没有场所进入区内，没有要到期的区内许可证。
        </p>
      ) : (
        <div className="inbox-parts">
          <ul>
            {shown.map(({ entry, route }) => (
              <li key={`${entry.kind}/${entry.sweepId}`}>
                <InboxLine entry={entry} route={route} />
              </li>
            ))}
          </ul>
          {tasks.length > 0 && may('campaigns.list') && <DueTasks tasks={tasks} today={today} />}
        </div>
      )}
    </section>
  );
}

function InboxLine({ entry: { kind, count, names }, route }: { entry: InboxEntry; route: Route }) {
  const { title, unit, explained, tone } = inboxWords[kind];
  const more = count > names.length && names.length > 0 ? '等' : '';
  return (
    <button
      type="button"
      className={`inbox-line inbox-${tone}`}
      title={explained}
      onClick={() => goTo(route)}
    >
      <strong className="number">{count.toLocaleString('zh-CN')}</strong>
      <span className="inbox-unit">{unit}</span>
      <span>{title}</span>
      <span className="quiet inbox-names">{names.length > 0 && `${names.join('、')}${more}`}</span>
    </button>
  );
}

interface Way {
  readonly route: Route;
  /** Nobody is led to a screen that is not theirs. */
  readonly to: ProcedureName;
}

/** Where the rows of an entry stand, and what is asked there. */
function wayTo({ kind, of, sweepId }: InboxEntry, today: string): Way {
  const rows = rowsOfKind(kind, today);
  if (rows) return { route: { name: 'table', table: rows.table, query: rows.query }, to: 'tables.rows' };
  if (of) {
    const kinds: ChangeKind[] = kind === 'cameIntoZone' ? ['findingCame'] : ['findingGone', 'findingChanged'];
    const nothingElse = { town: null, schoolId: null, category: null };
    const wanted: ChangesWanted = { of, kinds, level: TOWN_LEVEL, ...nothingElse };
    return { route: { name: 'changes', wanted }, to: 'overview.changes' };
  }
  if (sweepId !== null) return { route: { name: 'sweep', id: sweepId, tab: 'stops' }, to: 'sweeps.list' };
  if (kind === 'replies') return { route: { name: 'ledger' }, to: 'exchange.settle' };
  return kind === 'oldSchools'
    ? { route: { name: 'import' }, to: 'import.run' }
    : { route: { name: 'campaigns' }, to: 'campaigns.list' };
}
