import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { useService } from '../../client/queries.ts';
import { linkTo } from '../../routes/routes.ts';

/** Most visits that are shown: what was long ago is in the dossier. */
const MOST = 6;

/** What is on record of the place where a visit is being recorded: it can be looked at without leaving the form. */
export function EarlierRecords({ stopId }: { stopId: number }) {
  const { data } = useService('visits.earlier', { stopId });
  if (!data || data.visits.length + data.hazards.length === 0) return null;
  const { visits, hazards } = data;
  return (
    <details className="visit-earlier">
      <summary>
        以往检查 {visits.length} 次
        {visits[0] && `（最近 ${visits[0].startedAt.slice(0, 10)} ${visits[0].result}）`}，未结隐患{' '}
        {hazards.length} 项
      </summary>
      <ul>
        {hazards.map(({ id, code, kind, level, description, state, dueOn }) => (
          <li key={`hazard ${id}`}>
            <a href={linkTo({ name: 'hazard', id })} target="_blank" rel="noreferrer">
              {code}
            </a>{' '}
            {kind}（{level}）：{description}，{hazardStateNames[state]}
            {dueOn && `，期限 ${dueOn}`}
          </li>
        ))}
        {visits.slice(0, MOST).map(({ id, startedAt, result, facts, officers, hazards: found }) => (
          <li key={id}>
            <strong className="number">{startedAt.slice(0, 10)}</strong> {result}
            {found > 0 && `（隐患 ${found} 项）`}：{facts}{' '}
            <span className="quiet">{officers.join('、')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
