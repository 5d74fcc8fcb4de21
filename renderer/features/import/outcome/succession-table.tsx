import { Button, Table } from 'antd';
import { useState } from 'react';
import type { PlaceSuccession } from '#shared/contract/place-changes.ts';
import { duplicateReasonNames } from '#shared/registry/duplicates.ts';
import { useCommand } from '../../../client/queries.ts';
import { metres } from '../../../components/format.ts';
import { Tag } from '../../../components/tags.tsx';
import { useBusyCarryOut, useCarryOut } from '../../../components/use-carry-out.ts';
import { PlaceCell } from './place-list.tsx';

const keyOf = ({ before, after }: PlaceSuccession) => `${before.id}/${after.id}`;

/** Vanished and new venues that are likely one, side by side: the ticked ones become one, or stay two for good. */
export function SuccessionTable({ pairs, total }: { pairs: readonly PlaceSuccession[]; total: number }) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { settle, busy } = useSettling();
  const chosen = pairs.filter((pair) => ticked.includes(keyOf(pair)));
  if (total === 0) return <p className="quiet">没有。</p>;
  return (
    <>
      <p className="quiet small">
        请逐行核对后勾选。合并后检查、隐患和实测都归到一家，名称和地址以新的为准；合并可以在场所面板里撤销。
      </p>
      <div className="report-actions">
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={busy}
          onClick={() => settle(chosen, 'merge')}
        >
          就是同一家，合并所选 {chosen.length} 对
        </Button>
        <Button disabled={chosen.length === 0} loading={busy} onClick={() => settle(chosen, 'keepApart')}>
          是两家，分开保留
        </Button>
      </div>
      <Table<PlaceSuccession>
        size="small"
        rowKey={keyOf}
        dataSource={pairs}
        pagination={pairs.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        scroll={{ y: 360 }}
        rowSelection={{
          selectedRowKeys: chosen.map(keyOf),
          preserveSelectedRowKeys: true,
          onChange: (keys) => setTicked(keys.map(String)),
        }}
        columns={[
          { title: '名单中消失的', key: 'before', render: (_, { before }) => <PlaceCell place={before} /> },
          { title: '新出现的', key: 'after', render: (_, { after }) => <PlaceCell place={after} /> },
          {
            title: '依据',
            key: 'reasons',
            width: 190,
            render: (_, { reasons }) => (
              <span className="report-reasons">
                {reasons.map((reason) => (
                  <Tag key={reason} tone="accent">
                    {duplicateReasonNames[reason]}
                  </Tag>
                ))}
              </span>
            ),
          },
          {
            title: '相距',
            key: 'apart',
            width: 90,
            align: 'right',
            className: 'number',
            render: (_, { apart }) => metres(apart),
          },
        ]}
      />
      {total > pairs.length && (
        <p className="quiet small">
          先列出最像的 {pairs.length} 对，共 {total} 对，处理后再列其余。
        </p>
      )}
    </>
  );
}

/** Settles pairs one by one: what is refused of one does not hold up the others. */
function useSettling() {
  const merge = useCommand('duplicates.merge');
  const keepApart = useCommand('duplicates.keepApart');
  const { busy, carryOut } = useBusyCarryOut();
  const carryOutOne = useCarryOut();
  const settleOne = ({ before, after }: PlaceSuccession, how: 'merge' | 'keepApart') =>
    how === 'merge'
      ? merge.mutateAsync({ input: { keptId: before.id, removedId: after.id, values: 'removed' } })
      : keepApart.mutateAsync({ input: { firstId: before.id, secondId: after.id } });
  const settle = (pairs: readonly PlaceSuccession[], how: 'merge' | 'keepApart') =>
    carryOut(
      async () => {
        let done = 0;
        for (const pair of pairs)
          await carryOutOne<unknown>(
            () => settleOne(pair, how),
            null,
            () => {
              done += 1;
            },
          );
        return done;
      },
      (done) => {
        if (done === 0) return null;
        return how === 'merge' ? `已合并 ${done} 对` : `已记为两家 ${done} 对，不再提示`;
      },
    );
  return { settle, busy };
}
