import { type SchoolStage, stages, UNKNOWN_STAGE } from '../registry/stage.ts';
import type { Rule, RulePack } from './rule.ts';

/** A rule that names a distance and so can decide, or lists venues within the working range and judges none. */
export type DecidingRule = Rule & { readonly distance: number };

/** Within which distance, and from where, an office looks around schools. */
export type WorkingRange = Pick<RulePack['safetyZone'], 'distance' | 'origin'>;

/** The working range of a pack. */
export function rangeOf({ safetyZone: { distance, origin } }: Pick<RulePack, 'safetyZone'>): WorkingRange {
  return { distance, origin };
}

/** Finds a pack by id among the loaded ones. */
export type FindPack = (id: string) => RulePack | undefined;

/**
 * All rules in force in a pack's locality: its own first, then those it includes.
 * Throws RangeError where an included pack or rule does not exist.
 */
export function rulesOf(pack: RulePack, findPack: FindPack): Rule[] {
  const included = pack.includes.flatMap(({ pack: id, rules }) => {
    const source = findPack(id);
    if (!source) throw new RangeError(`rule pack ${pack.id} includes unknown pack ${id}`);
    return rules.map((ruleId) => {
      const rule = source.rules.find((candidate) => candidate.id === ruleId);
      if (!rule) throw new RangeError(`rule pack ${pack.id} includes unknown rule ${id}/${ruleId}`);
      return rule;
    });
  });
  return [...pack.rules, ...included];
}

/**
 * The rules in force on `today` (YYYY-MM-DD) about venues that name a distance, and those without one whose venues are listed
 * within the working range: these only supervise.
 */
export function decidingRules(rules: readonly Rule[], today: string, range: WorkingRange): DecidingRule[] {
  return rules
    .filter(
      ({ categories, effectiveFrom, effectiveTo }) =>
        categories.length > 0 &&
        (effectiveFrom === null || effectiveFrom <= today) &&
        (effectiveTo === null || effectiveTo >= today),
    )
    .flatMap((rule): DecidingRule[] => {
      if (rule.distance !== null) return [{ ...rule, distance: rule.distance, listed: false }];
      return rule.listed ? [{ ...rule, ...range, method: 'straight', effect: 'supervised' }] : [];
    });
}

/** Whether a rule is, or may be, about venues of this category near schools of this stage. */
export function governs(rule: Rule, category: string, stage: SchoolStage): boolean {
  return rule.categories.includes(category) && mayBeAbout(rule, stage);
}

/** Whether a rule is about schools of a stage; of a school whose stage nobody knows it may be. */
export function mayBeAbout(rule: Pick<Rule, 'stages'>, stage: SchoolStage): boolean {
  return stage === UNKNOWN_STAGE || rule.stages.includes(stage);
}

/** Whether it depends on a stage that nobody knows if a rule is about a school. */
export function isStageInDoubt(rule: Pick<Rule, 'stages'>, stage: SchoolStage): boolean {
  return stage === UNKNOWN_STAGE && !stages.every((one) => rule.stages.includes(one));
}
