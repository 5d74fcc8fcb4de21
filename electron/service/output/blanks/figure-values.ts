import type { KnownFigure } from './known-figure.ts';

/** What the workspace does not know, and why. */
export const unknown = (reason: string): KnownFigure => ({
  value: null,
  reason,
  parts: '',
  count: null,
  sure: true,
  rows: null,
});

/** What is counted, and nothing more to be said of it. */
export const counted = (value: number, told: Partial<KnownFigure> = {}): KnownFigure => ({
  value,
  reason: '',
  parts: '',
  count: value,
  sure: true,
  rows: null,
  ...told,
});

/** Part and whole in percent with two decimals, half up; nothing of nothing is —. */
function rateText(part: number, whole: number): string {
  // A hundredth of a percent of whole numbers: rounded as integers, so that halves go up.
  return whole === 0 ? '—' : (Math.floor((part * 20_000 + whole) / (2 * whole)) / 100).toFixed(2);
}

export function rate(part: number, whole: number, rows: KnownFigure['rows']): KnownFigure {
  return {
    value: rateText(part, whole),
    reason: '',
    parts: `${part} ÷ ${whole}`,
    count: whole,
    sure: true,
    rows,
  };
}
