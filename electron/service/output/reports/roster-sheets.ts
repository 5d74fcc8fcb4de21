import { weekdayTitle } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type Duty, dutyKinds } from '#shared/contract/facilities.ts';
import { weekdaysText } from '#shared/facilities/duty-days.ts';
import {
  cellOnDay,
  countVacant,
  isPatrol,
  type RosterRow,
  rosterDays,
  rosterRows,
  substitutesOf,
} from '#shared/facilities/duty-roster.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import type { ReportColumn, ReportSheet } from './workbook.ts';

type Gates = OutputOf<'duties.list'>;
type Gate = Gates[number];
type Column<Row> = Filled<ReportColumn, Row, string | number | null>;

/** The week at every gate, post by post, everybody with the days on which they stand, and the patrols where there are some. */
export function rosterSheets(
  { workspace, today }: Pick<QueryContext, 'workspace' | 'today'>,
  gates: Gates,
): ReportSheet[] {
  const vacant = countVacant(gates.flatMap(({ duties }) => rosterRows(duties)));
  const doubts = gates.reduce((sum, gate) => sum + gate.doubts.length, 0);
  const note = [
    `截至 ${today}`,
    `填报：${workspace.pack.coordinator}${workspace.demonstration ? '　演示数据' : ''}`,
    `缺岗 ${vacant} 天次，同时在两处（存疑）${doubts} 条`,
  ].join('　');
  const patrols = patrolsOf(gates);
  return [
    { name: '护学岗值守表', title: `${workspace.name}护学岗值守表`, note, ...weekSheet(gates) },
    { name: '护学岗人员', title: `${workspace.name}护学岗人员名单`, note, ...peopleSheet(gates) },
    ...(patrols.length > 0
      ? [
          {
            name: '日常巡逻计划',
            title: `${workspace.name}校园周边日常巡逻计划`,
            note: `截至 ${today}${workspace.demonstration ? '　演示数据' : ''}`,
            ...patrolSheet(patrols),
          },
        ]
      : []),
  ];
}

function placeColumns<Row extends { readonly gate: Gate }>(): Column<Row>[] {
  return [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '镇街', width: 10, cell: ({ gate }) => gate.town },
    { title: '学校', width: 20, cell: ({ gate }) => gate.schoolName },
    { title: '校门', width: 10, cell: ({ gate }) => gate.gateName },
  ];
}

/** A post of a gate; null stands for a period in which the gate has nobody at all, which is told of no patrol. */
interface Line {
  readonly gate: Gate;
  readonly period: Duty['period'];
  readonly row: RosterRow<Gate['duties'][number]> | null;
}

function linesOf(gate: Gate): Line[] {
  const rows = rosterRows(gate.duties);
  return dutyKinds.flatMap((period): Line[] => {
    const own = rows.filter((row) => row.period === period);
    if (own.length === 0 && isPatrol({ period })) return [];
    return own.length > 0 ? own.map((row) => ({ gate, period, row })) : [{ gate, period, row: null }];
  });
}

function weekSheet(gates: Gates): Pick<ReportSheet, 'columns' | 'rows'> {
  const days = rosterDays(gates.flatMap(({ duties }) => duties));
  const columns: Column<Line>[] = [
    ...placeColumns<Line>(),
    { title: '时段', width: 8, cell: ({ period }) => period },
    { title: '时间', width: 13, cell: ({ row }) => row?.hours ?? '' },
    { title: '岗位', width: 12, cell: ({ row }) => row?.post ?? '没有安排' },
    ...days.map((day) => ({
      title: weekdayTitle(day),
      width: 13,
      cell: ({ row }: Line) => row && cellOnDay(row, day, withPhone),
    })),
    { title: '替补', width: 15, cell: ({ row }) => row && substitutesOf(row, substituteWithPhone) },
    {
      title: '缺岗天数',
      width: 9,
      kind: 'count',
      total: 'sum',
      cell: ({ row }) => row?.vacant.length ?? null,
    },
    {
      title: '存疑',
      width: 22,
      cell: ({ gate, row }) => row && doubtsAbout(gate, row.duties),
    },
  ];
  return fillTable(columns, gates.flatMap(linesOf));
}

/** Everybody at a post, a line each. */
function peopleSheet(gates: Gates): Pick<ReportSheet, 'columns' | 'rows'> {
  const people = gates.flatMap((gate) => gate.duties.map((duty) => ({ gate, duty })));
  const columns: Column<(typeof people)[number]>[] = [
    ...placeColumns<(typeof people)[number]>(),
    { title: '时段', width: 8, cell: ({ duty }) => duty.period },
    { title: '时间', width: 13, cell: ({ duty }) => `${duty.from}–${duty.until}` },
    { title: '星期', width: 18, cell: ({ duty }) => weekdaysText(duty.weekdays) },
    { title: '岗位', width: 12, cell: ({ duty }) => duty.post },
    { title: '人员', width: 10, total: 'filled', cell: ({ duty }) => duty.person },
    { title: '单位', width: 14, cell: ({ duty }) => duty.body },
    { title: '电话', width: 15, cell: ({ duty }) => duty.phone },
    { title: '替补', width: 10, cell: ({ duty }) => duty.substitute },
    { title: '替补电话', width: 15, cell: ({ duty }) => duty.substitutePhone },
    { title: '存疑', width: 22, cell: ({ gate, duty }) => doubtsAbout(gate, [duty]) },
  ];
  return fillTable(columns, people);
}

interface Patrol {
  readonly gate: Gate;
  readonly duty: Gate['duties'][number];
}

/** Each patrol with the gates that it comes past on the same days at the same hours. */
function patrolsOf(gates: Gates): Patrol[][] {
  const all = gates.flatMap((gate) => gate.duties.filter(isPatrol).map((duty) => ({ gate, duty })));
  const byPatrol = groupBy(all, ({ duty: { body, person, phone, weekdays, from, until } }) =>
    JSON.stringify([body, person, phone, weekdays, from, until]),
  );
  return [...byPatrol.values()];
}

/** The week's patrols, a line each: who, on which days, past which gates. */
function patrolSheet(patrols: readonly Patrol[][]): Pick<ReportSheet, 'columns' | 'rows'> {
  const rows = patrols.flatMap((own) => (own[0] ? [{ ...own[0].duty, own }] : []));
  const columns: Column<(typeof rows)[number]>[] = [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '单位', width: 16, cell: ({ body }) => body },
    { title: '人员', width: 12, cell: ({ person }) => person },
    { title: '电话', width: 15, cell: ({ phone }) => phone },
    { title: '星期', width: 18, cell: ({ weekdays }) => weekdaysText(weekdays) },
    { title: '时间', width: 13, cell: ({ from, until }) => `${from}–${until}` },
    { title: '校门数', width: 8, kind: 'count', total: 'sum', cell: ({ own }) => own.length },
    {
      title: '经过的校门（岗位、路段）',
      width: 60,
      cell: ({ own }) =>
        own.map(({ gate, duty }) => `${gate.schoolName} ${gate.gateName}（${duty.post}）`).join('、'),
    },
  ];
  return fillTable(columns, rows);
}

function doubtsAbout({ doubts }: Gate, duties: readonly { readonly id: number }[]): string {
  const ids = new Set(duties.map(({ id }) => id));
  return doubts.flatMap(({ dutyId, text }) => (ids.has(dutyId) ? text : [])).join('；');
}

function withPhone({ person, phone }: Pick<Duty, 'person' | 'phone'>): string {
  return `${person} ${phone}`.trim();
}

function substituteWithPhone({
  substitute,
  substitutePhone,
}: Pick<Duty, 'substitute' | 'substitutePhone'>): string {
  return `${substitute} ${substitutePhone}`.trim();
}
