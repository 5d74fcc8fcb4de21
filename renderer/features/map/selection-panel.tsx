import { Button } from 'antd';
import { useState } from 'react';
import { everything } from '#shared/tables/query.ts';
import { choiceTitle, findColumn, type TableName } from '#shared/tables/table-columns.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { useTitles } from '../../components/use-titles.ts';
import { VenuesToSweep } from '../../components/venues-to-sweep.tsx';
import type { MapControl } from '../../map/map-control.ts';
import { goTo } from '../../routes/navigation.ts';
import { BulkEdit } from './bulk-edit.tsx';
import { Panel } from './panel.tsx';
import type { Selection } from './selection.ts';
import { subjectTitles } from './tools/select-tool.tsx';

const tables = { venue: 'venues', school: 'schools', facility: 'facilities' } as const;
/** What a selection is counted by. */
const countedBy = {
  venue: ['severity', 'category'],
  school: ['stage'],
  facility: ['kind', 'state'],
} as const;

/** Several selected things: how many of which kind, and the commands for all of them. */
export function SelectionPanel({
  selection,
  control,
  onClear,
}: {
  selection: Selection;
  control: MapControl | null;
  onClear: () => void;
}) {
  const { kind, ids } = selection;
  const table = tables[kind];
  const [dialog, setDialog] = useState<'edit' | 'sweep' | null>(null);
  const carryOut = useCarryOut();
  const may = useMayCall();
  const about = { kind, ids: [...ids] };
  const fit = () =>
    carryOut(
      () => client.call('map.extent', about),
      (box) => (box ? null : '选中的都还没有位置'),
      (box) => box && control?.fit(box),
    );
  return (
    <Panel
      title={`已选 ${ids.size} 个${subjectTitles[kind]}`}
      tags={null}
      onClose={onClear}
      actions={
        <>
          {kind === 'venue' && may('sweeps.addStops') && (
            <Button type="primary" onClick={() => setDialog('sweep')}>
              加入整治
            </Button>
          )}
          {may('tables.edit') && <Button onClick={() => setDialog('edit')}>批量修改</Button>}
          {kind === 'facility' && ids.size === 1 && may('places.save') && (
            <Button onClick={() => goTo({ name: 'edit', table: 'facilities', id: about.ids[0] ?? 0 })}>
              编辑
            </Button>
          )}
          <Button onClick={fit}>缩放到</Button>
          <Button onClick={onClear}>取消选择</Button>
        </>
      }
    >
      {countedBy[kind].map((key) => (
        <Counts key={key} table={table} column={key} about={about} />
      ))}
      <p className="quiet small">
        下方表格里相应的行已勾选：可导出或复制选中的行，按 Ctrl 单击地图或表格增减。
      </p>
      {dialog === 'edit' && (
        <BulkEdit table={table} ids={about.ids} what={subjectTitles[kind]} onClose={() => setDialog(null)} />
      )}
      {dialog === 'sweep' && (
        <VenuesToSweep ids={about.ids} reason="地图选定" onClose={() => setDialog(null)} />
      )}
    </Panel>
  );
}

function Counts({
  table,
  column: key,
  about,
}: {
  table: TableName;
  column: string;
  about: { kind: Selection['kind']; ids: number[] };
}) {
  const titles = useTitles();
  const column = findColumn(table, key);
  const values = useService('tables.values', { table, query: everything, about, column: key });
  if (!column) return null;
  return (
    <section className="selection-section">
      <h2>{column.title}</h2>
      <dl className="selection-counts number">
        {values.data?.map(({ value, count }) => (
          <div key={value} style={{ display: 'contents' }}>
            <dt>{choiceTitle(column, value, titles)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
