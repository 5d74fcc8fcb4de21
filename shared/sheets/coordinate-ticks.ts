import type { Degrees } from '../geodesy/units.ts';

const stepsInSeconds = [1, 2, 5, 6, 10, 12, 15, 30, 60, 120, 300, 600];

/** Round values of longitude or latitude between two degrees, at most `most` of them. */
export function coordinateTicks(from: Degrees, to: Degrees, most: number): Degrees[] {
  const span = (to - from) * 3600;
  const step = stepsInSeconds.find((seconds) => span / seconds <= most) ?? 1800;
  const first = Math.ceil((from * 3600) / step);
  const last = Math.floor((to * 3600) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ((first + i) * step) / 3600);
}

/** 116°20′06″E */
export function degreesMinutesSeconds(value: Degrees, positive: 'E' | 'N', negative: 'W' | 'S'): string {
  const total = Math.round(Math.abs(value) * 3600);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(total / 3600)}°${pad(Math.floor((total % 3600) / 60))}′${pad(total % 60)}″${value < 0 ? negative : positive}`;
}
