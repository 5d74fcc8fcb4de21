import type { StoredValue } from '../../db/schema/stored-values.ts';
import type { ReportSheet } from '../reports/workbook.ts';

/** What a print holds: its sheets, and the venues on each. */
export type PrintIndex = StoredValue<'prints.index'>;

/** The index of a print as tables: its sheets, and the venues on each. */
export function indexSheets(
  { number, title, recipient, madeAt }: { number: string; title: string; recipient: string; madeAt: string },
  all: PrintIndex,
): ReportSheet[] {
  const index = all.filter(({ pages }) => pages > 0);
  const note = [`图号 ${number}`, `出图 ${madeAt.slice(0, 10)}`, recipient === '' ? '' : `发给 ${recipient}`]
    .filter(Boolean)
    .join('　');
  return [
    { name: '图幅目录', title: `${title}图幅目录`, note, ...contentsColumns(index) },
    { name: '场所索引', title: `${title}场所索引`, note, ...venueColumns(index) },
  ];
}

/** Sheets with the numbers of their pages. */
function contentsColumns(index: PrintIndex): Pick<ReportSheet, 'columns' | 'rows'> {
  let page = 1;
  const starts = index.map(({ pages, start: written }) => {
    const start = written ?? page;
    page += pages;
    return start;
  });
  return {
    columns: [
      { title: '序号', width: 6, kind: 'count' },
      { title: '图名', width: 50, total: 'filled' },
      { title: '分组', width: 16 },
      { title: '比例尺', width: 12 },
      { title: '起始幅页', width: 10, kind: 'count' },
      { title: '页数', width: 8, kind: 'count', total: 'sum' },
      { title: '场所数', width: 8, kind: 'count', total: 'sum' },
      { title: '底图缺块', width: 40 },
    ],
    rows: index.map((sheet, i) => [
      i + 1,
      sheet.title,
      sheet.group,
      sheet.scale === null ? '' : `1:${sheet.scale}`,
      starts[i] ?? null,
      sheet.pages,
      sheet.venues.length,
      sheet.missing.join('、'),
    ]),
  };
}

function venueColumns(index: PrintIndex): Pick<ReportSheet, 'columns' | 'rows'> {
  return {
    columns: [
      { title: '图名', width: 44 },
      { title: '号', width: 6, kind: 'count' },
      { title: '场所', width: 34, total: 'filled' },
      { title: '类别', width: 14 },
      { title: '距离（米）', width: 11, kind: 'metres' },
      { title: '判定', width: 12 },
    ],
    rows: index.flatMap((sheet) =>
      sheet.venues.map(({ name, category, distance, verdict }, i) => [
        sheet.title,
        i + 1,
        name,
        category,
        distance === '' ? null : Number(distance),
        verdict,
      ]),
    ),
  };
}
