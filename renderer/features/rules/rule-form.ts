import { type Rule, ruleSchema } from '#shared/rules/rule.ts';
import { Unread } from '../../components/fields/unread.ts';

/** Form values: the rule, with texts for what may be empty. */
export type RuleForm = Omit<Rule, 'assumption' | 'effectiveFrom' | 'effectiveTo'> & {
  assumption?: string | null;
  effectiveFrom?: string | null;
  effectiveTo?: string | null;
};

/** A rule as the form shows it: days that are not set stay empty. */
export function formOf(rule: Rule) {
  return {
    ...rule,
    effectiveFrom: rule.effectiveFrom ?? undefined,
    effectiveTo: rule.effectiveTo ?? undefined,
  };
}

/** The rule that a form makes of the one it began with, or what is wrong with it; null where a field tells that itself. */
export function ruleOf(
  rule: Rule,
  values: Partial<RuleForm>,
):
  | { readonly rule: Rule; readonly problem: null }
  | { readonly rule: null; readonly problem: string | null } {
  if (Object.values(values).some((value: unknown) => value instanceof Unread))
    return { rule: null, problem: null };
  const parsed = ruleSchema.safeParse({
    ...rule,
    ...values,
    distance: values.distance ?? null,
    assumption: values.assumption?.trim() || null,
    effectiveFrom: values.effectiveFrom || null,
    effectiveTo: values.effectiveTo || null,
    basis: { ...rule.basis, ...values.basis },
  });
  return parsed.success
    ? { rule: parsed.data, problem: null }
    : { rule: null, problem: parsed.error.issues[0]?.message ?? '内容不完整' };
}
