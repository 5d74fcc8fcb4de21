import { ForeignFile, type ForeignRow } from './foreign-file.ts';

/** A layer of a GeoPackage: features with a shape, or rows without one. */
export interface GeopackageLayer {
  readonly name: string;
  /** Column of the shape; null for a layer of rows alone. */
  readonly geometryColumn: string | null;
  /** The layer's reference system: EPSG number, and its definition in well-known text. */
  readonly epsg: number;
  readonly definition: string;
}

export interface GeopackageFile {
  readonly layers: readonly GeopackageLayer[];
  /** All rows of a layer, columns by name; shapes as the file's own bytes. Errors: NotOrdinary, TooMuch. */
  rows(layer: GeopackageLayer): ForeignRow[];
  close(): void;
}

/** Thrown for a layer that is larger than any real list. */
export class TooMuch extends Error {}

/** What the rows of a layer may come to: those of a province are fewer. A row counts for more than its values. */
const MOST_BYTES = 512 * 2 ** 20;
const BYTES_OF_ROW = 100;
/** Layers and reference systems that a file may list. */
const MOST_LISTED = 10_000;

/** Opens a GeoPackage (OGC 12-128r19) read-only, in a reader process alone. Throws where it is none. */
export function openGeopackageFile(path: string): GeopackageFile {
  const file = new ForeignFile(path);
  try {
    return {
      layers: readLayers(file),
      rows: ({ name }) => readRows(file, name),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

function readLayers(file: ForeignFile): GeopackageLayer[] {
  const shapes = new Map(
    listed(file, 'gpkg_geometry_columns', ['table_name', 'column_name', 'srs_id']).map((row) => [
      row.table_name,
      row,
    ]),
  );
  const systems = new Map(
    listed(file, 'gpkg_spatial_ref_sys', ['srs_id', 'organization_coordsys_id', 'definition']).map((row) => [
      row.srs_id,
      row,
    ]),
  );
  return listed(file, 'gpkg_contents', ['table_name', 'data_type'])
    .filter(({ data_type: type }) => type === 'features' || type === 'attributes')
    .map(({ table_name: table }) => {
      const shape = shapes.get(table);
      const system = systems.get(shape?.srs_id);
      return {
        name: String(table),
        geometryColumn: shape ? String(shape.column_name) : null,
        epsg: Number(system?.organization_coordsys_id ?? 0),
        definition: String(system?.definition ?? ''),
      };
    });
}

function listed(file: ForeignFile, table: string, columns: readonly string[]): ForeignRow[] {
  const rows: ForeignRow[] = [];
  for (const row of file.select(table, columns)()) if (rows.push(row) > MOST_LISTED) throw new TooMuch();
  return rows;
}

function readRows(file: ForeignFile, table: string): ForeignRow[] {
  const columns = file.columnsOf(table);
  if (columns === null) throw new Error(`there is no table ${table}`);
  const rows: ForeignRow[] = [];
  let bytes = 0;
  for (const row of file.select(table, columns)()) {
    bytes += BYTES_OF_ROW;
    for (const value of Object.values(row))
      if (typeof value === 'string' || value instanceof Uint8Array) bytes += value.length;
    if (bytes > MOST_BYTES) throw new TooMuch();
    rows.push(row);
  }
  return rows;
}
