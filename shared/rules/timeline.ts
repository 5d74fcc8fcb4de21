import { type Existing, existingNames, type Rule } from './rule.ts';

/** 新设, 存量, or not known because a date is missing. */
export type Standing = 'new' | 'existing' | 'unknown';

export interface Timeline {
  readonly standing: Standing;
  /** How the rule treats this venue as an existing one; null where it is new or not known. */
  readonly existing: Existing | null;
  readonly explanation: string;
}

/**
 * Tells from dates (YYYY-MM-DD) whether a venue is 新设 or 存量 under a rule: it is existing when it was
 * set up before the rule took effect or before the school opened.
 */
export function timelineOf(rule: Rule, venueSince: string | null, schoolSince: string | null): Timeline {
  if (!venueSince)
    return { standing: 'unknown', existing: null, explanation: '设立日期不明，未判断新设或存量。' };
  const before = (date: string | null, what: string): Timeline | null =>
    date !== null && venueSince < date
      ? {
          standing: 'existing',
          existing: rule.existing,
          explanation: `${venueSince} 设立，早于${what}（${date}），属存量：${existingNames[rule.existing]}。`,
        }
      : null;
  return (
    before(rule.effectiveFrom, '规定施行') ??
    before(schoolSince, '学校开办') ??
    unknownOrNew(rule, venueSince)
  );
}

function unknownOrNew(rule: Rule, venueSince: string): Timeline {
  if (rule.effectiveFrom === null)
    return { standing: 'unknown', existing: null, explanation: `${venueSince} 设立；规定的施行日期未载明。` };
  return {
    standing: 'new',
    existing: null,
    explanation: `${venueSince} 设立，在规定施行（${rule.effectiveFrom}）之后，属新设。`,
  };
}
