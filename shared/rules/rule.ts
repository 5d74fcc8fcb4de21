import { z } from 'zod';
import { categoryIdSchema } from '../classification/category.ts';
import { stageSchema } from '../registry/stage.ts';
import { scoreSchemeSchema } from '../scores/score-scheme.ts';
import { shorterCapsSchema } from '../sweeps/visit-caps.ts';
import { visitResultSchema } from '../sweeps/visit-rules.ts';
import { basisLine, basisSchema, isoDaySchema } from './basis.ts';
import { cadenceSchema, obligationSchema } from './cadence.ts';
import { packKindFields } from './hazard-kinds.ts';

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

export const ruleSchema = z
  .object({
    id: z.string().regex(/^[A-Za-z0-9-]+$/),
    title: z.string().min(1),
    categories: z.array(categoryIdSchema),
    /**
     * Of these categories only venues that live by it (专营): those whose first kind it is. Others that do it on the
     * side are not meant.
     */
    dedicated: z.array(categoryIdSchema).default([]),
    /** What a rule is about that stands in no list of venues, as 摆摊设点: it is looked at on the spot and decides nothing. */
    subject: z.string().min(1).nullable().default(null),
    stages: z.array(stageSchema).min(1),
    /** Metres; null where the document says only 周边 and names no figure: such a rule decides nothing by itself. */
    distance: z.number().positive().nullable(),
    /** Whether a venue at exactly the distance is within it (200米以内) or not (不少于200米). */
    bound: z.enum(['inclusive', 'exclusive']).default('inclusive'),
    /** A rule without a distance whose venues are listed within the office's own working range, and not judged. */
    listed: z.boolean().default(false),
    origin: originSchema,
    method: methodSchema,
    target: z.literal('entrance'),
    effect: effectSchema,
    existing: existingSchema,
    effectiveFrom: isoDaySchema.nullable(),
    effectiveTo: isoDaySchema.nullable(),
    /** For a document that does not say since when it is in force: the day on which it stood at the latest. */
    issuedBy: isoDaySchema.nullable().default(null),
    basis: basisSchema,
    /** What the document leaves open and this pack assumes; shown wherever the rule decides. */
    assumption: z.string().nullable(),
  })
  .refine(({ categories, subject }) => categories.length > 0 || subject !== null, {
    error: '请选择类别',
    path: ['categories'],
  });
export type Rule = z.infer<typeof ruleSchema>;

/** Document and article in one line; says where it is only a draft, and where the text was not checked. */
export function basisText({ basis }: Pick<Rule, 'basis'>): string {
  return basisLine(basis);
}

/** Since when a rule is in force, in words; says where its document does not tell. */
export function inForceText({
  effectiveFrom,
  effectiveTo,
}: Pick<Rule, 'effectiveFrom' | 'effectiveTo'>): string {
  const since = effectiveFrom === null ? '施行日期未载明' : `${effectiveFrom} 起施行`;
  return effectiveTo === null ? since : `${since}，至 ${effectiveTo}`;
}

const agencySchema = z.object({
  name: z.string().min(1),
  /** Whether officers of this body may inspect; the coordinator never does. */
  mayInspect: z.boolean(),
  /** Names under which earlier versions of the pack had it: teams and officers may still say so. */
  formerly: z.array(z.string().min(1)).default([]),
  /** False where the locality's document does not name it, but the law gives it a power that is needed. */
  named: z.boolean().default(true),
});

/** The standing escort of a school (护卫队): so many, at least, of these bodies, led by one of the school's leaders. */
const escortSchema = z.object({
  members: z.number().int().positive(),
  /** Words in the names of the bodies whose people are its members; others (parents, police) come on top. */
  of: z.array(z.string().min(1)).default(['学校', '教师', '保安']),
  /** Who leads it, as the document says. */
  leader: z.string().nullable().default(null),
  basis: basisSchema,
});

export type Escort = z.infer<typeof escortSchema>;

const sweepCountsSchema = z.object({
  /** Different bodies whose officers have to have been there. */
  bodies: z.number().int().positive(),
  /** Results of visits that count: nobody has looked where the shop was not found. */
  results: z.array(visitResultSchema).min(1),
  /** What the document leaves open. */
  assumption: z.string().nullable(),
});

export const rulePackSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  region: z.string().min(1),
  document: z.string().min(1),
  coordinator: z.string().min(1),
  cadence: cadenceSchema,
  /** What else the document asks for: meetings, checks, visits, papers with their last days. */
  obligations: z.array(obligationSchema).default([]),
  safetyZone: z.object({
    distance: z.number().positive(),
    origin: originSchema,
    /** Null where no document names such a zone: it is the office's own working range. Not said in packs of earlier versions. */
    basis: basisSchema.nullable().optional(),
  }),
  gateZone: z.object({
    distance: z.number().positive(),
    shape: z.enum(['alongRoad', 'circle']),
    basis: basisSchema,
  }),
  /** Where the locality's document asks for what gates are to have, by the ids of the requirements. */
  gateBases: z.array(z.object({ requirement: z.string(), basis: basisSchema })).default([]),
  agencies: z.array(agencySchema).min(1),
  focusTopics: z.array(z.string()),
  fiveItems: z.array(z.string()),
  ...packKindFields,
  /** The standing escort of a school; null where the locality names none. */
  escort: escortSchema.nullable().default(null),
  /** Which visits make a school's surroundings count as swept. */
  sweepCounts: sweepCountsSchema.default({ bodies: 1, results: ['正常', '发现隐患'], assumption: null }),
  /** How the locality scores 平安建设 and 平安校园, where its document says so. */
  scoreSchemes: z.array(scoreSchemeSchema).default([]),
  /** Forms that the locality's document has or names, by the ids of their templates; others do not see them. */
  forms: z.array(z.string()).default([]),
  /** Visits a venue may get in a year; null where none is published. */
  visitCap: z.number().int().positive().nullable(),
  /** And in a day, a week and a month. */
  shorterCaps: shorterCapsSchema.default({ day: null, week: null, month: null }),
  /** Rules of other packs that are in force here too. */
  includes: z.array(z.object({ pack: z.string(), rules: z.array(z.string()).min(1) })),
  rules: z.array(ruleSchema),
});
export type RulePack = z.infer<typeof rulePackSchema>;

/** Whether the zone that is drawn around schools is the office's own working range, of no document. */
export function isWorkingRange({ safetyZone }: Pick<RulePack, 'safetyZone'>): boolean {
  return safetyZone.basis === null;
}

/** What the zone around schools is called: 学生安全区域, or the office's own 工作范围 where no document names one. */
export function zoneTitle(pack: Pick<RulePack, 'safetyZone'>): string {
  return isWorkingRange(pack) ? '工作范围（本单位自定）' : '学生安全区域';
}

/** What the zone at gates is called: a stretch without parking along the road, or an area around the gate. */
export function gateZoneTitle({ gateZone }: Pick<RulePack, 'gateZone'>): string {
  return gateZone.shape === 'circle' ? '校门周边区域' : '校门禁停区';
}
