import type { Handing } from '#shared/contract/handings.ts';
import { handingOf } from '#shared/ledger/handing.ts';
import { useService } from '../../client/queries.ts';
import { HandingSteps } from '../../components/handings/handing-steps.tsx';
import { chinaMoment, lateText, standText } from '../../components/handings/handing-words.ts';
import { Tag } from '../../components/tags.tsx';
import '../../components/handings/handings.css';

/** What of a hazard is with which body now; nothing where nobody has anything of it. What has ended stands in its 经过. */
export function HazardHandings({ hazardId }: { hazardId: number }) {
  const handings = useService('handings.list', { hazardId, standing: true });
  const rows = (handings.data ?? []).filter(({ waits, steps }) => waits !== null || steps.length > 0);
  if (rows.length === 0) return null;
  return (
    <>
      <h2>交办情况</h2>
      <ul className="handing-list">
        {rows.map((handing) => (
          <Item key={handing.id} handing={handing} />
        ))}
      </ul>
    </>
  );
}

function Item({ handing }: { handing: Handing }) {
  const { kind, fromBody, toBody, toPerson, matter, dueAt, hoursLate, waits, receivedBy, urges } = handing;
  return (
    <li>
      <span>
        <strong>{handingOf(kind).title}</strong> {[toBody, toPerson].filter(Boolean).join(' ')}{' '}
        <Tag tone={waits === null ? 'plain' : 'undetermined'}>{standText(handing)}</Tag>{' '}
        {hoursLate !== null && <Tag tone="violation">{lateText(hoursLate)}</Tag>}
      </span>
      <HandingSteps handing={handing} />
      <span className="quiet small handing-matter">
        {[
          `由 ${fromBody}`,
          dueAt === null ? '' : `限 ${chinaMoment(dueAt)} 前`,
          receivedBy === '' ? '' : `签收 ${receivedBy}`,
          urges === 0 ? '' : `催办 ${urges} 次`,
          matter,
        ]
          .filter(Boolean)
          .join('；')}
      </span>
    </li>
  );
}
