import type { HazardRow } from '#shared/contract/ledger.ts';
import { hazardStateNames, hazardStates, isCounted } from '#shared/ledger/hazard.ts';
import { Tag } from '../../components/tags.tsx';
import { goTo } from '../../routes/navigation.ts';
import { stateTone } from './state-tone.ts';

/** What the columns of the board are: states, schools or bodies. */
export type Grouping = 'state' | 'school' | 'body';

/** Hazards as cards in columns. */
export function HazardBoard({ rows, by }: { rows: readonly HazardRow[]; by: Grouping }) {
  const columns = by === 'state' ? byState(rows) : byName(rows, by);
  return (
    <div className="hazard-board">
      {columns.map(({ title, own }) => (
        <section key={title} aria-label={title}>
          <header>
            <strong>{title}</strong>
            <span className="quiet number">{own.length}</span>
          </header>
          {own.map((row) => (
            <button
              key={row.id}
              type="button"
              className={row.overdue ? 'hazard-card hazard-card-late' : 'hazard-card'}
              onClick={() => goTo({ name: 'hazard', id: row.id })}
            >
              <span className="hazard-card-head">
                <strong>{row.placeName}</strong>
                {by !== 'state' && <Tag tone={stateTone[row.state]}>{hazardStateNames[row.state]}</Tag>}
              </span>
              <span className="small">
                {row.kind} · {row.level}
                {row.listed && ' · 挂牌督办'}
                {row.repeats !== null && ' · 屡犯'}
              </span>
              <span className="quiet small">
                {[by === 'school' ? '' : row.schoolName, by === 'body' ? '' : row.responsibleBody]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="quiet small number">
                {row.closedOn ? `${row.closedOn} 销号` : row.dueOn ? `期限 ${row.dueOn}` : '未定期限'}
                {row.overdue && '（逾期）'}
              </span>
            </button>
          ))}
        </section>
      ))}
    </div>
  );
}

interface BoardColumn {
  readonly title: string;
  readonly own: readonly HazardRow[];
}

function byState(rows: readonly HazardRow[]): BoardColumn[] {
  return hazardStates.map((state) => ({
    title: hazardStateNames[state],
    own: rows.filter((row) => row.state === state),
  }));
}

function byName(rows: readonly HazardRow[], by: Exclude<Grouping, 'state'>): BoardColumn[] {
  const groups = new Map<string, HazardRow[]>();
  for (const row of rows.filter(({ state }) => isCounted(state))) {
    const title = (by === 'school' ? row.schoolName : row.responsibleBody) || '未明确';
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups]
    .map(([title, own]) => ({ title, own }))
    .sort((a, b) => b.own.length - a.own.length || a.title.localeCompare(b.title, 'zh-CN'));
}
