import { documentText } from '#shared/rules/basis.ts';
import { existingNames, methodNames } from '#shared/rules/rule.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import type { selectNamedFindings } from '../../db/queries/named-findings.ts';
import type { selectSurveys } from '../../db/queries/surveys.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type CasePart, columns } from './case-content.ts';

type Context = Pick<QueryContext, 'workspace'>;
type CaseFinding = Awaited<ReturnType<typeof selectNamedFindings>>[number];

/** How far a venue is from each school, by which rule. */
export function distancePart({ workspace }: Context, findings: readonly CaseFinding[]): CasePart {
  const rules = new Set(workspace.rules.map(({ id }) => id));
  return {
    title: '距离判定',
    notes: MEASURED_NOTES,
    table: {
      none: '没有规则管到这家场所。',
      columns: columns(
        ['学校', 3],
        ['起算、方法', 2],
        ['距离（米）', 2.4],
        ['限值', 1.3],
        ['判定', 2],
        ['存量处理', 2],
      ),
      rows: findings.map((finding) => [
        finding.schoolName,
        ...measuredCells(finding),
        `${severityNames[finding.severity]}${rules.has(finding.ruleId) ? '' : '（规则已不在用）'}`,
        finding.existing ? existingNames[finding.existing] : '',
      ]),
    },
  };
}

/** The venues that lie in a zone of a school or may, the gravest first. */
export function venuesPart({ workspace }: Context, findings: readonly CaseFinding[]): CasePart {
  const titles = workspace.catalogue.categoryTitles;
  return {
    title: '区内及存疑的场所',
    notes: MEASURED_NOTES,
    table: {
      none: '安全区域内没有受管控的场所。',
      columns: columns(
        ['场所', 3.4],
        ['类别', 2],
        ['起算、方法', 2],
        ['距离（米）', 2.4],
        ['限值', 1.3],
        ['判定', 2],
        ['存量处理', 2],
      ),
      rows: findings.map((finding) => [
        finding.venueName,
        placeTitle(titles, finding.category),
        ...measuredCells(finding),
        severityNames[finding.severity],
        finding.existing ? existingNames[finding.existing] : '',
      ]),
    },
  };
}

const MEASURED_NOTES = ['距离按图上位置计算的，±2σ 为不确定度；由两名执法人员实测的，以实测记录为准。'];

/** From where and how, how far, and the limit. */
function measuredCells({ gateName, method, distance, sigma, walking, limit }: CaseFinding): string[] {
  const walk = walking === null ? '' : `，步行 ${walking.toFixed(1)}`;
  return [
    `${gateName ?? '校园边界'}，${methodNames[method]}`,
    `${distance.toFixed(1)}（±${(2 * sigma).toFixed(1)}）${walk}`,
    String(limit),
  ];
}

/** Measurements by officers, also those that were withdrawn. */
export function surveyPart(
  surveys: Awaited<ReturnType<typeof selectSurveys>>,
  beside: '学校' | '场所',
): CasePart {
  return {
    title: '实测记录',
    notes: [],
    table: {
      none: '没有实测记录。',
      columns: columns(
        ['编号', 2],
        ['时间', 2],
        [beside, 2],
        ['起点、止点', 3],
        ['距离（米）', 2],
        ['仪器', 2],
        ['测量人', 2],
      ),
      rows: surveys.map((survey) => [
        survey.withdrawnAt === null ? survey.code : `${survey.code}（作废：${survey.withdrawnReason}）`,
        survey.surveyedAt.replace('T', ' '),
        beside === '学校' ? survey.schoolName : survey.venueName,
        `${survey.fromText} 至 ${survey.toText}`,
        `${survey.distance.toFixed(1)}（±${(2 * survey.sigma).toFixed(1)}）`,
        [survey.instrument, survey.instrumentNumber].filter(Boolean).join(' '),
        survey.officers.map(({ name, certificate }) => `${name}（${certificate}）`).join('、'),
      ]),
    },
  };
}

/** The rules that decided, with their documents. */
export function rulePart({ workspace }: Context, findings: readonly CaseFinding[], none: string): CasePart {
  const named = new Set(findings.map(({ ruleId }) => ruleId));
  const rules = workspace.rules.filter(({ id }) => named.has(id));
  return {
    title: '依据',
    notes: [],
    table: {
      none,
      columns: columns(['文件', 3], ['条款', 2], ['条文', 4], ['规定', 2], ['核实', 2]),
      rows: rules.map(({ basis, distance, method }) => [
        documentText(basis),
        basis.article,
        basis.excerpt || '（没有摘录条文）',
        `${distance === null ? '没有规定距离' : `${distance} 米`}，${methodNames[method]}`,
        basis.verified ? '条文已核对' : '条文未核实',
      ]),
    },
  };
}
