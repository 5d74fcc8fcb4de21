import { z } from 'zod';
import type { Rule, RulePack } from './rule.ts';

/** A value that differs between a pack and its origin, as texts; null where there is none. */
const fieldDifferenceSchema = z.object({
  /** Path of the value, for example `distance` or `basis.article`. */
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldDifference = z.infer<typeof fieldDifferenceSchema>;

const ruleDifferenceSchema = z.object({
  ruleId: z.string(),
  title: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  fields: z.array(fieldDifferenceSchema),
});
type RuleDifference = z.infer<typeof ruleDifferenceSchema>;

export const packDifferenceSchema = z.object({
  pack: z.array(fieldDifferenceSchema),
  rules: z.array(ruleDifferenceSchema),
});
export type PackDifference = z.infer<typeof packDifferenceSchema>;

/** A pack, and all rules in force in it: its own and those it includes. */
export interface PackInForce {
  readonly pack: RulePack;
  readonly rules: readonly Rule[];
}

/** What a pack changes compared with its origin, rule by rule. A rule copied unchanged from another pack is no difference. */
export function differenceOf(origin: PackInForce, copy: PackInForce): PackDifference {
  const { rules: _ownOrigin, includes: _includesOrigin, id: _idOrigin, ...before } = origin.pack;
  const { rules: _ownCopy, includes: _includesCopy, id: _idCopy, ...after } = copy.pack;
  const was = new Map(origin.rules.map((rule) => [rule.id, rule]));
  const is = new Map(copy.rules.map((rule) => [rule.id, rule]));
  const rules = [...new Set([...was.keys(), ...is.keys()])].flatMap((ruleId): RuleDifference[] => {
    const [old, now] = [was.get(ruleId), is.get(ruleId)];
    const title = (now ?? old)?.title ?? ruleId;
    if (!old) return [{ ruleId, title, kind: 'added', fields: [] }];
    if (!now) return [{ ruleId, title, kind: 'removed', fields: [] }];
    const fields = compare('', old, now);
    return fields.length === 0 ? [] : [{ ruleId, title, kind: 'changed', fields }];
  });
  return { pack: compare('', before, after), rules };
}

function compare(path: string, before: unknown, after: unknown): FieldDifference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      compare(path === '' ? name : `${path}.${name}`, before[name], after[name]),
    );
  }
  const [old, now] = [textOf(before), textOf(after)];
  return old === now ? [] : [{ field: path, before: old, after: now }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
