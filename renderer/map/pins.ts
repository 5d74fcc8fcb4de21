/** Comments on spots as the map draws them; the id of a feature is the comment's. */
export type Pins = GeoJSON.FeatureCollection<GeoJSON.Point, { short: string; selected: boolean }>;

export const noPins: Pins = { type: 'FeatureCollection', features: [] };
