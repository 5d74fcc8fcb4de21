import type { Capability } from '../office/capabilities.ts';

/** Who scores, and who sees what came of it: those who see the whole district. */
export const scoreCapabilities = {
  'scores.schemes': 'see.reports',
  'scores.get': 'see.reports',
  'scores.rows': 'see.reports',
  'scores.saveScheme': 'papers',
  'scores.importScheme': 'papers',
  'scores.removeScheme': 'papers',
  'scores.adjust': 'papers',
  'scores.file': 'papers',
} as const satisfies Readonly<Record<string, Capability>>;
