import { z } from 'zod';
import type { Metres } from '../geodesy/units.ts';
import type { Effect, Existing, Rule } from '../rules/rule.ts';
import type { Standing } from '../rules/timeline.ts';

/** `listed`: within the office's own working range under a rule that names no distance; nothing is judged. */
export const verdictSchema = z.enum(['inside', 'outside', 'undetermined', 'listed']);
export type Verdict = z.infer<typeof verdictSchema>;

export const verdictNames: Record<Verdict, string> = {
  inside: '区内',
  outside: '区外',
  undetermined: '待实测',
  listed: '列管',
};

/**
 * Three-way verdict: 区内 when distance + 2σ is within the limit, 区外 when distance − 2σ is beyond it, else 待实测.
 * The limit itself is within (200米以内), unless the rule asks for no less than it (不少于200米). A coarse position
 * never yields 区内.
 */
export function judge(
  distance: Metres,
  sigma: Metres,
  limit: Metres,
  coarse: boolean,
  bound: Rule['bound'] = 'inclusive',
): Verdict {
  const [nearest, furthest] = [distance - 2 * sigma, distance + 2 * sigma];
  if (nearest > limit || (bound === 'exclusive' && nearest === limit)) return 'outside';
  const within = furthest < limit || (bound === 'inclusive' && furthest === limit);
  return within && !coarse ? 'inside' : 'undetermined';
}

/**
 * What a finding means for the reader of the map; each has its own shape and colour, the gravest first. A venue that
 * would be supervised is not until it is sure that it lies within the limit.
 */
export const severitySchema = z.enum([
  'violation',
  'undetermined',
  'supervised',
  'supervisedDoubt',
  'outside',
]);
export type Severity = z.infer<typeof severitySchema>;

export const severities = severitySchema.options;
/** A severity that is stored as a text; null for none, and for a text that is no severity. */
export function severityIn(text: string | null): Severity | null {
  return severities.find((severity) => severity === text) ?? null;
}

export const severityNames: Record<Severity, string> = {
  violation: '区内·禁设',
  undetermined: '待实测',
  supervised: '重点监管',
  supervisedDoubt: '监管·存疑',
  outside: '区外',
};

/** The severity by verdict and effect together: only a venue that a rule really forbids is a violation. */
export function severityOf(
  verdict: Verdict,
  effect: Effect,
  standing: Standing,
  existing: Existing | null,
): Severity {
  if (verdict === 'outside') return 'outside';
  if (verdict === 'listed') return 'supervised';
  const isTolerated = existing === 'exempt' || (effect === 'noNew' && standing === 'existing');
  if (effect === 'supervised' || isTolerated) return verdict === 'inside' ? 'supervised' : 'supervisedDoubt';
  if (effect === 'noNew' && standing === 'unknown') return 'undetermined';
  return verdict === 'inside' ? 'violation' : 'undetermined';
}

/** Two words for a narrow column, on screen and on paper. */
export function shortVerdict({
  severity,
  verdict,
}: {
  readonly severity: Severity;
  readonly verdict: Verdict;
}): string {
  if (severity === 'supervisedDoubt') return severityNames.supervisedDoubt;
  if (severity === 'supervised') return verdict === 'listed' ? verdictNames.listed : '监管';
  return verdictNames[severity === 'undetermined' ? 'undetermined' : verdict];
}
