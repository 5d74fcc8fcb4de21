import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { SeverityMark } from '../../../components/severity-mark.tsx';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import type { MapTarget } from '../../../map/map-props.ts';
import { thingsUnderPack } from './past-things.ts';
import { Swipe } from './swipe.tsx';

type Judged = OutputOf<'history.underPack'>;
type PackTitles = OutputOf<'packs.list'>;

/** What venues are under one rule pack and under another, side by side. */
export function PacksSwipe({ onSelect }: { onSelect: (target: MapTarget | null) => void }) {
  const packs = useService('packs.list', {});
  if (packs.error) return <ErrorState error={packs.error} onRetry={() => void packs.refetch()} />;
  if (!packs.data) return <Loading />;
  return <TwoPacks packs={packs.data} onSelect={onSelect} />;
}

function TwoPacks({ packs, onSelect }: { packs: PackTitles; onSelect: (target: MapTarget | null) => void }) {
  const current = packs.find((pack) => pack.current)?.id ?? packs[0]?.id ?? '';
  const [leftId, setLeft] = useState(current);
  const [rightId, setRight] = useState<string | null>(null);
  const left = useService('history.underPack', { packId: leftId });
  const right = useService('history.underPack', rightId === null ? null : { packId: rightId });
  const error = left.error ?? right.error;
  return (
    <>
      <div className="time-choices">
        <PackChoice label="左边的规则" packs={packs} value={leftId} onChange={setLeft} />
        <span className="quiet">对照</span>
        <PackChoice label="右边的规则" packs={packs} value={rightId} onChange={setRight} />
        {left.data && right.data && <Difference left={left.data} right={right.data} />}
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([left.refetch(), right.refetch()])} />
      ) : rightId === null ? (
        <EmptyState title="再选一套规则">
          左边是现行规则包。选好右边的一套，两边各按自己的规则研判，只是对照，不会保存。
        </EmptyState>
      ) : left.data && right.data ? (
        <TwoMaps left={left.data} right={right.data} onSelect={onSelect} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function TwoMaps(props: { left: Judged; right: Judged; onSelect: (target: MapTarget | null) => void }) {
  const { left, right, onSelect } = props;
  const onLeft = useMemo(() => momentsOf(left), [left]);
  const onRight = useMemo(() => momentsOf(right), [right]);
  return (
    <Swipe
      left={onLeft}
      right={onRight}
      leftTitle={<PackCounts judged={left} />}
      rightTitle={<PackCounts judged={right} />}
      onSelect={onSelect}
    />
  );
}

function momentsOf(judged: Judged) {
  return { things: thingsUnderPack(judged), day: 0, venues: true, hazards: false };
}

function PackCounts({ judged }: { judged: Judged }) {
  return (
    <>
      <strong>{judged.title}</strong>
      {severities
        .filter((severity) => severity !== 'outside')
        .map((severity) => (
          <span key={severity} title={severityNames[severity]}>
            <SeverityMark severity={severity} size={14} />{' '}
            {judged.venues.filter((venue) => venue.severity === severity).length}
          </span>
        ))}
    </>
  );
}

/** How many venues break a rule of one pack and none of the other. */
function Difference({ left, right }: { left: Judged; right: Judged }) {
  const breaking = ({ venues }: Judged) =>
    new Set(venues.flatMap(({ id, severity }) => (severity === 'violation' ? [id] : [])));
  const [here, there] = [breaking(left), breaking(right)];
  const only = (one: ReadonlySet<number>, other: ReadonlySet<number>) =>
    [...one].filter((id) => !other.has(id)).length;
  return (
    <span className="quiet">
      区内·禁设：只在左边 {only(here, there)} 家，只在右边 {only(there, here)} 家，两边都是{' '}
      {here.size - only(here, there)} 家
    </span>
  );
}

function PackChoice({
  label,
  packs,
  value,
  onChange,
}: {
  label: string;
  packs: PackTitles;
  value: string | null;
  onChange: (id: string) => void;
}) {
  return (
    <Select
      aria-label={label}
      className="time-pack"
      placeholder={label}
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={packs.map(({ id, title, current }) => ({
        value: id,
        label: current ? `${title}（现行）` : title,
      }))}
    />
  );
}
