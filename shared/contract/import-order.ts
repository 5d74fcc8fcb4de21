import type { ImportKind } from './import.ts';

/** Kinds of lists in the order in which they rest on each other: venues are measured to schools. */
export const importOrder: readonly ImportKind[] = [
  'regions',
  'roads',
  'schools',
  'campuses',
  'gates',
  'facilities',
  'addresses',
  'venues',
  'hazards',
];
