import { Alert, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { InputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import type { NamedVerdictChange } from '#shared/contract/findings.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../client/queries.ts';
import { SeverityMark } from './severity-mark.tsx';
import './verdict-changes.css';

/** The change is tried out when typing or dragging has stopped for so many milliseconds. */
const SETTLE_MS = 250;
const ROWS_SHOWN = 60;

/** What a command would change in the findings if it were carried out now; null while there is nothing to try. */
export function VerdictChanges<Name extends ServiceProcedureName>({
  command,
  input,
}: {
  command: Name;
  input: InputOf<Name> | null;
}) {
  const settled = useSettled(input);
  const preview = useService('changes.preview', settled === null ? null : { command, input: settled });
  if (input === null) return null;
  if (preview.error) return <Alert type="warning" showIcon title={preview.error.message} />;
  if (!preview.data || settled !== input)
    return (
      <div className="quiet small verdict-changes-busy">
        <Spin size="small" /> 正在试算对研判结果的影响…
      </div>
    );
  const { total, flips: changes } = preview.data;
  if (total === 0) return <p className="verdict-changes-none">研判结论不变。</p>;
  return (
    <section className="verdict-changes">
      <h3>保存后有 {total} 处研判结论改变</h3>
      <ul data-testid="flips">
        {changes.slice(0, ROWS_SHOWN).map((change) => (
          <ChangeRow key={`${change.schoolId}/${change.venueId}`} change={change} />
        ))}
      </ul>
      {total > ROWS_SHOWN && (
        <p className="quiet small">其余 {total - ROWS_SHOWN} 处保存后在研判结果中查看。</p>
      )}
    </section>
  );
}

function ChangeRow({ change }: { change: NamedVerdictChange }) {
  return (
    <li>
      <span className="verdict-change-name">{change.venueName}</span>
      <span className="quiet small verdict-change-school">{change.schoolName}</span>
      <span
        className="verdict-change"
        title={`${severityNames[change.before]}变为${severityNames[change.after]}`}
      >
        <SeverityMark severity={change.before} size={14} />
        <span aria-hidden="true">→</span>
        <SeverityMark severity={change.after} size={14} />
        <b>{meaningOf(change)}</b>
      </span>
      <span className="number quiet small">
        {distance(change.distanceBefore)} → {distance(change.distanceAfter)}
      </span>
    </li>
  );
}

/** Two words for what happens to a venue. */
function meaningOf({ before, after }: NamedVerdictChange): string {
  if (after === 'undetermined') return '变为存疑';
  if (after === 'outside') return '移出';
  if (after === 'supervisedDoubt') return severityNames.supervisedDoubt;
  if (before === 'outside') return after === 'violation' ? '进入·禁设' : '进入·监管';
  return severityNames[after];
}

function distance(metres: number | null): string {
  return metres === null ? '—' : `${metres.toFixed(1)} m`;
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
