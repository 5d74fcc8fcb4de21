import { Button } from 'antd';
import type { DuplicatePair, DuplicateVenue } from '#shared/contract/duplicates.ts';
import { duplicateReasonNames } from '#shared/registry/duplicates.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle, metres } from '../../../components/format.ts';
import { Phone } from '../../../components/phone.tsx';
import { Tag } from '../../../components/tags.tsx';
import { linkTo } from '../../../routes/routes.ts';
import { ConsequenceTag } from '../queue/consequence-tag.tsx';
import { QueueKeys } from '../queue/queue-keys.tsx';
import type { PairDecisions, PairQueue } from './use-pairs.ts';

/** Two venues side by side, with the keys that say whether they are one. */
export function PairCard({
  pair,
  queue,
  decisions,
}: {
  pair: DuplicatePair;
  queue: PairQueue;
  decisions: PairDecisions;
}) {
  const { first, second, reasons, apart, severity } = pair;
  const lead = leadOf(pair);
  return (
    <div className="review-card" data-testid="pair">
      <p className="duplicate-reasons">
        {reasons.map((reason) => (
          <Tag key={reason} tone="accent">
            {duplicateReasonNames[reason]}
          </Tag>
        ))}
        <ConsequenceTag severity={severity} />
        <span className="quiet small number">
          {apart === null ? '有一家没有位置' : `相距 ${metres(apart)}`}
        </span>
      </p>
      <div className="duplicate-sides">
        <Side venue={first} other={second} />
        <Side venue={second} other={first} />
      </div>
      <div className="review-keys">
        <Button type={lead === 'first' ? 'primary' : 'default'} onClick={() => decisions.merge('first')}>
          <kbd>1</kbd> 是一家，以左边为准
        </Button>
        <Button type={lead === 'second' ? 'primary' : 'default'} onClick={() => decisions.merge('second')}>
          <kbd>2</kbd> 是一家，以右边为准
        </Button>
        <Button onClick={decisions.part}>
          <kbd>0</kbd> 是两家，分开保留
        </Button>
      </div>
      <QueueKeys queue={queue} unit="对" hasOne />
    </div>
  );
}

/** The side to prefer: the one that is still listed, else the one that has a code. */
function leadOf({ first, second }: DuplicatePair): 'first' | 'second' {
  if (first.vanished !== second.vanished) return first.vanished ? 'second' : 'first';
  return first.uscc === '' && second.uscc !== '' ? 'second' : 'first';
}

function Side({ venue, other }: { venue: DuplicateVenue; other: DuplicateVenue }) {
  const workspace = useService('workspace.describe', {});
  const title = (category: string) => categoryTitle(workspace.data?.categories ?? [], category);
  const facts: readonly (readonly [string, string, string])[] = [
    ['信用代码', venue.uscc, other.uscc],
    ['注册号', venue.regNo, other.regNo],
    ['地址', venue.address, other.address],
    ['类别', title(venue.category), title(other.category)],
    ['负责人', venue.legalPerson, other.legalPerson],
    ['电话', venue.phone, other.phone],
    ['状态', venue.status, other.status],
    ['名单来源', venue.source, venue.source],
  ];
  return (
    <div className="duplicate-side">
      <b data-testid="pair-name">{venue.name}</b>{' '}
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
