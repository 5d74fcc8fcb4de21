import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { type ListKind, listTitles } from '#shared/contract/exports.ts';
import type { Sort } from '#shared/tables/query.ts';
import { type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { client } from '../../../client/client.ts';
import { useCopyLink } from '../../../components/copy-link.tsx';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';
import { useSaving } from '../../../components/use-saving.ts';
import { goTo } from '../../../routes/navigation.ts';
import { type Selection, subjectOf } from '../selection.ts';
import { aboutOf, rowsRoute, type TableSet } from './table-set.ts';

/** Tables whose rows some body is responsible for. */
const tablesOfBodies: ReadonlySet<TableName> = new Set(['venues', 'licences', 'findings', 'hazards']);

interface ExportButtonProps {
  readonly set: TableSet;
  readonly sort: readonly Sort[];
  readonly columns: readonly ShownColumn[];
  readonly selection: Selection;
}

/** Saves or prints the rows of the table, or only those that are selected. */
export function ExportButton({ set, sort, columns, selection }: ExportButtonProps) {
  const copyLink = useCopyLink();
  const { busy, save } = useSaving();
  const keys = columns.map(({ key }) => key);
  const rowsOf = (onlySelected: boolean) => ({
    ...set,
    sort: [...sort],
    about: onlySelected ? aboutOf(selection, set.table) : null,
    columns: keys,
  });
  const items = menuItems({
    picked: selection.kind === subjectOf[set.table] ? selection.ids.size : 0,
    hasPhones: keys.includes('phone'),
    hasFindings: set.table === 'findings',
    onSave: (onlySelected, masked = true) =>
      save(
        () => client.call('tables.export', { ...rowsOf(onlySelected), masked }),
        `${tableTitles[set.table]}.xlsx`,
      ),
    onBodies: tablesOfBodies.has(set.table)
      ? () =>
          save(
            () => client.call('tables.export', { ...rowsOf(false), byBody: true }),
            `${tableTitles[set.table]}（按责任部门）.zip`,
          )
      : null,
    onPrint: (onlySelected) => goTo({ name: 'listDocument', rows: rowsOf(onlySelected) }),
    onLink: () => void copyLink(rowsRoute(set)),
    onList: (what) => save(() => client.call('exports.list', { what }), `${listTitles[what]}.xlsx`),
  });
  return (
    <Dropdown menu={{ items }}>
      <Button icon={<DownloadOutlined />} loading={busy} aria-label="导出或打印" title="导出或打印">
        导出
      </Button>
    </Dropdown>
  );
}

/** What can be done with the rows. */
interface RowActions {
  /** How many rows are selected. */
  readonly picked: number;
  readonly hasPhones: boolean;
  readonly hasFindings: boolean;
  readonly onSave: (onlySelected: boolean, masked?: boolean) => Promise<void>;
  /** A file for each responsible body; null where rows have none. */
  readonly onBodies: (() => Promise<void>) | null;
  readonly onPrint: (onlySelected: boolean) => void;
  readonly onLink: () => void;
  readonly onList: (what: ListKind) => Promise<void>;
}

/** The menu of what can be done with the rows, as far as it makes sense for them. */
function menuItems(actions: RowActions): MenuProps['items'] {
  const { picked, onPrint } = actions;
  return [
    ...saveItems(actions),
    { type: 'divider' },
    { key: 'print', label: '打印表中所示', onClick: () => onPrint(false) },
    {
      key: 'printPicked',
      label: `只打印选中的（${picked}）`,
      disabled: picked === 0,
      onClick: () => onPrint(true),
    },
    { type: 'divider' },
    { key: 'link', label: '复制这些行的链接', onClick: actions.onLink },
    ...(actions.hasFindings ? listItems(actions) : []),
  ];
}

function saveItems({ picked, hasPhones, onSave, onBodies }: RowActions) {
  const whole = {
    key: 'whole',
    label: '导出表中所示，含完整电话（登记在导出记录）',
    onClick: () => onSave(false, false),
  };
  return [
    { key: 'all', label: '导出表中所示（xlsx）', onClick: () => onSave(false) },
    ...(hasPhones ? [whole] : []),
    {
      key: 'picked',
      label: `只导出选中的（${picked}）`,
      disabled: picked === 0,
      onClick: () => onSave(true),
    },
    ...(onBodies
      ? [{ key: 'bodies', label: '按责任部门分开导出（每部门一份，打包）', onClick: onBodies }]
      : []),
  ];
}

/** Lists of all findings that somebody has to decide. */
function listItems({ onList }: RowActions) {
  const list = (what: ListKind, label: string) => ({ key: what, label, onClick: () => onList(what) });
  return [
    list('toSettle', `${listTitles.toSettle}（带填写栏）`),
    list('disagreements', listTitles.disagreements),
  ];
}
