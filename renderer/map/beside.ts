/** Places of the districts beside this one as the map draws them: campuses as areas, schools and venues as points. */
export type Beside = GeoJSON.FeatureCollection<
  GeoJSON.Point | GeoJSON.MultiPolygon,
  { kind: 'school' | 'venue' | 'campus'; name: string; about: string; district: string; day: string }
>;

export const noBeside: Beside = { type: 'FeatureCollection', features: [] };
