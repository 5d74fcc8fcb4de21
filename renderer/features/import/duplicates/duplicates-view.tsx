import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { DuplicatePair, DuplicateVenue } from '#shared/contract/review.ts';
import { duplicateReasonNames } from '#shared/registry/duplicates.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { categoryTitle, metres } from '../../../components/format.ts';
import { Phone } from '../../../components/phone.tsx';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { linkTo } from '../../../routes/routes.ts';

/** Pairs that are probably one venue, shown side by side. The user merges them, or says that they are two. */
export function DuplicatesView() {
  const pairs = useService('duplicates.list', {});
  if (pairs.error) return <ErrorState error={pairs.error} />;
  if (!pairs.data) return <Loading label="正在比对场所" />;
  return (
    <section className="card">
      <h2>疑似重复（{pairs.data.total} 对）</h2>
      <p className="quiet small">
        合并后检查、隐患和实测都归到保留的一家，两个名称以后都能对上；合并可以在场所面板里撤销。
      </p>
      {pairs.data.pairs.length === 0 ? (
        <EmptyState title="没有疑似重复的场所">名称、地址、电话和位置都没有明显相同的。</EmptyState>
      ) : (
        <ul className="duplicate-pairs" data-testid="duplicates">
          {pairs.data.pairs.map((pair) => (
            <Pair key={`${pair.first.id}/${pair.second.id}`} pair={pair} />
          ))}
        </ul>
      )}
      {pairs.data.total > pairs.data.pairs.length && (
        <p className="quiet small">先列出最像的 {pairs.data.pairs.length} 对，处理后再列其余。</p>
      )}
    </section>
  );
}

function Pair({ pair }: { pair: DuplicatePair }) {
  const { first, second, reasons, apart } = pair;
  const [lead, setLead] = useState<'first' | 'second'>(leadOf(pair));
  const merge = useCommand('duplicates.merge');
  const keepApart = useCommand('duplicates.keepApart');
  const carryOut = useCarryOut();
  // The older row is kept. The user chooses whose particulars it gets.
  const join = () => {
    const values = lead === 'first' ? 'kept' : 'removed';
    return carryOut(
      () => merge.mutateAsync({ input: { keptId: first.id, removedId: second.id, values } }),
      `已合并为“${lead === 'first' ? first.name : second.name}”`,
    );
  };
  const part = () =>
    carryOut(
      () => keepApart.mutateAsync({ input: { firstId: first.id, secondId: second.id } }),
      '已记为两家，不再提示',
    );
  return (
    <li>
      <p className="duplicate-reasons">
        {reasons.map((reason) => (
          <Tag key={reason} tone="accent">
            {duplicateReasonNames[reason]}
          </Tag>
        ))}
        <span className="quiet small number">
          {apart === null ? '有一家没有位置' : `相距 ${metres(apart)}`}
        </span>
      </p>
      <Radio.Group className="duplicate-sides" value={lead} onChange={({ target }) => setLead(target.value)}>
        <Side value="first" venue={first} other={second} />
        <Side value="second" venue={second} other={first} />
      </Radio.Group>
      <div className="import-buttons">
        <Button type="primary" loading={merge.isPending} onClick={join}>
          合并，以所选一侧为准
        </Button>
        <Button loading={keepApart.isPending} onClick={part}>
          是两家，分开保留
        </Button>
      </div>
    </li>
  );
}

/** The side to prefer: the one that is still listed, else the one that has a code. */
function leadOf({ first, second }: DuplicatePair): 'first' | 'second' {
  if (first.vanished !== second.vanished) return first.vanished ? 'second' : 'first';
  return first.uscc === '' && second.uscc !== '' ? 'second' : 'first';
}

function Side({
  value,
  venue,
  other,
}: {
  value: 'first' | 'second';
  venue: DuplicateVenue;
  other: DuplicateVenue;
}) {
  const workspace = useService('workspace.describe', {});
  const facts: readonly (readonly [string, string, string])[] = [
    ['信用代码', venue.uscc, other.uscc],
    ['注册号', venue.regNo, other.regNo],
    ['地址', venue.address, other.address],
    [
      '类别',
      categoryTitle(workspace.data?.categories ?? [], venue.category),
      categoryTitle(workspace.data?.categories ?? [], other.category),
    ],
    ['负责人', venue.legalPerson, other.legalPerson],
    ['电话', venue.phone, other.phone],
    ['状态', venue.status, other.status],
    ['名单来源', venue.source, venue.source],
  ];
  return (
    <div className="duplicate-side">
      <Radio value={value}>
        <b>{venue.name}</b>
      </Radio>
      {venue.vanished && <Tag tone="undetermined">最近名单中已无</Tag>}
      <dl>
        {facts.map(([label, text, there]) => (
          <div key={label} className={text !== there ? 'differs' : undefined}>
            <dt>{label}</dt>
            <dd>
              {label === '电话' ? <Phone shown={text || '—'} table="venues" id={venue.id} /> : text || '—'}
            </dd>
          </div>
        ))}
        <div>
          <dt>记录</dt>
          <dd>
            检查 {venue.visits} 次，未结隐患 {venue.openHazards} 项{' '}
            <a href={linkTo({ name: 'venue', id: venue.id })}>在地图查看</a>
          </dd>
        </div>
      </dl>
    </div>
  );
}
