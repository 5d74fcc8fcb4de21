import { Button, Checkbox, Input, Progress, Select } from 'antd';
import { type RefObject, useState } from 'react';
import { unplacedReasonNames } from '#shared/registry/unplaced.ts';
import { QueueSheet } from '../queue/queue-sheet.tsx';
import { Saving } from '../queue/saving.tsx';
import { AllElsewhere } from './all-elsewhere.tsx';
import type { LocatingCounts, LocatingFilter, LocatingQueue } from './use-locating.ts';

interface LocatingFiltersProps {
  readonly counts: LocatingCounts;
  readonly filter: LocatingFilter;
  readonly queue: LocatingQueue;
  readonly finder: RefObject<HTMLSpanElement | null>;
  readonly onNarrow: (next: Partial<LocatingFilter>) => void;
  /** Much was decided at once. */
  readonly onDone: () => void;
  readonly onSure: () => void;
}

/** How many wait, which of them are shown, and what is done with many at once. */
export function LocatingFilters({
  counts,
  filter,
  queue,
  finder,
  onNarrow,
  onDone,
  onSure,
}: LocatingFiltersProps) {
  const left = filter.elsewhere ? counts.elsewhere : Math.max(0, counts.total - queue.decided);
  return (
    <header>
      <p data-testid="locating-counts">
        <b className="number">{left}</b> 家{filter.elsewhere ? '不属本区' : toldWaiting(counts.grave)}
        <span className="quiet small">
          {' '}
          <Saving sender={queue.sender} />
          {queue.decided > 0 && `本批已处理 ${queue.decided} 家`}
        </span>
      </p>
      <Progress
        className="review-progress"
        percent={Math.round((100 * queue.decided) / Math.max(1, queue.decided + queue.waiting.length))}
        showInfo={false}
      />
      {!filter.elsewhere && counts.sure > 0 && (
        <Button type="primary" onClick={onSure}>
          地址完全一致的 {counts.sure} 家，核对后定位　<kbd>B</kbd>
        </Button>
      )}
      <Select<NonNullable<LocatingFilter['reason']>>
        aria-label="为什么待定位"
        allowClear
        placeholder={`全部原因（${filter.elsewhere ? counts.elsewhere : counts.total} 家）`}
        value={filter.reason}
        onChange={(reason) => onNarrow({ reason: reason ?? null })}
        options={counts.reasons.map(({ reason, count, grave }) => ({
          value: reason,
          label: `${unplacedReasonNames[reason]} ${count} 家${grave > 0 ? `（${grave} 家涉及管控）` : ''}`,
        }))}
      />
      <span>
        <Checkbox
          checked={filter.isGoverned}
          onChange={({ target }) => onNarrow({ isGoverned: target.checked })}
        >
          只看受管控类别
        </Checkbox>
        {(counts.elsewhere > 0 || filter.elsewhere) && (
          <Checkbox
            checked={filter.elsewhere}
            onChange={({ target }) => onNarrow({ elsewhere: target.checked })}
          >
            看不属本区的 {counts.elsewhere} 家
          </Checkbox>
        )}
      </span>
      <span ref={finder}>
        <Finder value={filter.text} onFind={(text) => onNarrow({ text })} />
      </span>
      {filter.text !== '' && !filter.elsewhere && counts.matching > 0 && (
        <AllElsewhere filter={filter} count={counts.matching} onDone={onDone} />
      )}
      <QueueSheet wanted={{ of: 'locating', ...filter }} name="待定位" onDone={onDone} />
    </header>
  );
}

function toldWaiting(grave: number): string {
  return grave === 0
    ? '待定位，受管控类别排在前面'
    : `待定位，其中 ${grave} 家若在候选位置就涉及管控，排在最前`;
}

/** Asked when the text is complete: for each letter the whole queue would be read. */
function Finder({ value, onFind }: { value: string; onFind: (text: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <Input.Search
      allowClear
      placeholder="按名称或地址查找（F）"
      aria-label="查找待定位"
      value={text}
      onChange={({ target }) => setText(target.value)}
      onSearch={onFind}
    />
  );
}
