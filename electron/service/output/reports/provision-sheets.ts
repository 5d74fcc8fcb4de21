import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { completeness, provisionNames } from '#shared/facilities/gate-provision.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { ReportSheet } from './workbook.ts';

/** Gates against requirements, and the list of what is wanting. */
export function provisionSheets(
  { workspace, today }: Pick<QueryContext, 'workspace' | 'today'>,
  matrix: readonly SchoolProvisions[],
  requirements: readonly Requirement[],
): ReportSheet[] {
  const note = `截至 ${today}　填报：${workspace.pack.coordinator}${workspace.demonstration ? '　演示数据' : ''}`;
  const gates = matrix.flatMap((school) => school.gates.map((gate) => ({ school, gate })));
  return [
    {
      name: '设施对照表',
      title: `${workspace.name}校门交通设施对照表`,
      note,
      columns: [
        { title: '序号', width: 6, kind: 'count' },
        { title: '镇街', width: 12 },
        { title: '学校', width: 24, total: 'filled' },
        { title: '校门', width: 12 },
        { title: '门前道路', width: 16 },
        ...requirements.map(({ title }) => ({ title, width: 9 })),
        { title: '齐全率（%）', width: 9, kind: 'metres' },
      ],
      rows: gates.map(({ school, gate }, i) => [
        i + 1,
        school.town,
        school.name,
        gate.gateName,
        gate.road?.name ?? '',
        ...gate.cells.map(({ provision }) => provisionNames[provision]),
        (completeness(gate.cells) ?? 1) * 100,
      ]),
    },
    {
      name: '设施缺口',
      title: `${workspace.name}校门交通设施缺口清单`,
      note,
      ...gapSheet(matrix, requirements),
    },
  ];
}

/** What is wanting, a line each. */
export function gapSheet(
  matrix: readonly SchoolProvisions[],
  requirements: readonly Requirement[],
): Pick<ReportSheet, 'columns' | 'rows'> {
  const titles = new Map(requirements.map((each) => [each.id, each]));
  const gaps = matrix.flatMap((school) =>
    school.gates.flatMap((gate) =>
      gate.cells
        .filter(({ provision }) => provision === 'missing' || provision === 'doubtful')
        .map((cell) => ({ school, gate, cell })),
    ),
  );
  return {
    columns: [
      { title: '序号', width: 6, kind: 'count' },
      { title: '镇街', width: 12 },
      { title: '学校', width: 24, total: 'filled' },
      { title: '校门', width: 12 },
      { title: '设施', width: 14 },
      { title: '结论', width: 9 },
      { title: '距离（米）', width: 10, kind: 'metres' },
      { title: '情况', width: 34 },
      { title: '责任单位', width: 14 },
      { title: '依据', width: 44 },
    ],
    rows: gaps.map(({ school, gate, cell }, i) => {
      const requirement = titles.get(cell.requirementId);
      return [
        i + 1,
        school.town,
        school.name,
        gate.gateName,
        requirement?.title ?? cell.requirementId,
        provisionNames[cell.provision],
        cell.metres,
        cell.note,
        requirement?.body ?? '',
        requirement?.basis.map(({ document, article }) => `${document} ${article}`).join('；') ?? '',
      ];
    }),
  };
}
