import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { countProvisions, provisionNames } from '#shared/facilities/gate-provision.ts';
import { basisLine } from '#shared/rules/basis.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import type { ReportColumn, ReportSheet } from './workbook.ts';

/** Gates against requirements, and the list of what is wanting. */
export function provisionSheets(
  { workspace, today }: Pick<QueryContext, 'workspace' | 'today'>,
  matrix: readonly SchoolProvisions[],
  requirements: readonly Requirement[],
): ReportSheet[] {
  const { unsurveyed } = countProvisions(matrix.flatMap(({ gates }) => gates.flatMap(({ cells }) => cells)));
  const untold = unsurveyed > 0 ? `　${unsurveyed} 项未调查，不计入缺失和齐全率` : '';
  const note = `截至 ${today}　填报：${workspace.pack.coordinator}${workspace.demonstration ? '　演示数据' : ''}${untold}`;
  const gates = matrix.flatMap((school) => school.gates.map((gate) => ({ school, gate })));
  const columns: Filled<ReportColumn, (typeof gates)[number], string | number | null>[] = [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '镇街', width: 12, cell: ({ school }) => school.town },
    { title: '学校', width: 24, total: 'filled', cell: ({ school }) => school.name },
    { title: '校门', width: 12, cell: ({ gate }) => gate.gateName },
    { title: '门前道路', width: 16, cell: ({ gate }) => gate.road?.name ?? '' },
    ...requirements.map(({ id, title }) => ({
      title,
      width: 9,
      cell: ({ gate }: (typeof gates)[number]) => {
        const cell = gate.cells.find(({ requirementId }) => requirementId === id);
        return cell ? provisionNames[cell.provision] : '';
      },
    })),
    {
      title: '齐全率（%）',
      width: 9,
      kind: 'metres',
      cell: ({ gate }) => {
        const { share } = countProvisions(gate.cells);
        return share === null ? null : share * 100;
      },
    },
    {
      title: '未调查（项）',
      width: 9,
      kind: 'count',
      cell: ({ gate }) => countProvisions(gate.cells).unsurveyed,
    },
    { title: '现场核对', width: 12, cell: ({ gate }) => gate.surveyedOn ?? '' },
  ];
  return [
    {
      name: '设施对照表',
      title: `${workspace.name}校门交通设施对照表`,
      note,
      ...fillTable(columns, gates),
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
  const requirementOf = new Map(requirements.map((each) => [each.id, each]));
  const gaps = matrix.flatMap((school) =>
    school.gates.flatMap((gate) =>
      gate.cells
        .filter(({ provision }) => provision === 'missing' || provision === 'doubtful')
        .map((cell) => ({ school, gate, cell, requirement: requirementOf.get(cell.requirementId) })),
    ),
  );
  const columns: Filled<ReportColumn, (typeof gaps)[number], string | number | null>[] = [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '镇街', width: 12, cell: ({ school }) => school.town },
    { title: '学校', width: 24, total: 'filled', cell: ({ school }) => school.name },
    { title: '校门', width: 12, cell: ({ gate }) => gate.gateName },
    { title: '设施', width: 14, cell: ({ requirement, cell }) => requirement?.title ?? cell.requirementId },
    { title: '结论', width: 9, cell: ({ cell }) => provisionNames[cell.provision] },
    { title: '距离（米）', width: 10, kind: 'metres', cell: ({ cell }) => cell.metres },
    { title: '情况', width: 34, cell: ({ cell }) => cell.note },
    { title: '责任单位', width: 14, cell: ({ requirement }) => requirement?.body ?? '' },
    {
      title: '依据',
      width: 44,
      cell: ({ requirement }) => requirement?.basis.map(basisLine).join('；') ?? '',
    },
  ];
  return fillTable(columns, gaps);
}
