import { z } from 'zod';

/** A month and day: 03-01; with its year where a document names one. */
const monthDaySchema = z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/);

const phaseSchema = z.object({
  title: z.string(),
  /** Null where the document says only 即日起. */
  from: monthDaySchema.nullable(),
  to: monthDaySchema,
  /** Whether every school is swept in it, or only something is handed in or looked at. */
  kind: z.enum(['sweep', 'report']).default('sweep'),
});
export type Phase = z.infer<typeof phaseSchema>;

export const cadenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quarterly'), times: z.number().int().positive() }),
  z.object({ kind: z.literal('halfYearly'), times: z.number().int().positive() }),
  z.object({
    kind: z.literal('phases'),
    /** Every year; or the one year of a campaign, null where its document does not say which. */
    year: z.union([z.literal('every'), z.number().int(), z.null()]).default('every'),
    phases: z.array(phaseSchema).min(1),
  }),
  z.object({ kind: z.literal('none') }),
]);
export type Cadence = z.infer<typeof cadenceSchema>;

/** What else a document asks for again and again, or once: meetings, checks, visits to schools, papers. */
export const obligationSchema = z.object({
  title: z.string().min(1),
  kind: z.enum(['sweep', 'meeting', 'check', 'visit', 'report', 'assessment']),
  every: z.enum(['week', 'month', 'quarter', 'halfYear', 'term', 'year', 'once', 'irregular']),
  times: z.number().int().positive().default(1),
  /** The last day, for what is handed in: month and day, with the year where the document names it. */
  due: monthDaySchema.nullable().default(null),
  /** Since when, where the document says that. */
  from: monthDaySchema.nullable().default(null),
  /** The phase of the campaign that it belongs to, by its title; null where it belongs to none. */
  phase: z.string().nullable().default(null),
  /** On which day of the week, Monday is 1; null where the document says only 每周. */
  weekday: z.number().int().min(1).max(7).nullable().default(null),
  /** Who does it, as the document names them. */
  by: z.string(),
  /** Who helps (配合部门), as the document names them. */
  helping: z.string().default(''),
  article: z.string(),
  /** The sentence that asks for it. */
  excerpt: z.string().default(''),
});
export type Obligation = z.infer<typeof obligationSchema>;

export const obligationKindNames: Record<Obligation['kind'], string> = {
  sweep: '整治',
  meeting: '会议',
  check: '检查排查',
  visit: '入校',
  report: '报送',
  assessment: '考核',
};

const everyNames: Record<Obligation['every'], string> = {
  week: '每周',
  month: '每月',
  quarter: '每季度',
  halfYear: '每半年',
  term: '每学期',
  year: '每年',
  once: '一次性',
  irregular: '不定期',
};

/** 每月 1 次, 一次性，3月20日前. */
export function everyText({ every, times, due }: Pick<Obligation, 'every' | 'times' | 'due'>): string {
  const often =
    every === 'once' || every === 'irregular' ? everyNames[every] : `${everyNames[every]} ${times} 次`;
  return due === null ? often : `${often}，${dueText(due)}前`;
}

function dueText(due: string): string {
  const [day, month, year] = due.split('-').reverse();
  return `${year === undefined ? '' : `${year}年`}${Number(month)}月${Number(day)}日`;
}

/** How often a pack wants sweeps, in words. */
export function cadenceText(cadence: Cadence): string {
  switch (cadence.kind) {
    case 'quarterly':
      return `每季度 ${cadence.times} 次`;
    case 'halfYearly':
      return `每半年 ${cadence.times} 次`;
    case 'phases': {
      const phases = cadence.phases.map(({ title }) => title).join(' → ');
      if (cadence.year === 'every') return `每年：${phases}`;
      return cadence.year === null
        ? `一次性行动（文件没有写明年份）：${phases}`
        : `${cadence.year}年一次性行动：${phases}`;
    }
    case 'none':
      return '规则包未规定频次';
  }
}
