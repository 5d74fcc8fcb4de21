import { weekdayTitle } from '#shared/calendar/days.ts';
import {
  cellOnDay,
  rosterDays,
  rosterRows,
  type Standing,
  substitutesOf,
} from '#shared/facilities/duty-roster.ts';
import { countProvisions, provisionNames } from '#shared/facilities/gate-provision.ts';
import type { DocumentTable } from '#shared/forms/document-template.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { isKnownByPoint, POINT_FOR_CAMPUS, type SchoolPlace } from '#shared/zones/measured-places.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectDuties } from '../../db/queries/duties.ts';
import { selectGatePlan } from '../../db/queries/gates.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import {
  countSchoolBetween,
  selectSchoolHazards,
  selectSchoolVisits,
} from '../../db/queries/school-record.ts';
import { officerNames } from '../../db/queries/visits.ts';
import { judgeGates, provisionGround } from '../../places/judging/gate-provisions.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { FilledTable } from './paper-blocks.ts';
import { countQuarters } from './quarters.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** Quarters of visits that a dossier lists, this one included. */
const QUARTERS = 4;

export interface SchoolTables {
  readonly tables: Partial<Record<DocumentTable, FilledTable>>;
  readonly known: Record<string, string>;
}

function boundaryText(school: SchoolPlace | undefined): string {
  if (school?.campus) return '已划定';
  return !school || isKnownByPoint(school) ? POINT_FOR_CAMPUS : '未划定，以校门代替';
}

/** The week at the gates of a school, post by post. */
function dutiesTable(
  gates: readonly { readonly name: string; readonly duties: readonly Standing[] }[],
): FilledTable {
  const days = rosterDays(gates.flatMap(({ duties }) => duties));
  return {
    none: '还没有安排护学岗。',
    // In millimetres of the page where there are five days: a name of three characters stands on one line.
    columns: [
      { title: '校门', share: 14 },
      { title: '时段', share: 28 },
      { title: '岗位', share: 17 },
      ...days.map((day) => ({ title: weekdayTitle(day), share: 16.2 })),
      { title: '替补', share: 16 },
    ],
    rows: gates.flatMap(({ name, duties }) =>
      rosterRows(duties).map((row) => [
        name,
        `${row.period} ${row.hours}`,
        row.post,
        ...days.map((day) => cellOnDay(row, day)),
        substitutesOf(row),
      ]),
    ),
  };
}

/** All tables of a school's dossier. Errors: none; a school that is gone has empty ones. */
export async function schoolTables(context: Context, id: number): Promise<SchoolTables> {
  const { db, workspace, today } = context;
  const school = (await workspace.places.schools()).get(id);
  const titles = workspace.catalogue.categoryTitles;
  const { requirements } = workspace.catalogue;
  const ground = await provisionGround(context);
  const judged = school ? judgeGates(context, ground, school) : [];
  const findings = (await selectNamedFindings(db, { schoolId: id, primary: true })).filter(
    ({ severity }) => severity !== 'outside',
  );
  const hazards = await selectSchoolHazards(db, id);
  const quarters = await countQuarters(today, QUARTERS, (from, to) => countSchoolBetween(db, id, from, to));
  const visits = await selectSchoolVisits(db, id, quarters[0]?.from ?? today);
  const duties = (await selectDuties(db)).filter(({ gateId }) =>
    judged.some(({ gate }) => gate.id === gateId),
  );
  const plans = [];
  for (const { gate } of judged) plans.push({ gate, plan: await selectGatePlan(db, gate.id) });
  const provided = countProvisions(judged.flatMap(({ evaluated }) => evaluated));
  return {
    known: {
      校门数: String(judged.length),
      校园边界: boundaryText(school),
      设施齐全率: provided.share === null ? '—' : `${Number((provided.share * 100).toFixed(1))}%`,
      设施缺口数: String(provided.missing),
      设施未调查数: String(provided.unsurveyed),
      区内场所数: String(findings.filter(({ severity }) => severity === 'violation').length),
      待实测数: String(findings.filter(({ severity }) => severity === 'undetermined').length),
      近四季检查次数: String(visits.length),
    },
    tables: {
      schoolFacilities: {
        none: '还没有校门，无法对照。',
        columns: [
          { title: '校门', share: 2 },
          { title: '设施', share: 2.4 },
          { title: '结论', share: 1.5, number: true },
          { title: '情况', share: 5 },
          { title: '责任', share: 2 },
        ],
        rows: judged.flatMap(({ gate, evaluated }) =>
          evaluated.flatMap(({ requirementId, provision, metres, note }) => {
            const requirement = requirements.find((each) => each.id === requirementId);
            if (provision === 'exempt' || !requirement) return [];
            const said = provision === 'present' && metres !== null ? `${metres.toFixed(1)} m` : note;
            return [[gate.name, requirement.title, provisionNames[provision], said, requirement.body]];
          }),
        ),
      },
      schoolGates: {
        none: '还没有登记校门的管制措施。',
        columns: [
          { title: '校门', share: 2 },
          { title: '门前道路', share: 2.4 },
          { title: '限时禁行、禁停', share: 4 },
          { title: '等候与接送', share: 4 },
        ],
        rows: plans.map(({ gate, plan }) => [
          gate.name,
          judged.find((each) => each.gate.id === gate.id)?.road?.name ?? '',
          [plan?.restrictions, plan?.oneWay].filter(Boolean).join('；') || '未登记',
          [plan?.waiting, plan?.note].filter(Boolean).join('；') || '未登记',
        ]),
      },
      schoolFindings: {
        none: '安全区域内没有受管控的场所。',
        columns: [
          { title: '场所', share: 3.2 },
          { title: '类别', share: 1.9 },
          { title: '判定', share: 2.1 },
          { title: '距离', share: 1.9, number: true },
          { title: '备注', share: 6 },
        ],
        rows: findings.map((row) => [
          row.venueName,
          placeTitle(titles, row.category),
          severityNames[row.severity],
          `${row.distance.toFixed(1)} m`,
          row.note,
        ]),
      },
      schoolHazards: {
        none: '没有登记过隐患。',
        columns: [
          { title: '编号', share: 3.6 },
          { title: '隐患', share: 4.4 },
          { title: '状态', share: 1.6, number: true },
          { title: '责任单位', share: 2.6 },
          { title: '期限', share: 2.6 },
        ],
        rows: hazards.map((row) => [
          row.code,
          `${row.placeName}：${row.description}`,
          hazardStateNames[hazardStateSchema.parse(row.state)],
          row.responsibleBody || '未交办',
          row.closedOn ? `${row.closedOn} 销号` : (row.dueOn ?? ''),
        ]),
      },
      schoolVisits: {
        none: '近四个季度没有检查记录。',
        columns: [
          { title: '日期', share: 2.4 },
          { title: '检查点', share: 4 },
          { title: '结果', share: 2 },
          { title: '执法人员', share: 3.4 },
          { title: '隐患', share: 1.2, number: true },
        ],
        rows: visits.map((row) => [
          row.startedAt.slice(0, 10),
          row.placeName,
          row.result,
          officerNames(row.officers).join('、'),
          String(row.hazards),
        ]),
      },
      schoolQuarters: {
        none: '',
        columns: [
          { title: '季度', share: 3 },
          { title: '检查', share: 1.5, number: true },
          { title: '发现隐患', share: 2, number: true },
          { title: '销号', share: 1.5, number: true },
        ],
        rows: quarters.map(({ period, visits: count, found, closed }) => [
          periodTitle(period),
          ...[count, found, closed].map(String),
        ]),
      },
      schoolDuties: dutiesTable(
        judged.map(({ gate }) => ({
          name: gate.name,
          duties: duties.filter(({ gateId }) => gateId === gate.id),
        })),
      ),
    },
  };
}
