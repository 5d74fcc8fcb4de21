import { openForeignFile } from './foreign-file.ts';

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
  /** All rows of a layer, columns by name; shapes as the file's own bytes. */
  rows(layer: GeopackageLayer): Record<string, unknown>[];
  close(): void;
}

/** Opens a GeoPackage (OGC 12-128r19) read-only. Throws where it is none. */
export function openGeopackageFile(path: string): GeopackageFile {
  const sqlite = openForeignFile(path);
  try {
    const layers = sqlite
      .prepare(
        `select c.table_name as name, g.column_name as geometryColumn,
           coalesce(g.srs_id, 0) as srs, coalesce(s.organization_coordsys_id, 0) as epsg,
           coalesce(s.definition, '') as definition
         from gpkg_contents c
         left join gpkg_geometry_columns g on g.table_name = c.table_name
         left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
         where c.data_type in ('features', 'attributes') order by c.rowid`,
      )
      .all() as GeopackageLayer[];
    return {
      layers,
      rows({ name }) {
        const quoted = `"${name.replaceAll('"', '""')}"`;
        return sqlite.prepare(`select * from ${quoted}`).all() as Record<string, unknown>[];
      },
      close: () => sqlite.close(),
    };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
