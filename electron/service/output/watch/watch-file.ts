import type { Watched } from '#shared/contract/watch.ts';
import { inNone, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import {
  countWorse,
  reasonTitle,
  scoreText,
  type WatchedCount,
  type WatchedCounts,
  watchedFigureNames,
  watchedFigures,
  watchReasons,
  worseWords,
} from '#shared/watch/watched-figures.ts';
import type { ChangesContext } from '../changes/changes-context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import { type ReportColumn, writeWorkbook } from '../reports/workbook.ts';
import { gatherWatch } from './gather-watch.ts';

type Column<Row> = Filled<ReportColumn, Row, string | number | null>;

/** The schools to watch with their reasons and weights, the towns, and the places that were complained of. */
export async function writeWatch(context: ChangesContext): Promise<Uint8Array> {
  const { workspace } = context;
  const watched = await gatherWatch(context);
  const { days, schools, towns, places } = watched;
  const note = [
    `${periodTitle(days.period)}至 ${days.today}，与上季度比`,
    `填报：${workspace.pack.coordinator}`,
    workspace.demonstration ? '演示数据' : '',
  ]
    .filter(Boolean)
    .join('　');
  const sheet = (name: string) => ({ name, title: `${workspace.name}校园周边${name}`, note });
  return await writeWorkbook([
    { ...sheet('重点关注学校'), ...fillTable(schoolColumns(watched), schools) },
    { ...sheet(`各${TOWN_LEVEL}变化`), ...fillTable(townColumns, towns) },
    { ...sheet('群众反映集中的地点'), ...fillTable(placeColumns, places) },
    { ...sheet('权重'), ...fillTable(weightColumns(watched), [...watchReasons]) },
  ]);
}

const number: Column<unknown> = { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 };

/** 3（上期 1）, or the number alone where nobody knows what it was. */
const countText = ({ now, before }: WatchedCount): string =>
  before === null ? String(now) : `${now}（上期 ${before}）`;

const countColumns: readonly Column<{ readonly counts: WatchedCounts }>[] = watchedFigureNames.map(
  (name) => ({
    title: watchedFigures[name].title,
    width: 14,
    cell: ({ counts }) => countText(counts[name]),
  }),
);

const worseColumn: Column<{ readonly counts: WatchedCounts }> = {
  title: worseWords.title,
  width: 10,
  kind: 'count',
  cell: ({ counts }) => countWorse(counts),
};

const schoolColumns = ({ weights }: Watched): readonly Column<Watched['schools'][number]>[] => [
  number,
  { title: '学校', width: 28, total: 'filled', cell: ({ name }) => name },
  { title: TOWN_LEVEL, width: 14, cell: ({ town }) => town || inNone(TOWN_LEVEL) },
  { title: '得分', width: 8, kind: 'count', cell: ({ score }) => score },
  ...countColumns,
  worseColumn,
  { title: '理由（数×权重）', width: 44, cell: ({ counts }) => scoreText(counts, weights) },
];

const townColumns: readonly Column<Watched['towns'][number]>[] = [
  number,
  { title: TOWN_LEVEL, width: 20, total: 'filled', cell: ({ name }) => name || inNone(TOWN_LEVEL) },
  ...countColumns,
  worseColumn,
];

const placeColumns: readonly Column<Watched['places'][number]>[] = [
  number,
  { title: '地点', width: 36, total: 'filled', cell: ({ name }) => name },
  { title: '学校', width: 28, cell: ({ schoolName }) => schoolName },
  { title: '本季度', width: 10, kind: 'count', total: 'sum', cell: ({ now }) => now },
  { title: '上季度同期', width: 12, kind: 'count', total: 'sum', cell: ({ before }) => before },
];

const weightColumns = ({ weights }: Watched): readonly Column<(typeof watchReasons)[number]>[] => [
  { title: '理由', width: 20, cell: reasonTitle },
  { title: '权重（每项得分）', width: 16, kind: 'count', cell: (reason) => weights[reason] },
  {
    title: '怎么数',
    width: 70,
    cell: (reason) => (reason === 'worse' ? worseWords : watchedFigures[reason]).explained,
  },
];
