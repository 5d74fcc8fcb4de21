import { CodedError } from '#shared/contract/errors.ts';
import type { SurveyDetail } from '#shared/contract/surveys.ts';
import { methodNames } from '#shared/rules/rule.ts';
import type { SheetCell, SheetContent, SheetTable } from '#shared/sheets/content.ts';
import { instrumentNames } from '#shared/zones/instruments.ts';
import { type Verdict, verdictNames } from '#shared/zones/verdict.ts';
import { selectMeasuredFrom } from '../../../db/queries/survey-findings.ts';
import { readSurvey } from '../../../places/judging/read-survey.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { type Fact, factsTable } from './facts-table.ts';
import { measuredLine } from './measured-line.ts';
import { subtitleOf } from './school-content.ts';
import { boundsAround, grown, type Surroundings } from './surroundings.ts';
import { type Tone, tonedCell } from './toned-cell.ts';

/** A distance that officers measured: its ends on the map, its stretches, who measured with what. Errors: SURVEY_UNKNOWN, VENUE_UNLOCATED. */
export async function surveyContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const survey = await readSurvey(context.db, id);
  const { venuePosition } = survey;
  if (!venuePosition) throw new CodedError('VENUE_UNLOCATED', { name: survey.venueName });
  // The gate, or the point of the campus edge that the engine measures from.
  const from = survey.gatePosition ?? (await selectMeasuredFrom(context.db, survey));
  const line = await measuredLine(surroundings.context, survey, from, venuePosition);
  const school = (await surroundings.schools()).get(survey.schoolId);
  const drawn = school ? await surroundings.draw(school) : null;
  const bounds = grown(boundsAround(line, [drawn?.bounds]) ?? [0, 0, 0, 0], 0.1, 0.0016);
  const own = new Set([survey.schoolId]);
  const layers = await surroundings.layersIn(grown(bounds, 0.6), own, ({ id: each }) => own.has(each));
  return {
    title: '距离测量成果图',
    subtitle: `${subtitleOf(context.workspace)} · ${survey.schoolName}—${survey.venueName}`,
    bounds,
    layers: {
      ...layers,
      gateZones: [],
      measures: [{ line, label: `${survey.distance.toFixed(2)} m`, surveyed: true }],
    },
    tables: {
      facts: surveyFacts(survey),
      segments: segmentsTable(survey),
      distances: verdictsTable(context, survey),
      officers: officersTable(survey),
    },
    fields: {},
    empty: false,
    detail: null,
    overview: null,
  };
}

function surveyFacts(survey: SurveyDetail): SheetTable {
  const facts: Fact[] = [
    ['编号', survey.code],
    ['学校', survey.schoolName],
    ['场所', survey.venueName],
    ['信用代码', survey.venueUscc],
    ['场所地址', survey.venueAddress],
    ['起点', survey.fromText],
    ['终点', survey.toText],
    ['测量方法', methodNames[survey.method]],
    ['测量时间', survey.surveyedAt.replace('T', ' ')],
    ['仪器', [instrumentNames[survey.instrument], survey.instrumentNumber].filter(Boolean).join(' ')],
    ['见证人', survey.witness],
    ['备注', survey.note],
  ];
  const withdrawn = survey.withdrawnAt === null ? '' : `（已作废：${survey.withdrawnReason}）`;
  return factsTable(`测量记录${withdrawn}`, facts);
}

function segmentsTable({ segments, distance, sigma, computed }: SurveyDetail): SheetTable {
  const metres = (value: number | null) => (value === null ? '—' : value.toFixed(2));
  return {
    title: '分段',
    columns: [
      { title: '段', share: 10, align: 'middle' },
      { title: '自', share: 40 },
      { title: '至', share: 40 },
      { title: '米', share: 20, align: 'end' },
    ],
    rows: [
      ...segments.map((segment, i): SheetCell[] => [
        { text: String(i + 1) },
        { text: segment.from },
        { text: segment.to },
        { text: segment.metres.toFixed(2) },
      ]),
      [{ text: '' }, { text: '合计' }, { text: '' }, { text: distance.toFixed(2) }],
    ],
    none: '',
    note: `全长标准误 ±${sigma} m；系统计算：边界直线 ${metres(computed.boundary)} m，校门直线 ${metres(computed.gate)} m，校门步行 ${metres(computed.walking)} m`,
  };
}

/** What the survey decides. */
function verdictsTable(
  { workspace }: Pick<QueryContext, 'workspace'>,
  { decides }: SurveyDetail,
): SheetTable {
  const rules = new Map(workspace.rules.map((rule) => [rule.id, rule]));
  return {
    title: '据此判定',
    columns: [
      { title: '规则', share: 60 },
      { title: '限值 m', share: 20, align: 'end' },
      { title: '判定', share: 20 },
    ],
    rows: decides.map(({ ruleId, limit, verdict }): SheetCell[] => [
      { text: rules.get(ruleId)?.title ?? ruleId },
      { text: limit.toFixed(1) },
      tonedCell(verdictNames[verdict], toneOfVerdict[verdict]),
    ]),
    none: '目前没有规则采用此次测量',
  };
}

function officersTable({ officers }: SurveyDetail): SheetTable {
  return {
    title: '测量人员',
    columns: [
      { title: '姓名', share: 24 },
      { title: '单位', share: 50 },
      { title: '执法证号', share: 40 },
    ],
    rows: officers.map(({ name, agency, certificate }) => [
      { text: name },
      { text: agency },
      { text: certificate },
    ]),
    none: '',
  };
}

const toneOfVerdict: Readonly<Record<Verdict, Tone | null>> = {
  inside: 'violation',
  undetermined: 'undetermined',
  listed: null,
  outside: null,
};
