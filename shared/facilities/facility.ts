import { z } from 'zod';
import { categoryIdSchema } from '../classification/category.ts';
import { basisSchema } from '../rules/basis.ts';

export const facilityStates = ['完好', '损坏', '缺失', '规划'] as const;
export const facilityStateSchema = z.enum(facilityStates);
export type FacilityState = z.infer<typeof facilityStateSchema>;

const facilityShapes = ['point', 'line', 'area'] as const;
const facilityShapeSchema = z.enum(facilityShapes);
export type FacilityShape = z.infer<typeof facilityShapeSchema>;

/** A kind of facility (`data/facilities/kinds.json`); its title is what lists and tables say. */
export const facilityKindSchema = z.object({
  title: z.string().min(1).max(20),
  /** The wider kind that it belongs to: 金属柱 belongs to 防冲撞设施. */
  of: z.string().nullable().default(null),
  group: z.enum(['标志', '信号', '标线', '隔离', '技防', '停靠', '人员', '其他']),
  shapes: z.array(facilityShapeSchema).min(1),
  /** One character that stands for it on the map. */
  sign: z.string().min(1).max(2),
  /** What lists and OpenStreetMap call it. */
  words: z.array(z.string()).default([]),
});
export type FacilityKind = z.infer<typeof facilityKindSchema>;
export const facilityKindsSchema = z.object({
  source: z.string(),
  kinds: z.array(facilityKindSchema).min(1),
});

/** A facility that a gate is to have (`data/facilities/requirements.json`). */
export const requirementSchema = z.object({
  id: categoryIdSchema,
  title: z.string().min(1).max(20),
  /** Any of these kinds, or of kinds that belong to them, is enough. */
  kinds: z.array(z.string()).min(1),
  /** Metres from the gate, by which measure. */
  within: z.number().positive(),
  measure: z.enum(['straight', 'alongRoad']),
  /** Classes of the road at the gate for which it is asked; null for every road. */
  roads: z.array(z.string()).min(1).nullable(),
  /** Stages of schools for which it is asked; null for all. */
  stages: z.array(z.string()).min(1).nullable(),
  /** Who is responsible for it, in general words. */
  body: z.string(),
  basis: z.array(basisSchema).min(1),
});
export type Requirement = z.infer<typeof requirementSchema>;
export const requirementsSchema = z.object({
  source: z.string(),
  requirements: z.array(requirementSchema).min(1),
});

/** The kinds that satisfy a requirement, with all kinds that belong to them. */
export function satisfyingKinds(
  requirement: Requirement,
  kinds: readonly FacilityKind[],
): ReadonlySet<string> {
  const wanted = new Set(requirement.kinds);
  for (const { title, of } of kinds) if (of !== null && wanted.has(of)) wanted.add(title);
  return wanted;
}

/** What a word of a list or of OpenStreetMap means as a kind; null where it means none. */
export function kindOfWord(kinds: readonly FacilityKind[], text: string): string | null {
  const word = text.trim().toLowerCase();
  if (word === '') return null;
  const exact = kinds.find(({ title, words }) => title === text.trim() || words.includes(word));
  if (exact) return exact.title;
  // The longest word that the text contains tells most.
  const held = kinds
    .flatMap(({ title, words }) => [title, ...words].map((each) => ({ title, each: each.toLowerCase() })))
    .filter(({ each }) => each.length > 1 && word.includes(each))
    .sort((a, b) => b.each.length - a.each.length);
  return held[0]?.title ?? null;
}
