/** The part of shpjs that is used here; it has no types of its own. */
declare module 'shpjs' {
  /** Geometries in the numbers of the file. */
  export function parseShp(shapes: DataView): GeoJSON.Geometry[];
}
