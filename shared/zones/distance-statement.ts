import type { Metres } from '../geodesy/units.ts';
import type { Verdict } from './verdict.ts';

/** What a distance says of a proposed venue: inside the limit, outside, or too near to the limit to be said from a map. */
export const statementOutcomes = ['inside', 'survey', 'outside'] as const;
export type StatementOutcome = (typeof statementOutcomes)[number];

export const statementOutcomeNames: Record<StatementOutcome, string> = {
  inside: '在限制范围内',
  survey: '须由测绘单位测量',
  outside: '不在限制范围内',
};

/** Nearer to the limit than this nothing is said without a survey, however exact the positions are. */
export const LEAST_MARGIN: Metres = 1;

/** What one distance says against its limit: nothing where it differs by less than 1 m or 2σ. */
export function outcomeOf(measured: {
  readonly distance: Metres;
  readonly sigma: Metres;
  readonly limit: Metres;
  readonly verdict: Verdict;
}): StatementOutcome {
  const { distance, sigma, limit, verdict } = measured;
  const margin = Math.abs(limit - distance);
  if (verdict === 'undetermined' || margin < LEAST_MARGIN || margin < 2 * sigma) return 'survey';
  return distance <= limit ? 'inside' : 'outside';
}

/** What several distances say together: the gravest of them. */
export function gravestOf(outcomes: readonly StatementOutcome[]): StatementOutcome {
  return statementOutcomes.find((each) => outcomes.includes(each)) ?? 'outside';
}

/** How the applicant has the premises: it decides which entrance is the end of the measurement. */
export const tenancies = ['building', 'floor', 'part', 'shared'] as const;
export type Tenancy = (typeof tenancies)[number];

export const tenancyNames: Record<Tenancy, string> = {
  building: '整栋',
  floor: '整层',
  part: '层中一部分',
  shared: '共用出入口',
};

/** Where the measurement ends, by the premises. These are this program's own words; a rule that says otherwise goes before. */
export const tenancyEnds: Record<Tenancy, string> = {
  building: '该建筑供顾客进出的出入口；有几个的，取离学校最近的一个',
  floor: '通往该层的楼梯、电梯在地面层的对外出入口；有几个的，取离学校最近的一个',
  part: '该经营单元对外的出入口；不直接对外的，取所在楼层楼梯、电梯在地面层的对外出入口',
  shared: '与其他单位共用的对外出入口；有几个的，取离学校最近的一个',
};

/** Where the measurement of a school begins, by how its applicant has the premises; in this program's own words too. */
export const tenancyStarts: Record<Tenancy, string> = {
  building: '校园边界（没有围墙的取建筑外墙）和各校门，依规则的起算',
  floor: '通往该层的楼梯、电梯在地面层供学生进出的出入口；有几个的，都作校门',
  part: '该部分供学生进出的出入口；不直接对外的，取所在楼层楼梯、电梯在地面层的出入口',
  shared: '与其他单位共用、供学生进出的出入口；有几个的，都作校门',
};
