/** Tools of the pointer on the map; without one it only moves the map and selects. */
export const toolIds = [
  'selectBox',
  'selectPolygon',
  'selectCircle',
  'measureLine',
  'measureArea',
  'measureCircle',
  'measureByRule',
  'aroundPoint',
  'aroundLine',
  'aroundArea',
  'pin',
] as const;
export type MapToolId = (typeof toolIds)[number];
