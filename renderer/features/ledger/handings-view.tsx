import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { Handing } from '#shared/contract/handings.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { HandingTable } from '../../components/handings/handing-table.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { useSaving } from '../../components/use-saving.ts';
import { WhistleDialog } from './whistle-dialog.tsx';

type Shown = 'late' | 'receipt' | 'answer' | 'all';

const shows: Readonly<Record<Shown, (handing: Handing) => boolean>> = {
  late: ({ waits, hoursLate }) => waits !== null && hoursLate !== null,
  receipt: ({ waits }) => waits === 'receipt',
  answer: ({ waits }) => waits === 'answer',
  all: () => true,
};

/** 交办台账: what is out with bodies, what is late first. */
export function HandingsView() {
  const handings = useService('handings.list', { hazardId: null, standing: false });
  const may = useMayCall();
  const saving = useSaving();
  const [shown, setShown] = useState<Shown | 'waiting'>('waiting');
  const [isWhistling, setWhistling] = useState(false);
  const [body, setBody] = useState<string | null>(null);
  if (handings.error) return <ErrorState error={handings.error} onRetry={() => void handings.refetch()} />;
  if (!handings.data) return <Loading />;
  const ofBody = handings.data.filter(
    ({ fromBody, toBody }) => body === null || fromBody === body || toBody === body,
  );
  const isShown = shown === 'waiting' ? ({ waits }: Handing) => waits !== null : shows[shown];
  const count = (which: Shown) => ofBody.filter(shows[which]).length;
  const bodies = [...new Set(handings.data.flatMap(({ fromBody, toBody }) => [toBody, fromBody]))];
  return (
    <>
      <div className="recheck-bar">
        <Segmented<Shown | 'waiting'>
          value={shown}
          onChange={setShown}
          options={[
            { value: 'waiting', label: '在外的' },
            { value: 'late', label: `逾期 ${count('late')}` },
            { value: 'receipt', label: `待签收 ${count('receipt')}` },
            { value: 'answer', label: `待回复 ${count('answer')}` },
            { value: 'all', label: '全部' },
          ]}
        />
        <Select
          allowClear
          showSearch
          aria-label="单位"
          placeholder="全部单位"
          style={{ width: 220 }}
          value={body}
          onChange={(value: string | undefined) => setBody(value ?? null)}
          options={bodies.toSorted((a, b) => a.localeCompare(b, 'zh-CN')).map((value) => ({ value }))}
        />
        {may('handings.hand') && <Button onClick={() => setWhistling(true)}>吹哨、约谈…</Button>}
        {may('exports.list') && (
          <Button
            loading={saving.busy}
            onClick={() =>
              saving.save(() => client.call('exports.list', { what: 'handings' }), '交办台账.xlsx')
            }
          >
            导出
          </Button>
        )}
      </div>
      {isWhistling && <WhistleDialog onClose={() => setWhistling(false)} />}
      <HandingTable rows={ofBody.filter(isShown)} empty={<Empty isEmpty={handings.data.length === 0} />} />
    </>
  );
}

function Empty({ isEmpty }: { isEmpty: boolean }) {
  if (isEmpty)
    return (
      <EmptyState title="还没有交办过">
        隐患交办、转办、吹哨、协办、上报、约谈和联席会议定的事项列在这里：在隐患的“转办、吹哨、协办”和联席会里办理；没有隐患的，点“吹哨、约谈”。
      </EmptyState>
    );
  return <EmptyState title="没有这样的事项">都已签收、回复。换“全部”可看办结的。</EmptyState>;
}
