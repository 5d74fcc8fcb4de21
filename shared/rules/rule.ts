import { z } from 'zod';
import { categoryIdSchema } from '../classification/category.ts';
import { stageSchema } from '../registry/stage.ts';

export const originSchema = z.enum(['boundary', 'anyGate', 'mainGate']);
export const methodSchema = z.enum(['straight', 'walking', 'alongRoad']);
export const effectSchema = z.enum(['forbidden', 'noNew', 'supervised']);
export const existingSchema = z.enum(['same', 'exempt', 'relocate', 'untilExpiry', 'convert']);

export type Origin = z.infer<typeof originSchema>;
export type Method = z.infer<typeof methodSchema>;
export type Effect = z.infer<typeof effectSchema>;
export type Existing = z.infer<typeof existingSchema>;

export const originNames: Record<Origin, string> = {
  boundary: '校园边界',
  anyGate: '任一校门',
  mainGate: '主校门',
};
export const methodNames: Record<Method, string> = { straight: '直线', walking: '步行', alongRoad: '沿道路' };
export const effectNames: Record<Effect, string> = {
  forbidden: '禁设',
  noNew: '禁新设',
  supervised: '重点监管',
};
export const existingNames: Record<Existing, string> = {
  same: '存量同样适用',
  exempt: '不溯及既往',
  relocate: '限期迁出',
  untilExpiry: '到期不延续',
  convert: '推动业态转变',
};

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const basisSchema = z.object({
  document: z.string().min(1),
  article: z.string(),
  excerpt: z.string(),
  url: z.string().nullable(),
  /** True only for text read in a law text, an official page or the locality's own document. */
  verified: z.boolean(),
});

export const ruleSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]+$/),
  title: z.string().min(1),
  categories: z.array(categoryIdSchema).min(1),
  stages: z.array(stageSchema).min(1),
  /** Metres; null where the law says only 周边 and names no figure: such a rule decides nothing by itself. */
  distance: z.number().positive().nullable(),
  origin: originSchema,
  method: methodSchema,
  target: z.literal('entrance'),
  effect: effectSchema,
  existing: existingSchema,
  effectiveFrom: isoDate.nullable(),
  effectiveTo: isoDate.nullable(),
  basis: basisSchema,
  /** What the document leaves open and this pack assumes; shown wherever the rule decides. */
  assumption: z.string().nullable(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** Document and article in one line; says where the text was not checked. */
export function basisText({ basis }: Pick<Rule, 'basis'>): string {
  return `《${basis.document}》${basis.article}${basis.verified ? '' : '（条文未核实）'}`;
}

const cadenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quarterly'), times: z.number().int().positive() }),
  z.object({ kind: z.literal('halfYearly'), times: z.number().int().positive() }),
  z.object({
    kind: z.literal('phases'),
    phases: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })).min(1),
  }),
  z.object({ kind: z.literal('none') }),
]);

export type Cadence = z.infer<typeof cadenceSchema>;

const agencySchema = z.object({
  name: z.string().min(1),
  /** Whether officers of this body may inspect; the coordinator never does. */
  mayInspect: z.boolean(),
});

export const rulePackSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  region: z.string().min(1),
  document: z.string().min(1),
  coordinator: z.string().min(1),
  cadence: cadenceSchema,
  safetyZone: z.object({ distance: z.number().positive(), origin: originSchema }),
  gateZone: z.object({
    distance: z.number().positive(),
    shape: z.enum(['alongRoad', 'circle']),
    basis: basisSchema,
  }),
  agencies: z.array(agencySchema).min(1),
  focusTopics: z.array(z.string()),
  fiveItems: z.array(z.string()),
  /** Members of the escort at a gate, at least; null where the locality names none. */
  escort: z.object({ members: z.number().int().positive(), basis: basisSchema }).nullable().default(null),
  /** Visits a venue may get in a year; null where none is published. */
  visitCap: z.number().int().positive().nullable(),
  /** Rules of other packs that are in force here too. */
  includes: z.array(z.object({ pack: z.string(), rules: z.array(z.string()).min(1) })),
  rules: z.array(ruleSchema),
});
export type RulePack = z.infer<typeof rulePackSchema>;
