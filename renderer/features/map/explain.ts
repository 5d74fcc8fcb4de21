import type { FindingRow } from '#shared/contract/findings.ts';
import {
  basisText,
  effectNames,
  existingNames,
  methodNames,
  originNames,
  type Rule,
} from '#shared/rules/rule.ts';

/** What of a finding its reason tells. */
type Explained = Pick<
  FindingRow,
  | 'distance'
  | 'effect'
  | 'existing'
  | 'gateName'
  | 'limit'
  | 'method'
  | 'origin'
  | 'schoolName'
  | 'sigma'
  | 'surveyId'
  | 'verdict'
>;

/** The reason of a finding, in sentences that a shop owner understands. */
export function explainFinding(finding: Explained, rule: Rule | undefined): string {
  const surveyed = finding.surveyId !== null;
  const metres = finding.distance.toFixed(surveyed ? 2 : 1);
  const means = surveyed ? '现场实测' : '椭球面';
  const where = `距${finding.schoolName}${originText(finding)} ${metres} m（${methodNames[finding.method]}，${means}）`;
  const doubt = surveyed
    ? `测量误差 ±${(2 * finding.sigma).toFixed(2)} m`
    : `位置误差 ±${(2 * finding.sigma).toFixed(0)} m`;
  const basis = rule ? `依据${basisText(rule)}` : '';
  return `${where}，${placeSentence(finding, doubt)}${basis}，${effectSentence(finding, rule)}`;
}

/** What was measured from: the wall, a gate by its name, or the school's point where no gate is known. */
function originText({ origin, gateName }: Explained): string {
  if (origin === 'boundary') return originNames.boundary;
  return gateName ?? '学校点位';
}

function placeSentence({ verdict, limit }: Explained, doubt: string): string {
  if (verdict === 'listed') return `在本单位自定的 ${limit} m 工作范围内；文件没有写明距离，不作判定。`;
  if (verdict === 'inside') return `位于 ${limit} m 范围内，${doubt}，判定可靠。`;
  if (verdict === 'outside') return `在 ${limit} m 范围之外，${doubt}。`;
  return `${doubt}，跨过 ${limit} m 限值，不能断定在内或在外，须现场实测。`;
}

function effectSentence({ effect, existing }: Explained, rule: Rule | undefined): string {
  const treatment = existing
    ? `（存量场所，${existing === 'same' ? '同样适用' : existingNames[existing]}）`
    : '';
  const range = rule?.distance ? `${rule.distance} m 内` : '该范围内';
  if (rule?.listed) return `作为重点部位列出${treatment}。`;
  if (effect === 'supervised') return `${range}列为重点监管${treatment}。`;
  if (effect === 'noNew') return `${range}不得新设${treatment}。`;
  return `${range}属${effectNames.forbidden}${treatment}。`;
}
