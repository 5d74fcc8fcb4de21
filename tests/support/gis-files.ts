import { readFileSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import iconv from 'iconv-lite';
import proj4 from 'proj4';
import wkx from 'wkx';

export interface DbaseText {
  /** Of each column; GB18030 where none is given. */
  readonly encodings?: readonly string[];
  /** The number that the header gives for the code page. */
  readonly codePage?: number;
}

/** A dBASE III table of texts, as a GIS of a Chinese office writes it: a text that is too long is cut at its bytes. */
export function dbase(
  fields: readonly (readonly [name: string, length: number])[],
  rows: readonly (readonly string[])[],
  { encodings = [], codePage = 0 }: DbaseText = {},
): Uint8Array {
  const recordLength = 1 + fields.reduce((sum, [, length]) => sum + length, 0);
  const headerLength = 32 + 32 * fields.length + 1;
  const bytes = Buffer.alloc(headerLength + recordLength * rows.length + 1, 0x20);
  bytes.fill(0, 0, headerLength);
  bytes.writeUInt8(3, 0);
  bytes.writeUInt32LE(rows.length, 4);
  bytes.writeUInt16LE(headerLength, 8);
  bytes.writeUInt16LE(recordLength, 10);
  bytes.writeUInt8(codePage, 29);
  for (const [i, [name, length]] of fields.entries()) {
    iconv.encode(name, encodings[i] ?? 'gb18030').copy(bytes, 32 + 32 * i, 0, 10);
    bytes.write('C', 32 + 32 * i + 11);
    bytes.writeUInt8(length, 32 + 32 * i + 16);
  }
  bytes.writeUInt8(0x0d, headerLength - 1);
  for (const [r, row] of rows.entries()) {
    let at = headerLength + recordLength * r + 1;
    for (const [i, [, length]] of fields.entries()) {
      iconv.encode(row[i] ?? '', encodings[i] ?? 'gb18030').copy(bytes, at, 0, length);
      at += length;
    }
  }
  bytes.writeUInt8(0x1a, bytes.length - 1);
  return bytes;
}

/** The points of a Shapefile. */
export function points(places: readonly (readonly [number, number])[]): Uint8Array {
  return shapefile(places.map((coordinates) => ({ type: 'Point', coordinates: [...coordinates] })));
}

/** Kinds of shapes by their numbers (ESRI Shapefile Technical Description, July 1998). */
const POINT = 1;
const LINE = 3;
const AREA = 5;
const POINTS = 8;

/** The .shp of shapes of one kind; collections are none of it. Outer rings are clockwise, holes are not. */
export function shapefile(geometries: readonly GeoJSON.Geometry[]): Uint8Array {
  const kind = kindOf(geometries);
  const records = geometries.map((geometry) => shapeRecord(geometry, kind));
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE(50 + records.reduce((sum, { length }) => sum + 4 + length / 2, 0), 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(kind, 32);
  const parts = records.flatMap((record, i) => {
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(record.length / 2, 4);
    return [head, record];
  });
  return Buffer.concat([header, ...parts]);
}

function kindOf(geometries: readonly GeoJSON.Geometry[]): number {
  const types = new Set(geometries.map(({ type }) => type));
  if (types.has('MultiPoint')) return POINTS;
  if (types.has('Point')) return POINT;
  return types.has('LineString') || types.has('MultiLineString') ? LINE : AREA;
}

function shapeRecord(geometry: GeoJSON.Geometry, kind: number): Buffer {
  const parts = partsOf(geometry);
  const positions = parts.flat();
  const numbers = doubles(positions.flat());
  if (kind === POINT) return Buffer.concat([integers(kind), numbers]);
  const box = doubles(
    [0, 1]
      .map((axis) => Math.min(...positions.map((at) => at[axis] ?? 0)))
      .concat([0, 1].map((axis) => Math.max(...positions.map((at) => at[axis] ?? 0)))),
  );
  if (kind === POINTS) return Buffer.concat([integers(kind), box, integers(positions.length), numbers]);
  const starts = parts.map((_, i) => parts.slice(0, i).flat().length);
  return Buffer.concat([integers(kind), box, integers(parts.length, positions.length, ...starts), numbers]);
}

/** The parts of a shape as a Shapefile has them: lines and rings one after the other, points in one. */
function partsOf(geometry: GeoJSON.Geometry): GeoJSON.Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]];
    case 'MultiPoint':
    case 'LineString':
      return [geometry.coordinates];
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates;
    case 'MultiPolygon':
      return geometry.coordinates.flat();
    case 'GeometryCollection':
      throw new Error('a Shapefile has no collections');
  }
}

function integers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeInt32LE(value, 4 * i);
  return bytes;
}

function doubles(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) bytes.writeDoubleLE(value, 8 * i);
  return bytes;
}

/** A row of a layer: its shape and its texts by column. */
export interface GeopackageRow {
  readonly geometry: GeoJSON.Geometry;
  readonly values: Readonly<Record<string, string>>;
}

/** Writes layers in WGS84 to a new GeoPackage, and tells its bytes. */
export function writeGeopackageLayers(
  path: string,
  layers: Readonly<Record<string, readonly GeopackageRow[]>>,
): Uint8Array {
  rmSync(path, { force: true });
  const sqlite = new SqliteDatabase(path);
  // Nothing of it has to survive a power cut.
  sqlite.pragma('journal_mode = off');
  sqlite.pragma('synchronous = off');
  sqlite.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
      organization_coordsys_id integer, definition text, description text);
    create table gpkg_contents (table_name text primary key, data_type text);
    create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
    insert into gpkg_spatial_ref_sys values ('', 4326, 'EPSG', 4326, 'undefined', null);`);
  const header = Buffer.from([0x47, 0x50, 0, 1, 0, 0, 0, 0]);
  for (const [layer, rows] of Object.entries(layers)) {
    const columns = Object.keys(rows[0]?.values ?? {}).map((column) => `"${column}"`);
    sqlite.exec(`create table "${layer}" (fid integer primary key, geom blob, ${columns.map((column) => `${column} text`).join(', ')});
      insert into gpkg_contents values ('${layer}', 'features');
      insert into gpkg_geometry_columns values ('${layer}', 'geom', 4326);`);
    const insert = sqlite.prepare(
      `insert into "${layer}" (geom, ${columns.join(', ')}) values (?${', ?'.repeat(columns.length)})`,
    );
    for (const { geometry, values } of rows)
      insert.run(
        Buffer.concat([header, wkx.Geometry.parseGeoJSON(geometry).toWkb()]),
        ...Object.values(values),
      );
  }
  sqlite.close();
  return readFileSync(path);
}

/** A layer in CGCS2000 3° zone 39 with one point and one empty shape, and a layer of rows. */
export function writeGeopackage(path: string): void {
  const sqlite = new SqliteDatabase(path);
  sqlite.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
      organization_coordsys_id integer, definition text, description text);
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
    create table "场所" (fid integer primary key, geom blob, "名称" text);
    create table "说明" (fid integer primary key, "内容" text);
    insert into gpkg_contents values ('场所', 'features', '场所', 4527), ('说明', 'attributes', '说明', 0);
    insert into gpkg_geometry_columns values ('场所', 'geom', 'POINT', 4527, 0, 0);
    insert into "说明" values (1, '备注');
  `);
  const definition =
    'PROJCS["CGCS2000 / 3-degree Gauss-Kruger zone 39",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],PARAMETER["false_easting",39500000],PARAMETER["false_northing",0],UNIT["metre",1]]';
  sqlite
    .prepare('insert into gpkg_spatial_ref_sys values (?, 4527, ?, 4527, ?, null)')
    .run('zone 39', 'EPSG', definition);
  const [easting, northing] = proj4('WGS84', definition, [117, 39.9]) as [number, number];
  const header = Buffer.from([0x47, 0x50, 0, 1, 0, 0, 0, 0]);
  const point = Buffer.alloc(21);
  point.writeUInt8(1, 0);
  point.writeUInt32LE(1, 1);
  point.writeDoubleLE(easting, 5);
  point.writeDoubleLE(northing, 13);
  const empty = Buffer.from([0x47, 0x50, 0, 0b1_0001, 0, 0, 0, 0]);
  const insert = sqlite.prepare('insert into "场所" values (?, ?, ?)');
  insert.run(1, Buffer.concat([header, point]), '甲网吧');
  insert.run(2, empty, '乙网吧');
  sqlite.close();
}
