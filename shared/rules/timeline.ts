import { type Existing, existingNames, type Rule } from './rule.ts';

/** 新设, 存量, or not known because a date is missing. */
export type Standing = 'new' | 'existing' | 'unknown';

export interface Timeline {
  readonly standing: Standing;
  /** How the rule treats this venue as an existing one; null where it is new or not known. */
  readonly existing: Existing | null;
}

const NEW: Timeline = { standing: 'new', existing: null };
const UNKNOWN: Timeline = { standing: 'unknown', existing: null };

/**
 * Tells from dates (YYYY-MM-DD) whether a venue is 新设 or 存量 under a rule: it is existing when it was
 * set up before the rule took effect or before the school opened.
 */
export function timelineOf(rule: Rule, venueSince: string | null, schoolSince: string | null): Timeline {
  if (!venueSince) return UNKNOWN;
  if (isBefore(venueSince, rule.effectiveFrom) || isBefore(venueSince, schoolSince))
    return { standing: 'existing', existing: rule.existing };
  return rule.effectiveFrom === null ? UNKNOWN : NEW;
}

/** The sentence that explains `timelineOf`. */
export function explainTimeline(rule: Rule, venueSince: string | null, schoolSince: string | null): string {
  if (!venueSince) return '设立日期不明，未判断新设或存量。';
  const treatment = existingNames[rule.existing];
  if (isBefore(venueSince, rule.effectiveFrom))
    return `${venueSince} 设立，早于规定施行（${rule.effectiveFrom}），属存量：${treatment}。`;
  if (isBefore(venueSince, schoolSince))
    return `${venueSince} 设立，早于学校开办（${schoolSince}），属存量：${treatment}。`;
  if (rule.effectiveFrom === null) return `${venueSince} 设立；规定的施行日期未载明，未判断新设或存量。`;
  return `${venueSince} 设立，在规定施行（${rule.effectiveFrom}）之后，属新设。`;
}

function isBefore(day: string, other: string | null): boolean {
  return other !== null && day < other;
}
