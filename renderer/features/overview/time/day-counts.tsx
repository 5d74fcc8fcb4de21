import type { DailyCounts } from '#shared/history/columns.ts';
import { figures } from '#shared/tables/figures.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { SeverityMark } from '../../../components/severity-mark.tsx';

const shown = severities.filter(
  (severity): severity is Exclude<Severity, 'outside'> => severity !== 'outside',
);

/** How many there were on a day, and what happened on it. */
export function DayCounts({ counts, day }: { counts: DailyCounts; day: number }) {
  const of = (values: readonly number[]) => (values[day] ?? 0).toLocaleString('zh-CN');
  return (
    <dl className="time-counts" aria-label="当天的数">
      {shown.map((severity) => (
        <div key={severity} title={figures[severity].explained}>
          <dt>
            <SeverityMark severity={severity} size={14} /> {figures[severity].label}
          </dt>
          <dd className="number">{of(counts[severity])}</dd>
        </div>
      ))}
      <div title={figures.openHazards.explained}>
        <dt>
          <i className="time-ring" /> {figures.openHazards.label}
        </dt>
        <dd className="number">{of(counts.openHazards)}</dd>
      </div>
      <div title="有位置、没有停业注销的场所，包括远离学校、图上没有画的">
        <dt>在业场所</dt>
        <dd className="number">{of(counts.inBusiness)}</dd>
      </div>
      <Happened title="当天新增场所" value={of(counts.opened)} />
      <Happened title="当天停业场所" value={of(counts.closed)} />
      <Happened title="当天新增隐患" value={of(counts.found)} />
      <Happened title="当天销号隐患" value={of(counts.settled)} />
    </dl>
  );
}

function Happened({ title, value }: { title: string; value: string }) {
  return (
    <div className={value === '0' ? 'time-none' : ''}>
      <dt>{title}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}
