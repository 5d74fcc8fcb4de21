import { BarChartOutlined, CloseOutlined, CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import type { RowSet } from '#shared/contract/tables.ts';
import { countedClipboard } from '#shared/tables/counted-clipboard.ts';
import { type CountedTable, canBeShared, countedLines, countedTable } from '#shared/tables/counted-table.ts';
import { type CountingView, countingOf } from '#shared/tables/counting.ts';
import { findColumn, type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { client } from '../../../../client/client.ts';
import { useService } from '../../../../client/queries.ts';
import { Permitted } from '../../../../components/permitted.tsx';
import { EmptyState, ErrorState, Loading } from '../../../../components/states.tsx';
import { useCarryOut } from '../../../../components/use-carry-out.ts';
import { useSaving } from '../../../../components/use-saving.ts';
import { useTitles } from '../../../../components/use-titles.ts';
import type { TableState } from '../../map-state.ts';
import type { Selection } from '../../selection.ts';
import { aboutOf } from '../table-set.ts';
import { CountedChart } from './counted-chart.tsx';
import { CountedGrid } from './counted-grid.tsx';
import { CountingFields } from './counting-fields.tsx';
import type { CountingState } from './use-counting.ts';
import { usePickedCell } from './use-picked-cell.ts';
import './counting.css';

interface CountingPanelProps {
  readonly table: TableName;
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly selection: Selection;
  readonly counting: CountingState;
}

/** The rows of the table counted by one or two columns, beside the rows. */
export function CountingPanel({ table, state, onState, selection, counting }: CountingPanelProps) {
  const { view, onView, onOpen } = counting;
  const titles = useTitles();
  const [onlySelected, setOnlySelected] = useState(false);
  const picking = usePickedCell(table, view, state.query, (query) => onState({ ...state, query }));
  const selected = aboutOf(selection, table);
  const set: RowSet = {
    table,
    query: picking.base,
    text: state.text,
    about: onlySelected ? selected : null,
  };
  const answer = useService('tables.groups', { ...set, counting: countingOf(view) });
  const counted = useMemo(
    () =>
      answer.data && isOf(view, answer.data.axes.length) && countedTable(table, view, answer.data, titles),
    [answer.data, table, view, titles],
  );
  return (
    <section className="counting" aria-label={`${tableTitles[table]}统计`}>
      <div className="counting-bar">
        <CountingFields table={table} view={view} onView={onView} />
        <span className="counting-tools">
          {selected && (
            <Checkbox checked={onlySelected} onChange={({ target }) => setOnlySelected(target.checked)}>
              只计选中的（{selected.ids.length}）
            </Checkbox>
          )}
          <Button
            size="small"
            type="text"
            icon={<BarChartOutlined />}
            aria-label="图表"
            title="图表"
            aria-pressed={view.chart}
            onClick={() => onView({ ...view, chart: !view.chart })}
          />
          {counted && <TakeAway set={set} view={view} counted={counted} />}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label="关闭统计"
            title="关闭统计"
            onClick={() => onOpen(false)}
          />
        </span>
      </div>
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : counted ? (
        <CountedRows table={table} view={view} counted={counted} left={leftOf(answer.data)} {...picking} />
      ) : (
        <Loading />
      )}
    </section>
  );
}

/** Whether an answer is of this view: while another is on the way, the one before is still shown. */
function isOf({ groups }: CountingView, axes: number): boolean {
  return groups.length === axes;
}

function leftOf(answer: { readonly axes: readonly { readonly left: number }[] } | undefined): number {
  return answer?.axes.reduce((sum, { left }) => sum + left, 0) ?? 0;
}

interface CountedRowsProps extends Pick<ReturnType<typeof usePickedCell>, 'pick' | 'isPicked'> {
  readonly table: TableName;
  readonly view: CountingView;
  readonly counted: CountedTable;
  readonly left: number;
}

function CountedRows({ table, view, counted, left, pick, isPicked }: CountedRowsProps) {
  const columns = view.groups.flatMap(({ column }) => findColumn(table, column) ?? []);
  if (counted.rows.length === 0) return <EmptyState title="没有可统计的行">请放宽筛选条件。</EmptyState>;
  const title = `${counted.heads.join(' × ')}：${counted.figure}`;
  return (
    <div className="counting-body">
      {view.chart && (
        <CountedChart
          title={title}
          counted={counted}
          isStacked={canBeShared(view) && view.share !== 'column'}
          isOfVerdicts={columns[1]?.key === 'severity'}
          onPick={pick}
        />
      )}
      <div className="counting-table">
        <CountedGrid label={title} counted={counted} isPicked={isPicked} onPick={pick} />
        {columns.some(({ several }) => several) && (
          <p className="counting-note">一行有几个类别的，每个类别各计一次，合计只计一次。</p>
        )}
        {left > 0 && <p className="counting-note">另有 {left} 个较少的值没有列出，合计已计入。</p>}
      </div>
    </div>
  );
}

interface TakeAwayProps {
  readonly set: RowSet;
  readonly view: CountingView;
  readonly counted: CountedTable;
}

/** Copies what was counted, or saves it as a workbook. */
function TakeAway({ set, view, counted }: TakeAwayProps) {
  const carryOut = useCarryOut();
  const { busy, save } = useSaving();
  const copy = async () => {
    const { html, text } = countedClipboard(countedLines(counted));
    const item = new ClipboardItem({
      'text/html': new Blob([html], { type: 'text/html' }),
      'text/plain': new Blob([text], { type: 'text/plain' }),
    });
    await navigator.clipboard.write([item]);
  };
  const columns = view.groups.map(({ column }) => column);
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<CopyOutlined />}
        aria-label="复制统计表"
        title="复制统计表，可粘贴到表格软件"
        onClick={() => void carryOut(copy, '已复制统计表，可粘贴到表格软件')}
      />
      <Permitted to="tables.export">
        <Button
          size="small"
          type="text"
          icon={<DownloadOutlined />}
          loading={busy}
          aria-label="导出统计表"
          title="导出统计表（xlsx）"
          onClick={() =>
            void save(
              () => client.call('tables.export', { ...set, columns, counted: view }),
              `${tableTitles[set.table]}统计.xlsx`,
            )
          }
        />
      </Permitted>
    </>
  );
}
