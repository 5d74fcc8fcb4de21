import { z } from 'zod';

/** Categories are data (`data/categories`); an id is a stable word used in rules, files and tables. */
export const categoryIdSchema = z.string().regex(/^[a-z][a-z_]*$/);

const pattern = z.string().refine(isPattern, { error: '不是有效的正则表达式' });

export const categorySchema = z.object({
  id: categoryIdSchema,
  title: z.string().min(1),
  /** At most four characters, for labels on the map. */
  short: z.string().min(1).max(4),
  /** GB/T 4754-2017 codes. */
  industryCodes: z.array(z.string().regex(/^\d{4}$/)),
  /** Wording of the list's own category column. */
  listed: pattern.nullable(),
  namePositive: pattern.nullable(),
  nameNegative: pattern.nullable(),
  /** Words of names that often, but not always, mean something else: a person looks. */
  nameReview: pattern.nullable().default(null),
  scopePositive: pattern.nullable(),
  /** A scope that states this and nothing of the category belongs to another business of a like name. */
  scopeInstead: pattern.nullable().default(null),
});
export type Category = z.infer<typeof categorySchema>;

export const categoryDictionarySchema = z.object({
  source: z.string(),
  categories: z.array(categorySchema).min(1),
});

/** What a workspace's own wording looks at. */
export const wordingFieldSchema = z.enum(['name', 'listed', 'scope', 'industryCode']);
export type WordingField = z.infer<typeof wordingFieldSchema>;

/** A decision of the workspace: a venue whose field holds the text is of the category, whatever the dictionary says. */
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
