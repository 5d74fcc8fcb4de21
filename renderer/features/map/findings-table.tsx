import { DownloadOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ListKind } from '#shared/contract/exports.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { methodNames } from '#shared/rules/rule.ts';
import { type Severity, severityNames } from '#shared/zones/verdict.ts';
import { client } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import { categoryTitle, shortVerdict } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../components/route.ts';
import { saveFile } from '../../components/save-file.ts';
import { EmptyState, Loading } from '../../components/states.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import type { MapTarget } from '../../map/map-view.tsx';
import { originText } from './explain.ts';
import {
  type FindingFilter,
  type FindingView,
  filterFindings,
  noFilter,
  type Sort,
  type SortKey,
  sortFindings,
} from './finding-filter.ts';

const ROW_HEIGHT = 32;

interface Column {
  readonly key: SortKey | null;
  readonly title: string;
  readonly numeric?: boolean;
  readonly cell: (row: FindingRow, workspace: WorkspaceSummary) => React.ReactNode;
}

const leading: readonly Column[] = [
  {
    key: 'severity',
    title: '判定',
    cell: (row) => <SeverityTag severity={row.severity} text={shortVerdict(row)} />,
  },
  { key: 'venueName', title: '场所', cell: (row) => row.venueName },
  { key: 'category', title: '类别', cell: (row, { categories }) => categoryTitle(categories, row.category) },
  { key: 'schoolName', title: '学校', cell: (row) => row.schoolName },
  {
    key: null,
    title: '采用方法',
    cell: (row) => `${originText(row)}${methodNames[row.method]}${row.surveyId === null ? '' : '·实测'}`,
  },
  { key: 'distance', title: '距离 m', numeric: true, cell: (row) => row.distance.toFixed(1) },
];
const doubt: Column = {
  key: 'sigma',
  title: '±2σ m',
  numeric: true,
  cell: (row) => (2 * row.sigma).toFixed(1),
};
const short = (metres: number | null) => (metres === null ? '—' : metres.toFixed(1));

/** Columns of each view; each has its own grid in the style sheet. */
const columnsOf: Record<FindingView, readonly Column[]> = {
  all: [
    ...leading,
    doubt,
    { key: null, title: '依据', cell: basisCell },
    { key: 'lastVisitOn', title: '上次检查', cell: (row) => row.lastVisitOn ?? '—' },
  ],
  toSettle: [
    ...leading,
    doubt,
    { key: null, title: '限值 m', numeric: true, cell: (row) => row.limit },
    { key: null, title: '需要做什么', cell: (row) => row.toSettle },
  ],
  disagreements: [
    ...leading,
    { key: null, title: '限值 m', numeric: true, cell: (row) => row.limit },
    { key: null, title: '边界直线', numeric: true, cell: (row) => short(row.boundary) },
    { key: null, title: '校门直线', numeric: true, cell: (row) => short(row.gate) },
    { key: null, title: '校门步行', numeric: true, cell: (row) => short(row.walking) },
  ],
};

export interface FindingsTableProps {
  readonly findings: readonly FindingRow[];
  readonly loading: boolean;
  readonly workspace: WorkspaceSummary;
  readonly filter: FindingFilter;
  readonly onFilter: (filter: FindingFilter) => void;
  readonly selected: MapTarget | null;
  readonly onSelect: (target: MapTarget) => void;
}

/** The weightiest finding of each venue and school; the selected row and the selected mark are one thing. */
export function FindingsTable(props: FindingsTableProps) {
  const { findings, filter, selected, workspace } = props;
  const [sort, setSort] = useState<Sort>({ key: 'severity', descending: false });
  const rows = useMemo(() => sortFindings(filterFindings(findings, filter), sort), [findings, filter, sort]);
  return (
    <div className="findings">
      <FindingsBar {...props} shown={rows.length} />
      {rows.length === 0 ? (
        <NoRows {...props} />
      ) : (
        <Rows
          rows={rows}
          selected={selected}
          workspace={workspace}
          onSelect={props.onSelect}
          view={filter.view}
          sort={sort}
          onSort={setSort}
        />
      )}
    </div>
  );
}

function FindingsBar({
  findings,
  filter,
  onFilter,
  workspace,
  shown,
}: FindingsTableProps & { shown: number }) {
  const present = workspace.categories.filter((category) =>
    findings.some((row) => row.category === category.id),
  );
  const filtered =
    filter.severity !== null || filter.category !== null || filter.text !== '' || filter.unvisited;
  return (
    <div className="findings-bar">
      <h2>
        研判结果 <span className="number">{shown}</span>
      </h2>
      <Segmented<FindingView>
        size="small"
        value={filter.view}
        onChange={(view) => onFilter({ ...filter, view, severity: null })}
        options={views.map(({ value, label }) => ({ value, label: `${label} ${countOf(findings, value)}` }))}
      />
      {filter.view !== 'all' && shown > 0 && <SaveList what={filter.view} />}
      {!workspace.findingsCurrent && <Recompute />}
      <span className="findings-filters">
        <Select
          aria-label="判定"
          allowClear
          placeholder="全部判定"
          value={filter.severity}
          onChange={(severity?: Severity) => onFilter({ ...filter, severity: severity ?? null })}
          options={(['violation', 'undetermined', 'supervised'] as const).map((value) => ({
            value,
            label: severityNames[value],
          }))}
          style={{ width: 122 }}
        />
        <Select
          aria-label="类别"
          allowClear
          placeholder="全部类别"
          value={filter.category}
          onChange={(category?: string) => onFilter({ ...filter, category: category ?? null })}
          options={present.map(({ id, title }) => ({ value: id, label: title }))}
          style={{ width: 118 }}
        />
        <Input
          aria-label="筛选名称"
          allowClear
          placeholder="场所或学校名称"
          value={filter.text}
          onChange={({ target }) => onFilter({ ...filter, text: target.value })}
          style={{ width: 160 }}
        />
        <Checkbox
          checked={filter.unvisited}
          onChange={({ target }) => onFilter({ ...filter, unvisited: target.checked })}
        >
          从未检查
        </Checkbox>
        {filtered && (
          <Button type="link" size="small" onClick={() => onFilter({ ...noFilter, view: filter.view })}>
            清除筛选
          </Button>
        )}
      </span>
    </div>
  );
}

const views: readonly { value: FindingView; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'toSettle', label: '需实测或核对' },
  { value: 'disagreements', label: '测法结论不一' },
];

function countOf(findings: readonly FindingRow[], view: FindingView): number {
  return filterFindings(findings, { ...noFilter, view }).length;
}

/** Saves a work list as a spreadsheet. */
function SaveList({ what }: { what: ListKind }) {
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const bytes = await client.call('exports.list', { what });
      saveFile(bytes, what === 'toSettle' ? '待实测清单.xlsx' : '测法结论不一清单.xlsx');
    } catch (error) {
      notify.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={busy} onClick={save}>
      导出清单
    </Button>
  );
}

function Recompute() {
  const recompute = useCommand('findings.recompute');
  const notify = useNotify();
  const run = () => recompute.mutateAsync({ input: {} }).catch(notify.failed);
  return (
    <Button size="small" type="primary" loading={recompute.isPending} onClick={run}>
      名单已更新，重新研判
    </Button>
  );
}

function HeaderCell({ column, sort, onSort }: { column: Column; sort: Sort; onSort: (sort: Sort) => void }) {
  const { key } = column;
  const className = column.numeric ? 'cell cell-number' : 'cell';
  if (key === null)
    return (
      <span className={className} role="columnheader">
        {column.title}
      </span>
    );
  const active = sort.key === key;
  return (
    <span
      className={className}
      role="columnheader"
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="sort"
        onClick={() => onSort({ key, descending: active ? !sort.descending : false })}
      >
        {column.title}
        <span className="sort-arrow">{active ? (sort.descending ? '▼' : '▲') : ''}</span>
      </button>
    </span>
  );
}

interface RowsProps {
  readonly rows: readonly FindingRow[];
  readonly selected: MapTarget | null;
  readonly workspace: WorkspaceSummary;
  readonly onSelect: (target: MapTarget) => void;
  readonly view: FindingView;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

function Rows({ rows, selected, workspace, onSelect, view, sort, onSort }: RowsProps) {
  const columns = columnsOf[view];
  const viewport = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const isSelected = (row: FindingRow) =>
    selected?.kind === 'venue'
      ? row.venueId === selected.id
      : selected?.kind === 'school' && row.schoolId === selected.id;
  const first = rows.findIndex(isSelected);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls only when the selection moves
  useEffect(() => {
    if (first >= 0) virtual.scrollToIndex(first, { align: 'auto' });
  }, [selected, first]);

  const step = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = move && rows[Math.min(rows.length - 1, Math.max(0, first + move))];
    if (!next) return;
    event.preventDefault();
    onSelect({ kind: 'venue', id: next.venueId });
  };
  return (
    <div
      ref={viewport}
      className={`findings-rows findings-${view}`}
      role="grid"
      tabIndex={0}
      aria-label="研判结果"
      onKeyDown={step}
    >
      <div className="findings-head findings-grid" role="row">
        {columns.map((column) => (
          <HeaderCell key={column.title} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div className="findings-body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index] as FindingRow;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keys
            <div
              key={row.id}
              role="row"
              aria-selected={isSelected(row)}
              className={
                isSelected(row)
                  ? 'findings-grid findings-row findings-row-selected'
                  : 'findings-grid findings-row'
              }
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onSelect({ kind: 'venue', id: row.venueId })}
            >
              {columns.map((column) => (
                <span
                  key={column.title}
                  role="gridcell"
                  className={column.numeric ? 'cell cell-number' : 'cell'}
                >
                  {column.cell(row, workspace)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function NoRows({ loading, findings, onFilter, workspace }: FindingsTableProps) {
  if (loading) return <Loading />;
  if (findings.length > 0)
    return (
      <EmptyState
        title="没有符合条件的结果"
        action={<Button onClick={() => onFilter(noFilter)}>清除筛选</Button>}
      />
    );
  const { schools, venues } = workspace.counts;
  if (schools === 0 || venues === 0)
    return (
      <EmptyState
        title={schools === 0 ? '还没有学校' : '还没有场所'}
        action={
          <Button type="primary" onClick={() => goTo('import')}>
            去导入名单
          </Button>
        }
      >
        先导入学校（及校园边界、校门），再导入场所名单，系统会自动研判。
      </EmptyState>
    );
  return <EmptyState title="没有研判结果">现有场所都不在规则包管控的范围内。</EmptyState>;
}

function basisCell(row: FindingRow, { rules }: WorkspaceSummary): React.ReactNode {
  const rule = rules.find((candidate) => candidate.id === row.ruleId);
  if (!rule) return row.ruleId;
  const { article, document, verified } = rule.basis;
  const text = `${article} 《${document}》${verified ? '' : '（未核）'}`;
  return <span title={`${text}：${rule.title}`}>{text}</span>;
}
