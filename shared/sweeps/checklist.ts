import { z } from 'zod';
import { namesCategory } from './visit-rules.ts';

/** What a visit looks at (`data/forms/checklists.json`), each with the categories that it is asked of. */
export const checkItemSchema = z.object({
  id: z.string().regex(/^[a-z][a-z_]*$/),
  categories: z.union([z.literal('*'), z.array(z.string()).min(1)]),
  text: z.string().min(1),
  basis: z.string(),
  verified: z.boolean(),
});
export type CheckItem = z.infer<typeof checkItemSchema>;

export const checklistsSchema = z.object({ source: z.string(), items: z.array(checkItemSchema).min(1) });

export const checkAnswers = ['ok', 'fault', 'none'] as const;
export const checkAnswerSchema = z.enum(checkAnswers);
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;

export const checkAnswerNames: Record<CheckAnswer, string> = { ok: '符合', fault: '不符合', none: '不适用' };

/** The points that are looked at in venues of a category, its own first, or at a school itself. */
export function checkItemsFor(items: readonly CheckItem[], category: string): CheckItem[] {
  const own = items.filter(({ categories }) => categories !== '*' && namesCategory(categories, category));
  return [...own, ...items.filter(({ categories }) => categories === '*' && namesCategory('*', category))];
}

/** How a distance was measured on the spot. */
export const measurementMethods = ['卷尺', '测距轮', '激光测距仪', 'RTK', '其他'] as const;
