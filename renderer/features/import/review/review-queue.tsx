import { Button, Progress } from 'antd';
import { OTHER_CATEGORY } from '#shared/classification/category.ts';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { useService } from '../../../client/queries.ts';
import { CategorySelect } from '../../../components/category-select.tsx';
import { categoryTitle, kindTitle, metres } from '../../../components/format.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { Saving } from '../queue/saving.tsx';
import type { AlikeVenues } from './queue-choices.ts';
import { type QueueWork, useQueueWork } from './use-queue-work.ts';

/** Venues in doubt one after another, those first that would break a rule: decided with one key each. */
export function ReviewQueue() {
  const work = useQueueWork();
  if (work.error) return <ErrorState error={work.error} />;
  const { current, counts } = work;
  if (!counts || (counts.total === 0 && work.done === 0))
    return work.isFirstRound ? null : (
      <section className="card" data-testid="review-queue">
        {counts ? (
          <EmptyState title="待认定的都已认定">累计认定 {counts.decided} 家。</EmptyState>
        ) : (
          <Loading label="正在取下一批" />
        )}
      </section>
    );
  const blank = counts.unknown - work.blankDone;
  return (
    <section className="card" data-testid="review-queue">
      <header className="review-head">
        <h2>
          还有 {counts.total - work.done} 家待认定，其中 {Math.max(0, counts.grave - work.graveDone)}{' '}
          家一旦认定就涉及管控
        </h2>
        <span className="quiet small" data-testid="review-progress">
          <Saving sender={work.sender} />
          本次已认定 <span className="number">{work.done}</span> 家，累计{' '}
          <span className="number">{counts.decided + work.done}</span> 家
        </span>
      </header>
      <Progress
        className="review-progress"
        percent={Math.round((100 * work.done) / Math.max(1, counts.total))}
        showInfo={false}
      />
      {blank > 0 && (
        <p className="quiet small">
          其中 {blank}{' '}
          家名称和名单都没有说明是做什么的，只因位置在禁设范围内而列出，下方按用词归组的不含这些。
        </p>
      )}
      {current ? (
        <QueuedCard venue={current} work={work} />
      ) : (
        <p className="quiet">
          {work.isReading ? '正在保存，接着取下一批…' : '这一批已看完。'}
          <Button disabled={work.isReading} onClick={work.reload}>
            再取一批
          </Button>
        </p>
      )}
    </section>
  );
}

function QueuedCard({ venue, work }: { venue: QueuedVenue; work: QueueWork }) {
  const workspace = useService('workspace.describe', {});
  const categories = workspace.data?.categories ?? [];
  const { consequence } = venue;
  const besideTitle = (kind: string) =>
    `${kind === venue.beside ? '也是' : '不是'}${categoryTitle(categories, venue.beside ?? '')}`;
  return (
    <div className="review-card">
      <div className="review-words">
        <b data-testid="queued-name">{venue.name}</b>
        {venue.beside !== null && (
          <span>
            <Tag tone="accent">{categoryTitle(categories, venue.category)}</Tag>
          </span>
        )}
        <span className="small">
          {venue.reason}
          {venue.likePieces.length > 0 &&
            `；名称里的${venue.likePieces.map((piece) => `“${piece}”`).join('')}与已认定的同类相像`}
        </span>
        <span>
          {consequence ? (
            <>
              <Tag tone={consequence.severity === 'violation' ? 'violation' : 'accent'}>
                若是{categoryTitle(categories, consequence.category)}
              </Tag>{' '}
              距 {consequence.schoolName} <span className="number">{metres(consequence.distance)}</span>
            </>
          ) : (
            <span className="quiet small">认作下面哪一类，都不涉及管控</span>
          )}
        </span>
        <span className="quiet small">
          {[venue.scope, venue.listedCategory, venue.address].filter((text) => text !== '').join(' · ') ||
            '名单没有说别的'}
        </span>
      </div>
      <div className="review-keys">
        {work.choices.map((kind, i) => (
          <Button key={kind} onClick={() => work.decide(kind)}>
            <kbd>{kind === OTHER_CATEGORY ? 0 : i + 1}</kbd>{' '}
            {venue.beside === null ? kindTitle(categories, kind) : besideTitle(kind)}
          </Button>
        ))}
        {venue.beside === null && (
          <span ref={work.field}>
            <kbd>K</kbd>{' '}
            <CategorySelect
              label="改认为"
              value=""
              onChange={(kind) => {
                work.decide(kind);
                // So that keys decide again.
                work.leave();
              }}
            />
          </span>
        )}
      </div>
      <div className="review-keys">
        <Button type="text" onClick={work.skip}>
          <kbd>N</kbd> 下一家
        </Button>
        <Button type="text" disabled={!work.canUndo} onClick={work.undo}>
          <kbd>U</kbd> 撤销上一家
        </Button>
        <AlikeHint venue={venue} work={work} />
      </div>
    </div>
  );
}

const alikeBy: Readonly<Record<AlikeVenues['by'], string>> = {
  reason: '同样依据的',
  name: '同名的',
  owner: '同一负责人的',
};

/** Which venues are decided along with this one, and by which keys. */
function AlikeHint({ venue, work: { alike, among } }: { venue: QueuedVenue; work: QueueWork }) {
  if (!among) return null;
  const count = ({ by, venues }: AlikeVenues) => (by === 'reason' ? venue.alike : venues.length);
  const others = alike.filter((set) => set !== among);
  return (
    <span className="quiet small" data-testid="alike">
      按住 <kbd>Shift</kbd> 再按数字，{alikeBy[among.by]} {count(among)} 家一并认定
      {others.length > 0 && (
        <>
          ；按 <kbd>A</kbd> 改为{others.map((set) => `${alikeBy[set.by]} ${count(set)} 家`).join('、')}
        </>
      )}
    </span>
  );
}
