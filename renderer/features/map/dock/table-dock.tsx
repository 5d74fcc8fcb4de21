import { DownloadOutlined, FilterOutlined, FunnelPlotOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { type ListKind, listTitles } from '#shared/contract/exports.ts';
import type { TableRow } from '#shared/contract/tables.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { everything, type Query, type Sort } from '#shared/tables/query.ts';
import { textOfPlainCell } from '#shared/tables/spreadsheet-text.ts';
import {
  type Column,
  cellText,
  type TableName,
  tableColumns,
  tableNames,
  tableTitles,
} from '#shared/tables/table-columns.ts';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { client } from '../../../client/client.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { runTask } from '../../../client/tasks.ts';
import { useCopyLink } from '../../../components/copy-link.tsx';
import type { ShownColumn } from '../../../components/data-grid/data-grid.tsx';
import type { GridRow } from '../../../components/data-grid/grid-row.ts';
import { useNotify } from '../../../components/notify.ts';
import { QueryDialog } from '../../../components/query/query-dialog.tsx';
import { QueryWords } from '../../../components/query/query-words.tsx';
import { saveFile } from '../../../components/save-file.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { SeverityTag } from '../../../components/tags.tsx';
import { useTitles } from '../../../components/use-titles.ts';
import type { MapTarget } from '../../../map/map-view.tsx';
import { changed, type Selection, subjectId, subjectOf } from '../selection.ts';
import { rememberColumns, rememberedColumns, usualColumns } from './arrangement.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { ColumnFilter } from './column-filter.tsx';
import { SavedMenu } from './saved-menu.tsx';
import { firstQuery } from './usual-queries.ts';
import './dock.css';
import { goTo } from '../../../routes/navigation.ts';
import type { Route } from '../../../routes/routes.ts';
import type { TableState } from '../map-state.ts';

// The code of the grid is the largest of the screen, so it is loaded after the map.
const DataGrid = lazy(async () => ({
  default: (await import('../../../components/data-grid/data-grid.tsx')).DataGrid,
}));

/** In tables verdicts are shown with their marks. */
const severityTags = {
  severity: Object.fromEntries(
    severities.map((severity) => [
      severity,
      <SeverityTag key={severity} severity={severity} text={severityNames[severity]} />,
    ]),
  ),
};

/** Rows asked for at once when all are wanted. */
const PAGE = 1000;

/** What a table shows of its rows. */
export interface TableDockProps {
  /** False until the first map is drawn; the table waits for that. */
  readonly ready: boolean;
  readonly workspace: WorkspaceSummary;
  readonly table: TableName;
  readonly onTable: (table: TableName) => void;
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
  readonly onOpen: (target: MapTarget) => void;
}

/** Tables of everything, beneath the map. Selecting a row selects its mark on the map, and the other way round. */
export function TableDock(props: TableDockProps) {
  const { table, state, onState, workspace } = props;
  const [editing, setEditing] = useState(false);
  const [shown, setShown] = useState<Readonly<Partial<Record<TableName, readonly ShownColumn[]>>>>({});
  const [sorts, setSorts] = useState<Readonly<Partial<Record<TableName, readonly Sort[]>>>>({});
  // When a saved view is opened, the grid is built again with the columns and order of the view.
  const [arrangement, setArrangement] = useState(0);
  const columns = shown[table] ?? rememberedColumns(table);
  const sort = sorts[table] ?? [];
  const arrange = (next: readonly ShownColumn[]) => {
    rememberColumns(table, next);
    setShown((known) => ({ ...known, [table]: next }));
  };
  const set = { table, query: state.query, text: state.text };
  const numbers = columns
    .map(({ key }) => key)
    .filter((key) => tableColumns[table].some((column) => column.key === key && column.type === 'number'));
  const totals = useService('tables.totals', { ...set, columns: numbers });
  return (
    <div className="dock">
      <div className="dock-bar">
        <TableTabs table={table} onTable={props.onTable} />
        <span className="dock-count number" role="status">
          {totals.data ? `${totals.data.total.toLocaleString('zh-CN')} 行` : ''}
        </span>
        <SelectAll set={set} onSelection={props.onSelection} />
        {!workspace.findingsCurrent && workspace.damage === null && <Recompute />}
        <span className="dock-tools">
          <Input
            aria-label="在表中查找"
            allowClear
            prefix={<SearchOutlined />}
            placeholder="名称、地址、编号"
            value={state.text}
            onChange={({ target }) => onState({ ...state, text: target.value })}
            className="dock-text"
          />
          <Button
            icon={<FilterOutlined />}
            aria-label="筛选"
            title="按条件筛选"
            onClick={() => setEditing(true)}
          >
            筛选
          </Button>
          <SavedMenu
            table={table}
            query={state.query}
            sort={sort}
            columns={columns}
            onQuery={(query) => onState({ ...state, query })}
            onView={(view) => {
              onState({ ...state, query: view.query });
              arrange(view.columns);
              setSorts((known) => ({ ...known, [table]: view.sort }));
              setArrangement((known) => known + 1);
            }}
          />
          <ColumnChooser
            table={table}
            shown={columns}
            onShown={arrange}
            onReset={() => {
              arrange(usualColumns(table));
              setArrangement((known) => known + 1);
            }}
          />
          <ExportButton set={{ ...set, sort: [...sort] }} columns={columns} selection={props.selection} />
        </span>
      </div>
      {state.query.parts.length > 0 && (
        <div className="dock-query">
          <FunnelPlotOutlined aria-hidden />
          <QueryWords
            table={table}
            query={state.query}
            onChange={(query) => onState({ ...state, query })}
            onEdit={() => setEditing(true)}
          />
          <Button type="link" size="small" onClick={() => onState({ query: everything, text: '' })}>
            显示全部
          </Button>
        </div>
      )}
      {!props.ready ? (
        <Loading />
      ) : totals.data?.total === 0 ? (
        <NoRows {...props} />
      ) : totals.error ? (
        <ErrorState error={totals.error} onRetry={() => void totals.refetch()} />
      ) : (
        <Suspense fallback={<Loading />}>
          <Rows
            key={`${table}/${arrangement}`}
            {...props}
            columns={columns}
            onColumns={arrange}
            sort={sort}
            onSort={(next) => setSorts((known) => ({ ...known, [table]: next }))}
            totals={totals.data?.columns ?? []}
            version={totals.dataUpdatedAt}
          />
        </Suspense>
      )}
      {editing && (
        <QueryDialog
          table={table}
          query={state.query}
          onClose={() => setEditing(false)}
          onApply={(query) => {
            onState({ ...state, query });
            setEditing(false);
          }}
        />
      )}
    </div>
  );
}

/** One tab a table; arrow keys go from one to the next. */
function TableTabs({ table, onTable }: { table: TableName; onTable: (table: TableName) => void }) {
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && tableNames[(tableNames.indexOf(table) + by + tableNames.length) % tableNames.length];
    if (!next) return;
    onTable(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-table=${next}]`)?.focus();
  };
  return (
    <div role="tablist" aria-label="表" className="dock-tabs" onKeyDown={step}>
      {tableNames.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-table={name}
          aria-selected={name === table}
          tabIndex={name === table ? 0 : -1}
          onClick={() => onTable(name)}
        >
          {tableTitles[name]}
        </button>
      ))}
    </div>
  );
}

function Rows({
  table,
  state,
  onState,
  selection,
  onSelection,
  onOpen,
  columns: shown,
  onColumns,
  sort,
  onSort,
  totals,
  version,
}: TableDockProps & {
  readonly columns: readonly ShownColumn[];
  readonly onColumns: (columns: readonly ShownColumn[]) => void;
  readonly sort: readonly Sort[];
  readonly onSort: (sort: readonly Sort[]) => void;
  readonly totals: readonly { column: string; mean: number | null }[];
  readonly version: number;
}) {
  const titles = useTitles();
  const notify = useNotify();
  const edit = useCommand('tables.edit');
  const kind = subjectOf[table];
  const { query, text } = state;
  // Dragging a column changes nothing of what has to be read.
  const wanted = shown
    .map(({ key }) => key)
    .sort()
    .join();
  const read = useCallback(
    async (offset: number, limit: number, order: Sort[]) => {
      const columns = wanted.split(',').filter(Boolean);
      const found = await client.call('tables.rows', {
        table,
        query,
        text,
        sort: order,
        columns,
        offset,
        limit,
      });
      return {
        total: found.total,
        rows: found.rows.map(
          ({ cells, ...row }): GridRow => ({
            ...row,
            values: Object.fromEntries(columns.map((key, i) => [key, cells[i] ?? null])),
          }),
        ),
      };
    },
    [table, query, text, wanted],
  );
  // Scrolls to the row of the thing that was selected on the map.
  const [only] = selection.ids;
  const subject =
    selection.kind === kind && selection.ids.size === 1 && only !== undefined ? { kind, id: only } : null;
  const place = useService('tables.place', subject && { table, query, text, sort: [...sort], subject });
  const means = useMemo(
    () =>
      Object.fromEntries(
        totals.flatMap(({ column, mean }) => (mean === null ? [] : [[column, `均 ${mean.toFixed(1)}`]])),
      ),
    [totals],
  );
  const isPicked = (row: GridRow) => {
    const id = subjectId(table, row);
    return selection.kind === kind && id !== null && selection.ids.has(id);
  };
  const idsOf = (rows: readonly GridRow[]) => rows.flatMap((row) => subjectId(table, row) ?? []);
  const change = async (row: GridRow, column: Column, value: string) => {
    const stored = storedValue(column, value, titles);
    try {
      await edit.mutateAsync({
        input: { table: table as 'venues', ids: [row.id], values: { [column.key]: stored } },
      });
      notify.done(`已把“${column.title}”改为“${value || '空'}”，可按 Ctrl+Z 撤销`);
    } catch (error) {
      notify.failed(error);
    }
  };
  const copy = async () => {
    const about = aboutOf(selection, table);
    if (!about) return;
    const columns = shown.map(({ key }) => key);
    const own: TableRow[] = [];
    for (let total = 1; own.length < total; ) {
      const page = { columns, offset: own.length, limit: PAGE };
      const found = await client.call('tables.rows', { table, query, text, about, sort: [...sort], ...page });
      own.push(...found.rows);
      total = found.rows.length === 0 ? 0 : found.total;
    }
    const heads = columns.flatMap((key) => tableColumns[table].find((column) => column.key === key) ?? []);
    const lines = own.map(({ cells }) =>
      heads.map((column, i) => plain(column, cells[i] ?? null, titles)).join('\t'),
    );
    await navigator.clipboard.writeText([heads.map(({ title }) => title).join('\t'), ...lines].join('\n'));
    notify.done(`已复制 ${own.length} 行，可粘贴到表格软件`);
  };
  return (
    <DataGrid
      label={tableTitles[table]}
      columns={tableColumns[table]}
      shown={shown}
      titles={titles}
      read={read}
      version={version}
      sort={sort}
      totals={means}
      isPicked={isPicked}
      picked={selection}
      inSight={place.data ?? null}
      drawings={severityTags}
      head={(column) => (
        <ColumnFilter
          table={table}
          column={column}
          query={query}
          onQuery={(next) => onState({ ...state, query: next })}
        />
      )}
      onShown={onColumns}
      onSort={onSort}
      onOpen={(row, add) => {
        const id = subjectId(table, row);
        if (id === null) return;
        if (add) {
          onSelection(changed(selection, kind, isPicked(row) ? [] : [id], isPicked(row) ? [id] : []));
          return;
        }
        if (kind === 'facility') onSelection({ kind, ids: new Set([id]) });
        else onOpen({ kind, id });
      }}
      onPick={(chosen, left) => onSelection(changed(selection, kind, idsOf(chosen), idsOf(left)))}
      onEdit={change}
      onCopy={() => void copy().catch(notify.failed)}
    />
  );
}

/** The rows of a table that belong to what is selected; null where nothing of its kind is. */
function aboutOf({ kind, ids }: Selection, table: TableName) {
  return kind === subjectOf[table] && ids.size > 0 ? { kind, ids: [...ids] } : null;
}

/** The stored value for the words that somebody entered into a cell. */
function storedValue(
  column: Column,
  text: string,
  titles: ReturnType<typeof useTitles>,
): string | number | null {
  if (column.type === 'flag') return text === '是' ? 1 : 0;
  const names = column.source ? [...titles[column.source]] : Object.entries(column.titles ?? {});
  return names.find(([, title]) => title === text)?.[0] ?? text.trim();
}

/** A cell as it is put on the clipboard: pasted into a spreadsheet it stays one cell, and a text. */
function plain(column: Column, value: string | number | null, titles: ReturnType<typeof useTitles>): string {
  return textOfPlainCell(cellText(column, value, titles).replace(/[\t\r\n]+/g, ' '));
}

/** The rows that the table shows now, as a link leads to them. */
function rowsRoute({ table, query, text }: { table: TableName; query: Query; text: string }): Route {
  return { name: 'table', table, query, text: text === '' ? undefined : text };
}

function ExportButton({
  set,
  columns,
  selection,
}: {
  set: { table: TableName; query: Query; text: string; sort: Sort[] };
  columns: readonly ShownColumn[];
  selection: Selection;
}) {
  const notify = useNotify();
  const copyLink = useCopyLink();
  const [busy, setBusy] = useState(false);
  const keep = async (make: () => Promise<Uint8Array>, name: string) => {
    setBusy(true);
    try {
      await saveFile(await make(), `${name}.xlsx`);
    } catch (error) {
      notify.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const keys = columns.map(({ key }) => key);
  const save = (onlySelected: boolean, masked = true) => {
    const about = onlySelected ? aboutOf(selection, set.table) : null;
    return keep(
      () => client.call('tables.export', { ...set, about, columns: keys, masked }),
      tableTitles[set.table],
    );
  };
  const print = (onlySelected: boolean) =>
    goTo({
      name: 'listDocument',
      rows: {
        ...set,
        about: onlySelected ? aboutOf(selection, set.table) : null,
        columns: columns.map(({ key }) => key),
      },
    });
  const saveList = (what: ListKind) => keep(() => client.call('exports.list', { what }), listTitles[what]);
  const picked = selection.kind === subjectOf[set.table] ? selection.ids.size : 0;
  return (
    <Dropdown
      menu={{
        items: [
          { key: 'all', label: '导出表中所示（xlsx）', onClick: () => save(false) },
          ...(keys.includes('phone')
            ? [
                {
                  key: 'whole',
                  label: '导出表中所示，含完整电话（登记在导出记录）',
                  onClick: () => save(false, false),
                },
              ]
            : []),
          {
            key: 'picked',
            label: `只导出选中的（${picked}）`,
            disabled: picked === 0,
            onClick: () => save(true),
          },
          { type: 'divider' },
          { key: 'print', label: '打印表中所示', onClick: () => print(false) },
          {
            key: 'printPicked',
            label: `只打印选中的（${picked}）`,
            disabled: picked === 0,
            onClick: () => print(true),
          },
          { type: 'divider' },
          { key: 'link', label: '复制这些行的链接', onClick: () => void copyLink(rowsRoute(set)) },
          ...(set.table === 'findings'
            ? [
                {
                  key: 'toSettle',
                  label: `${listTitles.toSettle}（带填写栏）`,
                  onClick: () => saveList('toSettle'),
                },
                {
                  key: 'disagreements',
                  label: listTitles.disagreements,
                  onClick: () => saveList('disagreements'),
                },
              ]
            : []),
        ],
      }}
    >
      <Button icon={<DownloadOutlined />} loading={busy} aria-label="导出或打印" title="导出或打印">
        导出
      </Button>
    </Dropdown>
  );
}

/** Selects on the map whatever the table shows: by query, by region, by anything that can be asked. */
function SelectAll({
  set,
  onSelection,
}: {
  set: { table: TableName; query: Query; text: string };
  onSelection: (selection: Selection) => void;
}) {
  const notify = useNotify();
  const kind = subjectOf[set.table];
  const select = async () => {
    try {
      const { ids, venues, schools } = await client.call('tables.ids', set);
      onSelection({ kind, ids: new Set({ venue: venues, school: schools, facility: ids }[kind]) });
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Button size="small" type="link" onClick={select}>
      全选
    </Button>
  );
}

function Recompute() {
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    runTask('重新研判', 'findings.recompute', {})
      .catch(notify.failed)
      .finally(() => setBusy(false));
  };
  return (
    <Button size="small" type="primary" loading={busy} onClick={run}>
      名单已更新，重新研判
    </Button>
  );
}

function NoRows({ table, state, onState, workspace }: TableDockProps) {
  const { schools, venues } = workspace.counts;
  const isFiltered = state.text !== '' || JSON.stringify(state.query) !== JSON.stringify(firstQuery[table]);
  if (isFiltered)
    return (
      <EmptyState
        title="没有符合条件的行"
        action={<Button onClick={() => onState({ query: firstQuery[table], text: '' })}>清除筛选</Button>}
      />
    );
  if ((table === 'findings' || table === 'venues' || table === 'schools') && (schools === 0 || venues === 0))
    return (
      <EmptyState
        title={schools === 0 ? '还没有学校' : '还没有场所'}
        action={
          <Button type="primary" onClick={() => goTo({ name: 'import' })}>
            去导入名单
          </Button>
        }
      >
        先导入学校（及校园边界、校门），再导入场所名单，系统会自动研判。
      </EmptyState>
    );
  return <EmptyState title={`没有${tableTitles[table]}`}>{emptyHints[table]}</EmptyState>;
}

const emptyHints: Readonly<Record<TableName, string>> = {
  findings: '现有场所都不在规则包管控的范围内。',
  venues: '',
  schools: '',
  gates: '导入校门名单，或在学校详情里逐个添加。',
  facilities: '导入交通设施名单后在这里查看。',
  hazards: '检查发现的隐患登记后会出现在这里。',
  visits: '在“整治”里记录检查后会出现在这里。',
};
