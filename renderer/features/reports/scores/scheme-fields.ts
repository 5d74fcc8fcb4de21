import { type FormulaId, formulaOf } from '#shared/scores/score-formulas.ts';
import type { Indicator, ScoreScheme, Scoring, WithoutData } from '#shared/scores/score-scheme.ts';

/** An indicator as the form of a scheme holds it: fields of every way of scoring, of which one is used. */
export interface IndicatorFields {
  id: string;
  project: string;
  content: string;
  points: number | null;
  formula: FormulaId;
  by: Scoring['by'];
  fullAt?: number | null;
  each?: number | null;
  most?: number | null;
  /** 100=10；90=7: from 100 percent on 10 points. */
  steps?: string;
  without: WithoutData;
  method?: string;
  criterion?: string;
}

export interface SchemeFields {
  title: string;
  note?: string;
  indicators: IndicatorFields[];
}

export function fieldsOf({ title, note, indicators }: ScoreScheme): SchemeFields {
  return { title, note, indicators: indicators.map(indicatorFields) };
}

function indicatorFields({ scoring, ...indicator }: Indicator): IndicatorFields {
  return {
    ...indicator,
    by: scoring.by,
    ...(scoring.by === 'share' && { fullAt: scoring.fullAt }),
    ...(scoring.by === 'deductions' && { each: scoring.each, most: scoring.most }),
    ...(scoring.by === 'steps' && {
      steps: scoring.steps.map(({ limit, points }) => `${limit}=${points}`).join('；'),
    }),
  };
}

/** One that is added: points by hand, until somebody says by what it is reckoned. */
export function freshIndicator(): IndicatorFields {
  const id = `i${crypto.randomUUID().slice(0, 8)}`;
  return { id, project: '', content: '', points: null, formula: 'byHand', by: 'hand', without: 'full' };
}

/** The ways in which a figure can be scored. */
export function waysOf(formula: FormulaId): Scoring['by'][] {
  if (formula === 'byHand') return ['hand'];
  return formulaOf(formula).of === null
    ? ['steps', 'deductions', 'hand']
    : ['share', 'steps', 'deductions', 'hand'];
}

/** The steps that a text says; null where it is not understood. */
export function readSteps(text: string): { limit: number; points: number }[] | null {
  const parts = text.split(/[；;，,、\s]+/u).filter(Boolean);
  const steps = parts.map((part) => {
    const match = /^(\d+(?:\.\d+)?)%?[=＝:：](\d+(?:\.\d+)?)$/u.exec(part);
    return match ? { limit: Number(match[1]), points: Number(match[2]) } : null;
  });
  const read = steps.filter((step) => step !== null);
  return read.length === 0 || read.length < steps.length ? null : read;
}

/** The scheme that a form says; the service looks whether it can be reckoned. */
export function schemeOf(fields: SchemeFields, of: ScoreScheme['of']): ScoreScheme {
  const { title, note = '', indicators } = fields;
  return { title, of, note, indicators: indicators.map(indicatorOf) };
}

function indicatorOf(fields: IndicatorFields): Indicator {
  const { id, project, content, points, formula, without, method = '', criterion = '' } = fields;
  return {
    id,
    project,
    content,
    points: points ?? 0,
    formula,
    without,
    method,
    criterion,
    scoring: scoringOf(fields),
  };
}

function scoringOf({ by, points, fullAt, each, most, steps = '' }: IndicatorFields): Scoring {
  switch (by) {
    case 'share':
      return { by, fullAt: fullAt ?? 100 };
    case 'deductions':
      return { by, each: each ?? 1, most: most ?? points ?? 0 };
    case 'steps':
      return { by, steps: readSteps(steps) ?? [] };
    case 'hand':
      return { by };
  }
}
