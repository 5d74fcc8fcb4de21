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
