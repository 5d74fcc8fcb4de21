import { formulaOf } from './score-formulas.ts';
import { type Indicator, roundPoints } from './score-scheme.ts';

/** The two numbers of a figure; null where nothing is on record. `of` is null for what is only counted. */
export type ScoreFigure = { readonly counted: number; readonly of: number | null } | null;

/** What somebody said instead of what is reckoned. */
export interface HandPoints {
  readonly points: number;
}

interface Score {
  /** Null where it waits for somebody, or does not count. */
  readonly points: number | null;
  /** What could be got: 0 for what does not count. */
  readonly possible: number;
  /** Whence the points are: reckoned, said by somebody, still to be said, or by what the scheme says of no data. */
  readonly by: 'figure' | 'hand' | 'pending' | 'noData';
}

/** The points of one indicator. */
export function workOutScore(
  { formula, scoring, points, without }: Pick<Indicator, 'formula' | 'scoring' | 'points' | 'without'>,
  figure: ScoreFigure,
  hand: HandPoints | null,
): Score {
  if (hand) return { points: roundPoints(hand.points), possible: points, by: 'hand' };
  if (scoring.by === 'hand') return { points: null, possible: points, by: 'pending' };
  if (!hasData(figure)) {
    if (without === 'apart') return { points: null, possible: 0, by: 'noData' };
    return { points: without === 'full' ? points : 0, possible: points, by: 'noData' };
  }
  const { good } = formulaOf(formula);
  const faults = good ? (figure.of ?? 0) - figure.counted : figure.counted;
  const share = figure.of === null ? null : (figure.of - faults) / figure.of;
  return {
    points: roundPoints(pointsOf(scoring, points, { faults, share })),
    possible: points,
    by: 'figure',
  };
}

/** Whether anything is on record by which points can be reckoned: of 0 of 0 nothing follows. */
function hasData(figure: ScoreFigure): figure is NonNullable<ScoreFigure> {
  return figure !== null && figure.of !== 0;
}

interface Measured {
  readonly faults: number;
  /** The part that is as it should be, from 0 to 1; null for what is only counted. */
  readonly share: number | null;
}

function pointsOf(
  scoring: Exclude<Indicator['scoring'], { by: 'hand' }>,
  points: number,
  { faults, share }: Measured,
): number {
  switch (scoring.by) {
    case 'share':
      return points * Math.min(1, (share ?? 0) / (scoring.fullAt / 100));
    case 'steps':
      return Math.max(
        0,
        ...scoring.steps
          // Percent are compared as they are shown: 2 of 3 are 66.67.
          .filter(({ limit }) => (share === null ? faults <= limit : roundPoints(share * 100) >= limit))
          .map((step) => step.points),
      );
    case 'deductions':
      return Math.max(0, points - Math.min(scoring.most, scoring.each * faults));
  }
}

export interface Total {
  readonly points: number;
  readonly possible: number;
  /** How many indicators wait for somebody to say their points. */
  readonly pending: number;
}

/** Sum of the points, and of what could be got. */
export function totalOf(scores: readonly Score[]): Total {
  const sum = (part: (score: Score) => number) =>
    roundPoints(scores.reduce((before, score) => before + part(score), 0));
  return {
    points: sum(({ points }) => points ?? 0),
    possible: sum(({ possible }) => possible),
    pending: scores.filter(({ by }) => by === 'pending').length,
  };
}

/**
 * Ranks, in the order of the totals: by the part that was got of what could be got, so that who has no data in something
 * is not behind for it; of equal ones both have the better rank. Null for those of whom nothing could be reckoned.
 */
export function ranksOf(totals: readonly Pick<Total, 'points' | 'possible'>[]): (number | null)[] {
  const shares = totals.map(({ points, possible }) =>
    possible === 0 ? null : Math.round((points / possible) * 1e6),
  );
  return shares.map((own) =>
    own === null ? null : 1 + shares.filter((other) => other !== null && other > own).length,
  );
}

/** 3/4 as forms write it, with the rate behind; — where there is no data. */
export function figureText(formula: Indicator['formula'], figure: ScoreFigure): string {
  if (formula === 'byHand') return '';
  if (figure === null) return '—';
  if (figure.of === null) return `${figure.counted}`;
  if (figure.of === 0) return '—（0/0）';
  return `${figure.counted}/${figure.of}（${((figure.counted / figure.of) * 100).toFixed(1)}%）`;
}

/** Whether a scheme is of the program: nobody has set it down. */
type SchemeSource = 'builtin' | 'pack' | 'own';

export const schemeSourceNames: Readonly<Record<SchemeSource, string>> = {
  builtin: '示例方案，由单位自定',
  pack: '规则包',
  own: '本单位',
};
