import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { everything } from '#shared/tables/query.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

const searched = {
  hazard: {
    table: 'hazards',
    columns: ['code', 'venueName', 'description'],
    hint: '按编号、场所或描述查找，列入别处的隐患',
  },
  visit: {
    table: 'visits',
    columns: ['on', 'venueName', 'result'],
    hint: '按场所、学校或情况查找，列入别处的检查',
  },
} as const;
const MOST_SHOWN = 20;

/** Puts a hazard or a visit that lies elsewhere to a 治安乱点. */
export function PutRecord({
  spotId,
  kind,
  known,
}: {
  spotId: number;
  kind: keyof typeof searched;
  known: ReadonlySet<number>;
}) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const put = useCommand('troubleSpots.put');
  const carryOut = useCarryOut();
  const { table, columns, hint } = searched[kind];
  const found = useService(
    'tables.rows',
    wanted === ''
      ? null
      : { table, query: everything, text: wanted, columns: [...columns], offset: 0, limit: MOST_SHOWN },
  );
  const options = (found.data?.rows ?? [])
    .filter(({ id }) => !known.has(id))
    .map(({ id, cells }) => ({ value: id, label: cells.filter(Boolean).join('　') }));
  return (
    <Select<number>
      size="small"
      className="spot-put"
      aria-label={hint}
      placeholder={hint}
      value={null}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
      options={options}
      notFoundContent={wanted === '' ? '输入文字查找' : '没有找到'}
      onChange={(recordId) =>
        carryOut(
          () => put.mutateAsync({ input: { id: spotId, kind, recordId, belongs: true } }),
          '已列入，可按 Ctrl+Z 撤销',
          () => setText(''),
        )
      }
    />
  );
}
