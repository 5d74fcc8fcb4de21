import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { error: '时间应写作 07:30' });

/** Days on which pupils are on holiday, both included. */
const schoolBreakSchema = z
  .object({
    title: z.string().trim().min(1, { error: '请填写假期名称' }).max(20),
    from: z.iso.date({ error: '日期应写成 2026-11-22 的形式' }),
    to: z.iso.date({ error: '日期应写成 2026-11-22 的形式' }),
  })
  .refine(({ from, to }) => from <= to, { error: '假期的结束日期早于开始日期' });
export type SchoolBreak = z.infer<typeof schoolBreakSchema>;

/** When the district's schools are at work: breaks between terms, and when pupils come and go. */
export const schoolCalendarSchema = z.object({
  breaks: z.array(schoolBreakSchema).max(60).default([]),
  /** Null where the program's own hold. */
  peaks: z
    .array(z.tuple([clock, clock]))
    .max(6)
    .nullable()
    .default(null),
});
export type SchoolCalendar = z.infer<typeof schoolCalendarSchema>;

export const noSchoolCalendar: SchoolCalendar = { breaks: [], peaks: null };

/** The break in which a day (YYYY-MM-DD) lies; undefined in term. */
export function breakOn({ breaks }: SchoolCalendar, day: string): SchoolBreak | undefined {
  return breaks.find(({ from, to }) => from <= day && day <= to);
}
