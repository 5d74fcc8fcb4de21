import { type SchoolStage, stages, UNKNOWN_STAGE } from '../registry/stage.ts';
import type { Rule, RulePack } from './rule.ts';

/** A rule that names a distance and so can decide. */
export type DecidingRule = Rule & { readonly distance: number };

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

/** The rules in force on `today` (YYYY-MM-DD) that name a distance. */
export function decidingRules(rules: readonly Rule[], today: string): DecidingRule[] {
  return rules.filter(
    (rule): rule is DecidingRule =>
      rule.distance !== null &&
      (rule.effectiveFrom === null || rule.effectiveFrom <= today) &&
      (rule.effectiveTo === null || rule.effectiveTo >= today),
  );
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
