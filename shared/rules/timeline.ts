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
 * set up before the rule took effect or before the school opened. Where the document does not say since when it is in
 * force, what was set up before it was issued is existing, and so is what nobody can show to be later.
 */
export function timelineOf(
  rule: Pick<Rule, 'effectiveFrom' | 'issuedBy' | 'existing'>,
  venueSince: string | null,
  schoolSince: string | null,
): Timeline {
  if (!venueSince) return UNKNOWN;
  const existing: Timeline = { standing: 'existing', existing: rule.existing };
  if (isBefore(venueSince, schoolSince)) return existing;
  const from = rule.effectiveFrom ?? rule.issuedBy;
  // Where old and new are treated alike, nobody has to know which it is.
  if (from === null) return rule.existing === 'same' ? UNKNOWN : existing;
  return isBefore(venueSince, from) ? existing : NEW;
}

/** The sentence that explains `timelineOf`. */
export function explainTimeline(
  rule: Pick<Rule, 'effectiveFrom' | 'issuedBy' | 'existing'>,
  venueSince: string | null,
  schoolSince: string | null,
): string {
  if (!venueSince) return '设立日期不明，未判断新设或存量。';
  const treatment = existingNames[rule.existing];
  const { effectiveFrom, issuedBy } = rule;
  if (isBefore(venueSince, effectiveFrom))
    return `${venueSince} 设立，早于规定施行（${effectiveFrom}），属存量：${treatment}。`;
  if (effectiveFrom === null && isBefore(venueSince, issuedBy))
    return `${venueSince} 设立；规定的施行日期未载明，其文件 ${issuedBy} 已有，属存量：${treatment}。`;
  if (isBefore(venueSince, schoolSince))
    return `${venueSince} 设立，早于学校开办（${schoolSince}），属存量：${treatment}。`;
  if (effectiveFrom !== null) return `${venueSince} 设立，在规定施行（${effectiveFrom}）之后，属新设。`;
  if (issuedBy !== null)
    return `${venueSince} 设立；规定的施行日期未载明，其文件 ${issuedBy} 已有，按新设处理。`;
  if (rule.existing === 'same') return `${venueSince} 设立；规定和文件的日期都未载明，新设、存量同样适用。`;
  return `${venueSince} 设立；规定和文件的日期都未载明，按存量处理：${treatment}；如能证明是在规定之后设立，请人工认定。`;
}

function isBefore(day: string, other: string | null): boolean {
  return other !== null && day < other;
}
