/** The part of shpjs that is used here; it has no types of its own. */
declare module 'shpjs' {
  /** Geometries in WGS84, turned from the projection where one is given. */
  export function parseShp(shapes: DataView, projection?: string): GeoJSON.Geometry[];
  export function parseDbf(records: DataView, encoding: string): Record<string, unknown>[];
}
