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
  /** Words in names that often, but not always, mean another category: a person must look. */
  nameReview: pattern.nullable().default(null),
  scopePositive: pattern.nullable(),
  /** A business scope that has these words and none of the category's belongs to another business with a similar name. */
  scopeInstead: pattern.nullable().default(null),
});
export type Category = z.infer<typeof categorySchema>;

export const categoryDictionarySchema = z.object({
  source: z.string(),
  categories: z.array(categorySchema).min(1),
});

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
