import { NO_TOWN } from '#shared/regions/levels.ts';
import type { Region } from '#shared/regions/region-index.ts';
import type { SheetCell, SheetLayers, SheetTable } from '#shared/sheets/content.ts';
import { currentSpan } from '#shared/sweeps/school-coverage.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import type { SchoolFigures } from './school-figures.ts';
import { tonedCell } from './toned-cell.ts';

/** Figures by town; those of schools outside every town stand together. */
export function townsTable(figures: readonly SchoolFigures[], towns: readonly Region[]): SheetTable {
  const groups = new Map<string, SchoolFigures[]>();
  for (const school of figures) {
    const name = school.town ?? NO_TOWN;
    groups.set(name, [...(groups.get(name) ?? []), school]);
  }
  const rows = [...groups].sort(([a], [b]) => a.localeCompare(b, 'zh-CN'));
  return {
    title: '分镇街情况',
    columns: [
      { title: '镇街', share: 30 },
      { title: '学校', share: 12, align: 'end' },
      { title: '区内', share: 12, align: 'end' },
      { title: '待实测', share: 15, align: 'end' },
      { title: '未结隐患', share: 17, align: 'end' },
      { title: '本期已整治', share: 20, align: 'end' },
    ],
    rows: rows.map(([name, schools]): SheetCell[] => {
      const town = towns.find((each) => each.name === name);
      return [
        { text: name, ...(town ? { to: `town:${town.id}` } : {}) },
        { text: String(schools.length) },
        violationsCell(sum(schools, 'violations')),
        { text: String(sum(schools, 'undetermined')) },
        { text: String(sum(schools, 'openHazards')) },
        { text: `${schools.filter(({ swept }) => swept).length} / ${schools.length}` },
      ];
    }),
    none: '还没有学校',
  };
}

/** Schools in the order of their list, those with the most findings first: their numbers are their places in it. */
export function orderSchools(figures: readonly SchoolFigures[]): SchoolFigures[] {
  return [...figures].sort(
    (a, b) =>
      b.violations - a.violations || b.undetermined - a.undetermined || a.name.localeCompare(b.name, 'zh-CN'),
  );
}

/** Schools of a map with their numbers in the list of `ordered` ones. */
export function numberSchools(
  schools: SheetLayers['schools'],
  ordered: readonly SchoolFigures[],
): SheetLayers['schools'] {
  const numbers = new Map(ordered.map(({ id }, i) => [`school:${id}`, i + 1]));
  return schools.map((school) => ({ ...school, number: numbers.get(school.anchor) ?? null }));
}

/** Schools with their figures, numbered as on the map. */
export function schoolsTable(ordered: readonly SchoolFigures[]): SheetTable {
  return {
    title: '学校',
    onMap: true,
    columns: [
      { title: '号', share: 8, align: 'middle' },
      { title: '学校', share: 40 },
      { title: '学段', share: 18 },
      { title: '区内', share: 11, align: 'end' },
      { title: '待实测', share: 14, align: 'end' },
      { title: '隐患', share: 11, align: 'end' },
    ],
    rows: ordered.map((school, i): SheetCell[] => [
      { text: String(i + 1) },
      { text: `${school.name}${school.byPoint ? '※' : ''}`, to: `school:${school.id}` },
      { text: school.stage },
      violationsCell(school.violations),
      { text: String(school.undetermined) },
      { text: String(school.openHazards) },
    ]),
    none: '没有学校',
    ...(ordered.some(({ byPoint }) => byPoint) ? { note: `※ ${POINT_FOR_CAMPUS}` } : {}),
  };
}

/** Figures of all schools together. */
export function statisticsTable(
  { workspace, today }: QueryContext,
  figures: readonly SchoolFigures[],
): SheetTable {
  const swept = figures.filter((school) => school.swept).length;
  return {
    title: '统计',
    columns: ['学校', '区内', '待实测', '未结隐患', '本期已整治'].map((title) => ({ title, share: 1 })),
    rows: [
      [
        { text: String(figures.length) },
        { text: String(sum(figures, 'violations')) },
        { text: String(sum(figures, 'undetermined')) },
        { text: String(sum(figures, 'openHazards')) },
        { text: `${swept} / ${figures.length}` },
      ],
    ],
    none: '',
    note: `本期为${currentSpan(workspace.pack.cadence, today).title}；区内、待实测按学校计，一家场所临近两所学校计两次`,
  };
}

function violationsCell(count: number): SheetCell {
  return tonedCell(String(count), count > 0 ? 'violation' : null);
}

function sum(figures: readonly SchoolFigures[], key: 'violations' | 'undetermined' | 'openHazards'): number {
  return figures.reduce((total, school) => total + school[key], 0);
}
