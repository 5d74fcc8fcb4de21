/** By what districts are compared. */
export const indicatorIds = [
  'violations',
  'unvisited',
  'undetermined',
  'closed',
  'overdue',
  'listed',
  'swept',
  'located',
] as const;
export type IndicatorId = (typeof indicatorIds)[number];
