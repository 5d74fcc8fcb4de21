/** 治安乱点 as the map draws them; the id of a feature is the area's. */
export type Spots = GeoJSON.FeatureCollection<
  GeoJSON.Geometry,
  { name: string; state: string; selected: boolean }
>;

export const noSpots: Spots = { type: 'FeatureCollection', features: [] };
