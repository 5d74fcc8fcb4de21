import type { ScoredSubject } from '#shared/contract/scores.ts';
import { scoreSubjectNames } from '#shared/scores/score-formulas.ts';
import { criterionText, fullPoints, type Indicator, type ScoreScheme } from '#shared/scores/score-scheme.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import { columnName, HEADER_ROWS, type ReportColumn, type WorkbookSheet } from '../reports/workbook.ts';
import { byRank, dataOf, remarkOf, scoredBy } from './score-words.ts';

type Cell = WorkbookSheet['rows'][number][number];
type Column<Row> = Filled<ReportColumn, Row, Cell>;

interface Told {
  readonly scheme: ScoreScheme;
  readonly subjects: readonly ScoredSubject[];
  readonly title: string;
  readonly note: string;
}

/** 考核评分表: one line for each who is scored, then a line for each of their indicators. */
export function scoreSheets(told: Told): WorkbookSheet[] {
  const { title, note } = told;
  return [
    { name: '汇总', title: `${title}评分汇总表`, note, ...summaryOf(told) },
    { name: '评分表', title: `${title}评分表`, note, ...detailsOf(told) },
  ];
}

function summaryOf({ scheme, subjects }: Told): Pick<WorkbookSheet, 'columns' | 'rows'> {
  const ofSchools: Column<ScoredSubject>[] =
    scheme.of === 'schools' ? [{ title: '镇街', width: 14, cell: ({ town }) => town }] : [];
  const before: Column<ScoredSubject>[] = [
    { title: '名次', width: 7, kind: 'count', cell: ({ rank }) => rank },
    { title: scoreSubjectNames[scheme.of], width: 26, cell: ({ name }) => name },
    ...ofSchools,
  ];
  const columns = [
    ...before,
    ...scheme.indicators.map(indicatorColumn),
    ...totalColumns(scheme, before.length),
  ];
  return fillTable(columns, byRank(subjects));
}

const indicatorColumn = ({ content, points }: Indicator, i: number): Column<ScoredSubject> => ({
  title: `${content}（${points} 分）`,
  width: 13,
  kind: 'points',
  cell: ({ scores }) => scores[i]?.points ?? null,
});

/** What the points add up to, by formula; those of the indicators begin in some column. */
function totalColumns(scheme: ScoreScheme, start: number): Column<ScoredSubject>[] {
  const end = start + scheme.indicators.length;
  const [first, last, total, possible] = [start, end - 1, end, end + 1].map(columnName);
  const rowNumber = (index: number) => HEADER_ROWS + 1 + index;
  return [
    {
      title: `合计（${fullPoints(scheme)} 分）`,
      width: 12,
      kind: 'points',
      cell: (subject, index) => ({
        formula: `SUM(${first}${rowNumber(index)}:${last}${rowNumber(index)})`,
        value: subject.total,
      }),
    },
    { title: '可得', width: 10, kind: 'points', cell: (subject) => subject.possible },
    {
      title: '得分率（%）',
      width: 11,
      kind: 'metres',
      cell: (subject, index) =>
        subject.possible === 0
          ? null
          : {
              formula: `${total}${rowNumber(index)}/${possible}${rowNumber(index)}*100`,
              value: (subject.total / subject.possible) * 100,
            },
    },
    { title: '待评（项）', width: 9, kind: 'count', cell: ({ pending }) => pending },
  ];
}

/** The columns of such forms: 项目, 序号, 内容, 分值, 评分标准, 考核办法, 得分; with the numbers behind. */
function detailsOf({ scheme, subjects }: Told): Pick<WorkbookSheet, 'columns' | 'rows'> {
  const rows = byRank(subjects).flatMap(({ name, scores }) =>
    scoredBy(scheme, { scores }).map((each, i) => ({ name, number: i + 1, ...each })),
  );
  const columns: Column<(typeof rows)[number]>[] = [
    { title: scoreSubjectNames[scheme.of], width: 22, cell: ({ name }) => name },
    { title: '项目', width: 12, cell: ({ indicator }) => indicator.project },
    { title: '序号', width: 6, kind: 'count', cell: ({ number }) => number },
    { title: '内容', width: 26, cell: ({ indicator }) => indicator.content },
    { title: '分值', width: 8, kind: 'points', cell: ({ indicator }) => indicator.points },
    { title: '评分标准', width: 44, cell: ({ indicator }) => criterionText(indicator) },
    { title: '考核办法', width: 16, cell: ({ indicator }) => indicator.method },
    { title: '数据', width: 18, cell: ({ indicator, score }) => dataOf(indicator, score) },
    { title: '得分', width: 8, kind: 'points', cell: ({ score }) => score.points },
    { title: '备注', width: 30, cell: ({ indicator, score }) => remarkOf(indicator, score) },
  ];
  return fillTable(columns, rows);
}
