import { join } from 'node:path';
import { geojsonToWKT } from '@terraformer/wkt';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import wkx from 'wkx';
import { dbase, shapefile, writeGeopackageLayers } from './gis-files.ts';
import { temporaryFolder } from './temporary.ts';

/** A place of a list with its shape, as the tests write it in every form that lists come in. */
export interface ShapedPlace {
  readonly name: string;
  readonly address: string;
  readonly geometry: GeoJSON.Geometry;
}

/** A file of places. */
interface ShapedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Its columns of names and addresses, and of shapes where they stand in cells. */
  readonly columns: readonly [name: string, address: string];
  readonly shapeColumn?: string;
}

export interface ShapeForm {
  readonly title: string;
  /** Whether a shape of several kinds of parts can be written. */
  readonly holdsCollections: boolean;
  readonly write: (places: readonly ShapedPlace[]) => ShapedFile;
}

const chinese = ['名称', '地址'] as const;

function json(title: string, write: (features: readonly object[]) => string, encoding = 'utf8'): ShapeForm {
  return {
    title,
    holdsCollections: true,
    write: (places) => ({
      file: 'a.geojson',
      bytes: iconv.encode(write(places.map(toFeature)), encoding),
      columns: chinese,
    }),
  };
}

function toFeature({ name, address, geometry }: ShapedPlace): object {
  return { type: 'Feature', properties: { 名称: name, 地址: address }, geometry };
}

const collection = (features: readonly object[]) => ({ type: 'FeatureCollection', features });
const texts = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value));

/** GeoJSON and its relatives. */
const ofJson: readonly ShapeForm[] = [
  json('GeoJSON', (features) => JSON.stringify(collection(features), null, 2)),
  json('GeoJSON with its system', (features) =>
    JSON.stringify({
      ...collection(features),
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
    }),
  ),
  json('GeoJSON in GB18030', (features) => JSON.stringify(collection(features)), 'gb18030'),
  json('GeoJSON in UTF-16', (features) => `\uFEFF${JSON.stringify(collection(features))}`, 'utf16le'),
  json('features in an array', (features) => JSON.stringify(features)),
  json('a feature each line', (features) => texts(features).join('\r\n')),
  json('features as RFC 8142 says', (features) =>
    texts(features)
      .map((text) => `\u001e${text}\n`)
      .join(''),
  ),
  {
    title: 'records with a shape',
    holdsCollections: true,
    write: (places) => ({
      file: 'a.json',
      bytes: strToU8(
        JSON.stringify({
          data: places.map(({ name, address, geometry }) => ({ 名称: name, 地址: address, geometry })),
        }),
      ),
      columns: chinese,
    }),
  },
  {
    title: 'features of ArcGIS',
    holdsCollections: false,
    write: (places) => ({
      file: 'a.json',
      bytes: strToU8(
        JSON.stringify({
          spatialReference: { wkid: 4326 },
          features: places.map(({ name, address, geometry }) => ({
            attributes: { 名称: name, 地址: address },
            geometry: toEsri(geometry),
          })),
        }),
      ),
      columns: chinese,
    }),
  },
];

function toEsri(geometry: GeoJSON.Geometry): object {
  switch (geometry.type) {
    case 'Point':
      return { x: geometry.coordinates[0], y: geometry.coordinates[1] };
    case 'MultiPoint':
      return { points: geometry.coordinates };
    case 'LineString':
      return { paths: [geometry.coordinates] };
    case 'MultiLineString':
      return { paths: geometry.coordinates };
    case 'Polygon':
      return { rings: geometry.coordinates };
    case 'MultiPolygon':
      return { rings: geometry.coordinates.flat() };
    case 'GeometryCollection':
      throw new Error('ArcGIS has no collections');
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function toKml(geometry: GeoJSON.Geometry): string {
  const list = (line: readonly GeoJSON.Position[]) =>
    `<coordinates>\n${line.map((at) => `${at[0]},${at[1]},0`).join(' ')}</coordinates>`;
  const ring = (which: string, line: GeoJSON.Position[]) =>
    `<${which}BoundaryIs><LinearRing>${list(line)}</LinearRing></${which}BoundaryIs>`;
  const several = (parts: readonly GeoJSON.Geometry[]) =>
    `<MultiGeometry>${parts.map(toKml).join('')}</MultiGeometry>`;
  switch (geometry.type) {
    case 'Point':
      return `<Point>${list([geometry.coordinates])}</Point>`;
    case 'LineString':
      return `<LineString>${list(geometry.coordinates)}</LineString>`;
    case 'Polygon': {
      const [outer = [], ...holes] = geometry.coordinates;
      return `<Polygon>${ring('outer', outer)}${holes.map((hole) => ring('inner', hole)).join('')}</Polygon>`;
    }
    case 'MultiPoint':
      return several(geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates })));
    case 'MultiLineString':
      return several(geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates })));
    case 'MultiPolygon':
      return several(geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates })));
    case 'GeometryCollection':
      return several(geometry.geometries);
  }
}

function kmlOf(places: readonly ShapedPlace[]): string {
  const placemarks = places.map(
    ({ name, address, geometry }) =>
      `<Placemark><name>${escaped(name)}</name><ExtendedData><Data name="地址"><value>${escaped(address)}</value></Data></ExtendedData>${toKml(geometry)}</Placemark>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${placemarks.join('\n')}</Document></kml>`;
}

function kml(title: string, file: string, pack: (text: string) => Uint8Array): ShapeForm {
  return {
    title,
    holdsCollections: true,
    write: (places) => ({ file, bytes: pack(kmlOf(places)), columns: ['name', '地址'] }),
  };
}

const withPrefix = (text: string) =>
  text.replace('xmlns=', 'xmlns:kml=').replace(/<(\/?)(?=[A-Za-z])/g, '<$1kml:');

const ofMarkup: readonly ShapeForm[] = [
  kml('KML', 'a.kml', strToU8),
  kml('KML with prefixes', 'a.kml', (text) => strToU8(withPrefix(text))),
  kml('KML of 奥维', 'a.ovkml', strToU8),
  kml('KMZ', 'a.kmz', (text) => zipSync({ 'doc.kml': strToU8(text), 'files/icon.png': strToU8('x') })),
  kml('KMZ in a zip', 'a.zip', (text) => zipSync({ 'lists/a.kmz': zipSync({ 'doc.kml': strToU8(text) }) })),
];

function shapes(title: string, encoding: string, cpg: string | null): ShapeForm {
  return {
    title,
    holdsCollections: false,
    write: (places) => ({
      file: 'a.zip',
      bytes: zipSync({
        'lists/a.shp': shapefile(places.map(({ geometry }) => geometry)),
        'lists/a.dbf': dbase(
          [
            ['名称', 90],
            ['地址', 120],
          ],
          places.map(({ name, address }) => [name, address]),
          { encodings: [encoding, encoding] },
        ),
        ...(cpg === null ? {} : { 'lists/a.cpg': strToU8(cpg) }),
      }),
      columns: chinese,
    }),
  };
}

const ofGis: readonly ShapeForm[] = [
  shapes('Shapefile in GBK', 'gb18030', null),
  shapes('Shapefile in GBK that says so', 'gb18030', '936'),
  shapes('Shapefile in UTF-8', 'utf8', 'UTF-8'),
  shapes('Shapefile in UTF-8 that says something else', 'utf8', 'ISO-8859-1'),
  {
    title: 'GeoPackage',
    holdsCollections: true,
    write(places) {
      const path = join(temporaryFolder(), 'made.gpkg');
      const rows = places.map(({ name, address, geometry }) => ({
        geometry,
        values: { 名称: name, 地址: address },
      }));
      return { file: 'a.gpkg', bytes: writeGeopackageLayers(path, { 场所: rows }), columns: chinese };
    },
  },
];

function cells(title: string, toText: (geometry: GeoJSON.Geometry) => string): ShapeForm {
  return {
    title,
    holdsCollections: true,
    write: (places) => ({
      file: 'a.csv',
      bytes: strToU8(
        `${Papa.unparse([
          ['名称', '地址', '图形'],
          ...places.map(({ name, address, geometry }) => [name, address, toText(geometry)]),
        ])}\n`,
      ),
      columns: chinese,
      shapeColumn: '图形',
    }),
  };
}

const binary = (geometry: GeoJSON.Geometry, srid?: number) => {
  const shape = wkx.Geometry.parseGeoJSON(geometry);
  if (srid === undefined) return shape.toWkb().toString('hex');
  shape.srid = srid;
  return shape.toEwkb().toString('hex');
};

const ofCells: readonly ShapeForm[] = [
  cells('WKT in a cell', geojsonToWKT),
  cells('EWKT in a cell', (geometry) => `SRID=4490;${geojsonToWKT(geometry)}`),
  cells('WKB in a cell', (geometry) => binary(geometry)),
  cells('EWKB of PostGIS in a cell', (geometry) => binary(geometry, 4326).toUpperCase()),
  cells('GeoJSON in a cell', (geometry) => JSON.stringify(geometry)),
];

/** Every form in which a list with shapes is read. */
export const shapeForms: readonly ShapeForm[] = [...ofJson, ...ofMarkup, ...ofGis, ...ofCells];
