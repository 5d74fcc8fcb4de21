import { Button, Checkbox, Input, Progress, Select } from 'antd';
import { type RefObject, useRef, useState } from 'react';
import { type DuplicateReason, duplicateReasonNames } from '#shared/registry/duplicates.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { QueueSheet } from '../queue/queue-sheet.tsx';
import { Saving } from '../queue/saving.tsx';
import { PairCard } from './pair-card.tsx';
import { SurePairsDialog } from './sure-pairs.tsx';
import {
  type PairCounts,
  type PairFilter,
  type PairQueue,
  usePairDecisions,
  usePairKeys,
  usePairs,
} from './use-pairs.ts';

/** Pairs that are probably one venue, one after another, those first that a rule is about: settled with a key each. */
export function DuplicatesView() {
  const { filter, queue, counts, error, narrow, readAnew } = usePairs();
  const decisions = usePairDecisions(queue);
  const [isSureOpen, openSure] = useState(false);
  const finder = useRef<HTMLSpanElement>(null);
  const askSure = () => (counts?.sure ?? 0) > 0 && openSure(true);
  usePairKeys(queue, decisions, {
    find: () => finder.current?.querySelector('input')?.focus(),
    openSure: askSure,
  });
  if (error) return <ErrorState error={error} />;
  if (!counts) return <Loading label="正在比对场所" />;
  const left = Math.max(0, counts.total - queue.decided);
  return (
    <section className="card" data-testid="duplicates">
      <header className="review-head">
        <h2>
          疑似重复（{left} 对），其中 {counts.grave} 对涉及管控
        </h2>
        <span className="quiet small">
          <Saving sender={queue.sender} />
          {queue.decided > 0 && `本批已处理 ${queue.decided} 对`}
        </span>
      </header>
      <p className="quiet small">
        合并后检查、隐患和实测都归到保留的一家，两个名称以后都能对上；合并可以撤销。
      </p>
      {counts.total === 0 && queue.decided === 0 ? (
        <EmptyState title="没有疑似重复的场所">名称、地址、电话和位置都没有明显相同的。</EmptyState>
      ) : (
        <>
          <PairFilters {...{ counts, filter, finder }} onNarrow={narrow} onSure={askSure} onDone={readAnew} />
          <Progress
            className="review-progress"
            percent={Math.round((100 * queue.decided) / Math.max(1, queue.decided + queue.waiting.length))}
            showInfo={false}
          />
          <InHand queue={queue} decisions={decisions} />
        </>
      )}
      {isSureOpen && <SurePairsDialog onClose={() => openSure(false)} onDone={readAnew} />}
    </section>
  );
}

function InHand({ queue, decisions }: { queue: PairQueue; decisions: ReturnType<typeof usePairDecisions> }) {
  const { current, waiting, at, isReading } = queue;
  if (!current) return <p className="quiet">{isReading ? '正在取下一批…' : '没有符合条件的'}</p>;
  const next = waiting.slice(at + 1, at + 4);
  return (
    <>
      <PairCard pair={current} queue={queue} decisions={decisions} />
      {next.length > 0 && (
        <p className="quiet small">接着：{next.map(({ first }) => first.name).join('、')}</p>
      )}
    </>
  );
}

interface PairFiltersProps {
  readonly counts: PairCounts;
  readonly filter: PairFilter;
  readonly finder: RefObject<HTMLSpanElement | null>;
  readonly onNarrow: (next: Partial<PairFilter>) => void;
  readonly onSure: () => void;
  readonly onDone: () => void;
}

/** Which pairs are shown, and what is done with many at once. */
function PairFilters({ counts, filter, finder, onNarrow, onSure, onDone }: PairFiltersProps) {
  const keyOf = (reasons: readonly DuplicateReason[]) => reasons.join();
  return (
    <div className="queue-filters">
      {counts.sure > 0 && (
        <Button type="primary" onClick={onSure}>
          名称、地址都相同的 {counts.sure} 对，核对后合并　<kbd>B</kbd>
        </Button>
      )}
      <Select
        aria-label="相同之处"
        allowClear
        className="queue-reasons"
        placeholder={`全部相同之处（${counts.total} 对）`}
        value={filter.reasons && keyOf(filter.reasons)}
        onChange={(key?: string) =>
          onNarrow({ reasons: counts.groups.find(({ reasons }) => keyOf(reasons) === key)?.reasons ?? null })
        }
        options={counts.groups.map(({ reasons, count, grave }) => ({
          value: keyOf(reasons),
          label: `${reasons.map((reason) => duplicateReasonNames[reason]).join('、')} ${count} 对${grave > 0 ? `（${grave} 对涉及管控）` : ''}`,
        }))}
      />
      <Checkbox
        checked={filter.isGoverned}
        onChange={({ target }) => onNarrow({ isGoverned: target.checked })}
      >
        只看受管控类别
      </Checkbox>
      <span ref={finder}>
        <Input.Search
          allowClear
          className="queue-finder"
          placeholder="按名称或地址查找（F）"
          aria-label="查找疑似重复"
          onSearch={(text) => onNarrow({ text })}
        />
      </span>
      <QueueSheet wanted={{ of: 'duplicates', ...filter }} name="疑似重复" onDone={onDone} />
    </div>
  );
}
