import { BarChartOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { client } from '../../../client/client.ts';
import { runTask } from '../../../client/tasks.ts';
import { Permitted } from '../../../components/permitted.tsx';
import { useBusyCarryOut, useCarryOut } from '../../../components/use-carry-out.ts';
import { type Selection, subjectOf } from '../selection.ts';
import { ColumnChooser } from './column-chooser.tsx';
import type { CountingState } from './counting/use-counting.ts';
import { ExportButton } from './export-button.tsx';
import { LettersButton } from './letters-button.tsx';
import { SavedMenu } from './saved-menu.tsx';
import type { TableDockProps } from './table-dock-props.ts';
import type { TableSet } from './table-set.ts';
import { TableTabs } from './table-tabs.tsx';
import type { Arrangement } from './use-arrangement.ts';

interface DockBarProps
  extends Pick<
    TableDockProps,
    'table' | 'onTable' | 'state' | 'onState' | 'selection' | 'onSelection' | 'workspace'
  > {
  readonly arrangement: Arrangement;
  readonly counting: CountingState;
  /** Rows that the table shows; undefined until they are counted. */
  readonly total: number | undefined;
  readonly onFilter: () => void;
}

/** Above the rows: which table, how many rows, and what can be done with all of them. */
export function DockBar({
  table,
  state,
  onState,
  arrangement,
  counting,
  total,
  onFilter,
  ...props
}: DockBarProps) {
  const { columns, sort } = arrangement;
  const set = { table, query: state.query, text: state.text };
  const { findingsCurrent, damage } = props.workspace;
  return (
    <div className="dock-bar">
      <TableTabs table={table} onTable={props.onTable} />
      <span className="dock-count number" role="status">
        {total === undefined ? '' : `${total.toLocaleString('zh-CN')} 行`}
      </span>
      <SelectAll set={set} onSelection={props.onSelection} />
      {!findingsCurrent && damage === null && (
        <Permitted to="findings.recompute">
          <Recompute />
        </Permitted>
      )}
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
        <Button icon={<FilterOutlined />} aria-label="筛选" title="按条件筛选" onClick={onFilter}>
          筛选
        </Button>
        <Button
          icon={<BarChartOutlined />}
          aria-label="统计"
          title="按栏目分组统计"
          aria-pressed={counting.isOpen}
          className={counting.isOpen ? 'dock-tool-on' : undefined}
          onClick={() => counting.onOpen(!counting.isOpen)}
        >
          统计
        </Button>
        <SavedMenu
          table={table}
          query={state.query}
          sort={sort}
          columns={columns}
          counting={counting.isOpen ? counting.view : null}
          onQuery={(query) => onState({ ...state, query })}
          onView={(view) => {
            onState({ ...state, query: view.query });
            arrangement.onView(view);
            counting.onSaved(view.counting ?? null);
          }}
        />
        <ColumnChooser
          table={table}
          shown={columns}
          onShown={arrangement.onColumns}
          onReset={arrangement.onReset}
        />
        <Permitted to="letters.issue">
          <LettersButton set={set} selection={props.selection} />
        </Permitted>
        <Permitted to="tables.export">
          <ExportButton set={set} sort={sort} columns={columns} selection={props.selection} />
        </Permitted>
      </span>
    </div>
  );
}

/** Selects on the map whatever the table shows: by query, by region, by anything that can be asked. */
function SelectAll({ set, onSelection }: { set: TableSet; onSelection: (selection: Selection) => void }) {
  const carryOut = useCarryOut();
  const kind = subjectOf[set.table];
  if (kind === null) return null;
  const select = () =>
    carryOut(
      () => client.call('tables.ids', set),
      null,
      ({ ids, venues, schools }) =>
        onSelection({ kind, ids: new Set({ venue: venues, school: schools, facility: ids }[kind]) }),
    );
  return (
    <Button size="small" type="link" onClick={select}>
      全选
    </Button>
  );
}

function Recompute() {
  const { busy, carryOut } = useBusyCarryOut();
  const run = () => carryOut(() => runTask('重新研判', 'findings.recompute', {}));
  return (
    <Button size="small" type="primary" loading={busy} onClick={run}>
      名单已更新，重新研判
    </Button>
  );
}
