import SqliteDatabase from 'better-sqlite3';
import iconv from 'iconv-lite';
import proj4 from 'proj4';

/** A dBASE III table of texts, as a GIS of a Chinese office writes it. */
export function dbase(
  fields: readonly (readonly [name: string, length: number])[],
  rows: readonly string[][],
): Uint8Array {
  const recordLength = 1 + fields.reduce((sum, [, length]) => sum + length, 0);
  const headerLength = 32 + 32 * fields.length + 1;
  const bytes = Buffer.alloc(headerLength + recordLength * rows.length + 1, 0x20);
  bytes.fill(0, 0, headerLength);
  bytes.writeUInt8(3, 0);
  bytes.writeUInt32LE(rows.length, 4);
  bytes.writeUInt16LE(headerLength, 8);
  bytes.writeUInt16LE(recordLength, 10);
  for (const [i, [name, length]] of fields.entries()) {
    iconv.encode(name, 'gb18030').copy(bytes, 32 + 32 * i, 0, 10);
    bytes.write('C', 32 + 32 * i + 11);
    bytes.writeUInt8(length, 32 + 32 * i + 16);
  }
  bytes.writeUInt8(0x0d, headerLength - 1);
  for (const [r, row] of rows.entries()) {
    let at = headerLength + recordLength * r + 1;
    for (const [i, [, length]] of fields.entries()) {
      iconv.encode(row[i] ?? '', 'gb18030').copy(bytes, at, 0, length);
      at += length;
    }
  }
  bytes.writeUInt8(0x1a, bytes.length - 1);
  return bytes;
}

/** The points of a Shapefile. */
export function points(places: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = Buffer.alloc(100 + 28 * places.length);
  bytes.writeInt32BE(9994, 0);
  bytes.writeInt32BE(bytes.length / 2, 24);
  bytes.writeInt32LE(1000, 28);
  bytes.writeInt32LE(1, 32);
  for (const [i, [x, y]] of places.entries()) {
    const at = 100 + 28 * i;
    bytes.writeInt32BE(i + 1, at);
    bytes.writeInt32BE(10, at + 4);
    bytes.writeInt32LE(1, at + 8);
    bytes.writeDoubleLE(x, at + 12);
    bytes.writeDoubleLE(y, at + 20);
  }
  return bytes;
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
