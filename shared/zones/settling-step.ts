import type { Method, Origin } from '../rules/rule.ts';
import type { Severity, Verdict } from './verdict.ts';

/** What is known of a finding that may be in doubt. */
export interface DoubtfulFinding {
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** What was really measured from. */
  readonly origin: Origin;
  /** What the rule means, whatever had to stand in for it. */
  readonly ruleMethod: Method;
  /** Null where only a point of the school is known, or the campus edge was measured from. */
  readonly gateName: string | null;
}

/** The one thing to do that would settle a doubt, in Chinese; null where there is no doubt. */
export function settlingStep(finding: DoubtfulFinding): string | null {
  if (finding.verdict === 'undetermined') return measurementFor(finding);
  return finding.severity === 'undetermined' ? '核对营业执照，补录设立日期' : null;
}

function measurementFor({ origin, ruleMethod, gateName }: DoubtfulFinding): string {
  const walking = ruleMethod === 'walking';
  if (!walking && origin === 'boundary') return '实测校园边界最近处至场所出入口的直线距离';
  if (gateName === null) return '在图上标定学校的校门或校园边界，再研判';
  return walking
    ? `沿人行路线实测“${gateName}”至场所出入口的步行距离`
    : `实测“${gateName}”至场所出入口的直线距离`;
}
