import { z } from 'zod';

/** Categories are data (`data/categories`); an id is a stable word used in rules, files and tables. */
export const categoryIdSchema = z.string().regex(/^[a-z][a-z_]*$/);

/** Known to be something that no rule is about. */
export const OTHER_CATEGORY = 'other';
/** Nothing says what it is: near a school this is a doubt, not an answer. */
export const UNKNOWN_CATEGORY = 'unknown';

/** How sure a kind has to be, from 0 to 1: below it a person should look. */
export const REVIEW_SCORE = 0.6;

/** Whether a venue is of no category of the dictionary: of another trade, or nobody knows. */
export function isUngoverned(category: string): boolean {
  return category === OTHER_CATEGORY || category === UNKNOWN_CATEGORY;
}

/** Whether a venue can be said to be that: a category of the dictionary, 其他 or 未定. */
export function isKnownCategory(categories: readonly { readonly id: string }[], category: string): boolean {
  return isUngoverned(category) || categories.some(({ id }) => id === category);
}

/** The kinds of a place that are written between semicolons, the main one first. */
export function kindsIn(categories: string): string[] {
  return categories.split(';');
}

const pattern = z.string().refine(isPattern, { error: '不是有效的正则表达式' });
const words = z.array(z.string().min(1)).default([]);

/** GB/T 4754-2017. */
const industryCodes = z.array(z.string().regex(/^\d{4}$/));

/** How much a word at the end of a name says: what it is; most likely so; a question; one of several. */
export type Strength = 'sure' | 'likely' | 'maybe' | 'hint';

const categorySchema = z.object({
  id: categoryIdSchema,
  title: z.string().min(1),
  /** At most four characters, for labels on the map. */
  short: z.string().min(1).max(4),
  /** Codes that mean this trade and no other. */
  industryCodes,
  /** Codes that cover other trades as well: they support, and never decide. */
  sharedCodes: industryCodes,
  /** Wording of the list's own category column or of its kind of licence. */
  listed: pattern.nullable(),
  /** Licences that are given for this trade and no other, by their names. */
  licences: pattern.nullable().default(null),
  /** Licences that are given for other trades as well: they support, and never decide. */
  sharedLicences: pattern.nullable().default(null),
  names: z.object({ sure: words, likely: words, maybe: words, hint: words }),
  /** Looked for in each item of a business scope. */
  scope: pattern.nullable(),
  /** An item with these words is another trade; the dictionary's own list where nothing is said here. */
  scopeNot: pattern.nullable().optional(),
  /** A scope that has these words and none of the category's belongs to another business with a similar name. */
  scopeInstead: pattern.nullable().default(null),
  /** Whether the scope's words only support what else speaks for the category: half of all businesses sell food. */
  scopeSupports: z.boolean().default(false),
  /** Whether a shop does it on the side unless its name says so: a shop with a lottery counter is a shop first. */
  onTheSide: z.boolean().default(false),
  /** Categories of one family are often found together: naming another one is no contradiction. */
  family: z.string().nullable().default(null),
  /** A category that this one is a form of: what holds for that one holds for this. */
  partOf: categoryIdSchema.nullable().default(null),
  /** The text that names a category for which most packs have no rule. */
  basis: z.string().nullable().default(null),
});
export type Category = z.infer<typeof categorySchema>;

export const categoryFileSchema = z.object({
  source: z.string(),
  scopeNot: pattern,
  categories: z.array(categorySchema).min(1),
});

const tradeSchema = z.object({
  title: z.string().min(1),
  words: z.array(z.string().min(1)),
  /** Whether such a business is often found together with a governed one: 棋牌茶楼. */
  joins: z.boolean().default(false),
  /** Words that tell the trade wherever they stand before the end: 宠物酒店. */
  leads: words,
  pattern: pattern.nullable().default(null),
});

export const tradeFileSchema = z.object({
  source: z.string(),
  trades: z.array(tradeSchema),
  /** Words that say nothing of a trade: 店, 经营部, 有限公司. */
  neutral: z.array(z.string().min(1)),
  /** Words of a list's own column that speak of another trade. */
  listed: pattern,
  /** A scope that says nothing. */
  vacuous: pattern,
});

const brandNames = { names: z.array(z.string().min(1)), knownFrom: z.string().min(1) };
export const brandFileSchema = z.object({
  source: z.string(),
  brands: z.array(z.object({ kind: categoryIdSchema, ...brandNames })),
  others: z.array(z.object({ title: z.string().min(1), ...brandNames })),
});

/** All words by which venues are classified. */
export interface KindDictionary {
  readonly categories: readonly Category[];
  readonly scopeNot: string;
  readonly trades: Omit<z.infer<typeof tradeFileSchema>, 'source'>;
  readonly brands: Omit<z.infer<typeof brandFileSchema>, 'source'>;
}

/** What screens need of a category. */
export const categoryTitleSchema = categorySchema.pick({ id: true, title: true, short: true, basis: true });
export type CategoryTitle = z.infer<typeof categoryTitleSchema>;

/** The field of a venue in which a wording of the workspace is looked for. */
export const wordingFieldSchema = z.enum(['name', 'listed', 'scope', 'industryCode']);
export type WordingField = z.infer<typeof wordingFieldSchema>;

/** A decision of the workspace: a venue whose field contains the text has this category, whatever the dictionary says. */
export const wordingSchema = z.object({
  field: wordingFieldSchema,
  text: z.string().trim().min(1).max(60),
  category: categoryIdSchema,
});
export type Wording = z.infer<typeof wordingSchema>;

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}
