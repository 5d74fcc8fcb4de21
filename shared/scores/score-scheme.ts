import { z } from 'zod';
import { formulaOf, formulaSchema, scoreSubjectNames, scoreSubjects } from './score-formulas.ts';

const pointsSchema = z.number().min(0).max(1000);

/** How points follow from a figure. */
const scoringSchema = z.discriminatedUnion('by', [
  /** As large a part of the points as the rate is; from `fullAt` percent on all of them. */
  z.object({ by: z.literal('share'), fullAt: z.number().min(1).max(100).default(100) }),
  /**
   * The points of the best step that is reached: of a rate at least so many percent, of a number of faults not more
   * than that. Where none is reached, 0.
   */
  z.object({
    by: z.literal('steps'),
    steps: z
      .array(z.object({ limit: z.number().min(0), points: pointsSchema }))
      .min(1)
      .max(20),
  }),
  /** So much off for each fault, and not more than that. */
  z.object({ by: z.literal('deductions'), each: pointsSchema, most: pointsSchema }),
  /** Somebody says it, with a reason. */
  z.object({ by: z.literal('hand') }),
]);
export type Scoring = z.infer<typeof scoringSchema>;

export const scoringNames: Readonly<Record<Scoring['by'], string>> = {
  share: '按比例',
  steps: '分档',
  deductions: '扣分',
  hand: '人工',
};

/** What an indicator is worth where nothing is on record to reckon it by. */
export const withoutData = ['full', 'zero', 'apart'] as const;
export type WithoutData = (typeof withoutData)[number];

export const withoutDataNames: Readonly<Record<WithoutData, string>> = {
  full: '得满分',
  zero: '不得分',
  apart: '不计入',
};

const indicatorSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: '指标编号只用小写字母、数字和 -' }),
    /** 项目. */
    project: z.string().trim().min(1, { error: '请填写项目' }).max(60),
    /** 内容. */
    content: z.string().trim().min(1, { error: '请填写内容' }).max(300),
    /** 分值. */
    points: z.number().positive({ error: '分值应大于 0' }).max(1000),
    formula: formulaSchema,
    scoring: scoringSchema,
    /** What it is worth where there is no data. */
    without: z.enum(withoutData).default('full'),
    /** 评分标准 in the office's own words; empty where what is reckoned says it. */
    criterion: z.string().trim().max(500).default(''),
    /** 考核办法. */
    method: z.string().trim().max(200).default('查看系统记录'),
  })
  .superRefine((indicator, context) => {
    const reason = faultOf(indicator);
    if (reason !== null) context.addIssue({ code: 'custom', message: reason, path: ['scoring'] });
  });
export type Indicator = z.infer<typeof indicatorSchema>;

/** What an office is scored by: indicators with their points. Packs bring some, offices have their own. */
export const scoreSchemeSchema = z
  .object({
    title: z.string().trim().min(1, { error: '请填写方案名称' }).max(100),
    of: z.enum(scoreSubjects),
    /** Where it is from, and what is to be known of it. */
    note: z.string().trim().max(500).default(''),
    indicators: z.array(indicatorSchema).min(1, { error: '至少要有一项指标' }).max(60),
  })
  .superRefine(({ of, indicators }, context) => {
    const seen = new Set<string>();
    for (const [i, { id, formula, content }] of indicators.entries()) {
      const told = (message: string) =>
        context.addIssue({ code: 'custom', message, path: ['indicators', i] });
      if (seen.has(id)) told(`指标编号 ${id} 重复`);
      seen.add(id);
      if (!formulaOf(formula).subjects.includes(of))
        told(`“${content}”用的“${formulaOf(formula).title}”不能按${scoreSubjectNames[of]}计算`);
    }
  });
export type ScoreScheme = z.infer<typeof scoreSchemeSchema>;

type Reckoned = Pick<Indicator, 'formula' | 'scoring' | 'points' | 'content'>;

/** Why an indicator cannot be reckoned; null where it can. */
function faultOf({ formula, scoring, points, content }: Reckoned): string | null {
  const { of, title } = formulaOf(formula);
  if (formula === 'byHand' && scoring.by !== 'hand') return `“${content}”没有系统数据，只能人工评分`;
  if (scoring.by === 'share' && of === null)
    return `“${content}”的“${title}”只有个数没有比率，不能按比例得分`;
  if (scoring.by === 'deductions' && scoring.most > points) return `“${content}”最多扣的分不能超过分值`;
  if (scoring.by === 'steps' && scoring.steps.some((step) => step.points > points))
    return `“${content}”有一档的分超过了分值`;
  return null;
}

/** The points of all indicators. */
export function fullPoints({
  indicators,
}: {
  readonly indicators: readonly Pick<Indicator, 'points'>[];
}): number {
  return roundPoints(indicators.reduce((sum, { points }) => sum + points, 0));
}

/** Two decimals, as sheets show them. */
export function roundPoints(points: number): number {
  return Math.round((points + Number.EPSILON) * 100) / 100;
}

/** 评分标准: the office's own words, else what is reckoned. */
export function criterionText({
  criterion,
  ...indicator
}: Omit<Indicator, 'id' | 'project' | 'method'>): string {
  if (criterion !== '') return criterion;
  const { title, explained } = formulaOf(indicator.formula);
  const without = indicator.formula === 'byHand' ? '' : `；没有数据的${withoutDataNames[indicator.without]}`;
  return `${explained}。${scoringText(indicator, title)}${without}。`;
}

function scoringText(
  { formula, scoring, points }: Reckoned | Omit<Reckoned, 'content'>,
  title: string,
): string {
  switch (scoring.by) {
    case 'share':
      return scoring.fullAt === 100 ? '按比例得分' : `达到 ${scoring.fullAt}% 得满分，不到的按比例得分`;
    case 'steps': {
      const { of } = formulaOf(formula);
      return scoring.steps
        .map((step) =>
          of === null
            ? `不超过 ${step.limit} 得 ${step.points} 分`
            : `${step.limit}% 以上得 ${step.points} 分`,
        )
        .join('，');
    }
    case 'deductions':
      return `每有一项扣 ${scoring.each} 分，最多扣 ${scoring.most} 分`;
    case 'hand':
      return formula === 'byHand' ? `满分 ${points} 分` : `参考“${title}”人工评分，满分 ${points} 分`;
  }
}
