import type { Severity } from '#shared/zones/verdict.ts';

/** Verdicts in charts. */
export const severityColours: Readonly<Record<Severity, string>> = {
  violation: '#c62f3b',
  undetermined: '#e0a030',
  supervised: '#2b7a4b',
  supervisedDoubt: '#8fbfa3',
  outside: '#aab4bf',
};

/** Hazards in charts. */
export const HAZARD_COLOUR = '#1f5fae';

/** Groups in charts: none of them red, which says that a rule is broken. */
export const groupColours: readonly string[] = [
  '#1f5fae',
  '#e0a030',
  '#2b7a4b',
  '#7a5ba6',
  '#3aa0b5',
  '#a9743f',
  '#8fb8e0',
  '#b9a227',
  '#8fbfa3',
  '#aab4bf',
];
