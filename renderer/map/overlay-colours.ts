import type { ExpressionSpecification } from 'maplibre-gl';

/** Good blue, broken or missing red, planned violet. */
export const facilityColour: ExpressionSpecification = [
  'match',
  ['get', 'state'],
  ['损坏', '缺失'],
  '#c62f3b',
  '规划',
  '#6a3fa5',
  '#4a76ab',
];
/** Verdicts; a doubt could be what is forbidden. */
export const severityColour: ExpressionSpecification = [
  'match',
  ['get', 'severity'],
  'violation',
  '#c62f3b',
  'undetermined',
  '#c77700',
  'doubt',
  '#6a3fa5',
  ['supervised', 'supervisedDoubt'],
  '#2b7a4b',
  '#7d8894',
];
