import { dayOf } from '#shared/calendar/china-time.ts';
import {
  type ChangeRow,
  type ChangesWanted,
  type ChangeTally,
  changeKindNames,
  type SchoolTally,
  type WhatChanged,
} from '#shared/contract/what-changed.ts';
import { inNone } from '#shared/regions/levels.ts';
import type { RegionLevel } from '#shared/tables/table-columns.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import { type ReportColumn, writeWorkbook } from '../reports/workbook.ts';
import type { ChangesContext } from './changes-context.ts';
import { gatherWhatChanged } from './gather-what-changed.ts';

type Column<Row> = Filled<ReportColumn, Row, string | number | null>;

/** All changes that are wanted, and their figures by town and by school. Errors: BATCH_UNKNOWN, REPORT_DATES. */
export async function writeWhatChanged(context: ChangesContext, wanted: ChangesWanted): Promise<Uint8Array> {
  const { workspace, today } = context;
  const { rows, towns, schools, lists } = await gatherWhatChanged(context, wanted);
  const { of, level } = wanted;
  const when =
    'batch' in of
      ? lists.map(({ fileName, importedAt }) => `《${fileName}》${dayOf(new Date(importedAt))} 导入`).join('')
      : `${of.from} 至 ${of.to}`;
  const only = [
    wanted.town === '' ? inNone(level) : wanted.town,
    wanted.category && (workspace.catalogue.categoryTitles.get(wanted.category) ?? ''),
  ];
  const note = [
    when,
    ...only.filter(Boolean),
    `填报：${workspace.pack.coordinator}`,
    `制表日期 ${today}`,
    workspace.demonstration ? '演示数据' : '',
  ]
    .filter(Boolean)
    .join('　');
  const sheet = (name: string) => ({ name, title: `${workspace.name}校园周边变化：${name}`, note });
  return await writeWorkbook([
    { ...sheet('变化明细'), ...fillTable(rowColumns(level), rows) },
    { ...sheet(`按${level}`), ...fillTable(townColumns(level), towns) },
    { ...sheet('按学校'), ...fillTable(schoolColumns(level), schools) },
  ]);
}

const number: Column<unknown> = { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 };

const rowColumns = (level: RegionLevel): readonly Column<ChangeRow>[] => [
  number,
  { title: '变化', width: 13, cell: ({ kind }) => changeKindNames[kind] },
  { title: '日期', width: 12, kind: 'day', cell: ({ day }) => day },
  { title: '名称', width: 30, total: 'filled', cell: ({ name }) => name },
  { title: '类别', width: 14, cell: ({ category }) => category },
  { title: '学校', width: 28, cell: ({ schools }) => schools },
  { title: level, width: 14, cell: ({ town }) => town },
  { title: '项目', width: 12, cell: ({ field }) => field },
  { title: '原来', width: 30, cell: ({ before }) => before },
  { title: '现在', width: 30, cell: ({ after }) => after },
  { title: '经手、名单', width: 20, cell: ({ by }) => by },
];

const count = <Row>(title: string, cell: (row: Row) => number): Column<Row> => ({
  title,
  width: 10,
  kind: 'count',
  total: 'sum',
  cell,
});

/** What is counted of a town or a school. */
const tallyColumns: readonly Column<ChangeTally>[] = [
  count('场所新开', ({ opened }) => opened),
  count('停业、消失', ({ closed }) => closed),
  count('进入区内', ({ came }) => came),
  count('移出区外', ({ gone }) => gone),
  count('隐患新增', ({ found }) => found),
  count('隐患销号', ({ rectified }) => rectified),
];

const townColumns = (level: RegionLevel): readonly Column<WhatChanged['towns'][number]>[] => [
  number,
  { title: level, width: 20, total: 'filled', cell: ({ name }) => name || inNone(level) },
  ...tallyColumns,
];

const schoolColumns = (level: RegionLevel): readonly Column<SchoolTally>[] => [
  number,
  { title: '学校', width: 28, total: 'filled', cell: ({ name }) => name },
  { title: level, width: 14, cell: ({ town }) => town || inNone(level) },
  count('现有区内·禁设', ({ violations }) => violations),
  count('现有待实测', ({ undetermined }) => undetermined),
  count('未结隐患', ({ openHazards }) => openHazards),
  ...tallyColumns,
];
