import type { SchoolStage } from '../registry/stage.ts';
import { type DecidingRule, governs } from '../rules/governing.ts';

/** A rule about some venues, and for which of their further kinds it is; null where it is for their category. */
export interface RuleForKind {
  readonly rule: DecidingRule;
  readonly kind: string | null;
}

/**
 * The rules about a venue of some kinds, each for the first of them that it is about. A rule about venues that live by
 * a kind (专营) is not about one that does it on the side.
 */
export function rulesForKinds(
  rules: readonly DecidingRule[],
  kinds: readonly string[],
  stage: SchoolStage,
): RuleForKind[] {
  return rules.flatMap((rule) => {
    const at = kinds.findIndex(
      (kind, i) => governs(rule, kind, stage) && (i === 0 || !rule.dedicated.includes(kind)),
    );
    if (at < 0) return [];
    return [{ rule, kind: at === 0 ? null : (kinds[at] ?? null) }];
  });
}
