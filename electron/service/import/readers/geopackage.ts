import proj4 from 'proj4';
import wkx from 'wkx';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import {
  type GeopackageFile,
  type GeopackageLayer,
  openGeopackageFile,
} from '../../db/foreign/geopackage-file.ts';
import type { ParsedTable } from '../list-table.ts';
import { isShape, turnShape } from '../turn-shape.ts';
import { featuresToTable } from './features.ts';

/** One layer of a GeoPackage, its shapes in WGS84. Errors: FILE_DAMAGED, FILE_EMPTY, SHEET_UNKNOWN. */
export function readGeopackage(_bytes: Buffer, file: string, reading: Reading, path: string): ParsedTable {
  let source: GeopackageFile;
  try {
    source = openGeopackageFile(path);
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
  try {
    const layer = chooseLayer(source.layers, reading.sheet, file);
    const toDegrees = projectionOf(layer);
    const features = source.rows(layer).map((row) => {
      const { [layer.geometryColumn ?? '']: shape, ...properties } = row;
      return { properties, geometry: Buffer.isBuffer(shape) ? readShape(shape, toDegrees) : null };
    });
    const table = featuresToTable(features, file, '', layer.geometryColumn !== null);
    return { ...table, sheets: source.layers.map(({ name }) => name), sheet: layer.name };
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('FILE_DAMAGED', { file });
  } finally {
    source.close();
  }
}

function chooseLayer(
  layers: readonly GeopackageLayer[],
  wanted: string | null,
  file: string,
): GeopackageLayer {
  const named = layers.find(({ name }) => name === wanted) ?? layers[Number(wanted) - 1];
  // Where none is named, shapes come before rows without them.
  const layer =
    wanted === null ? (layers.find(({ geometryColumn }) => geometryColumn !== null) ?? layers[0]) : named;
  if (layer) return layer;
  if (wanted === null) throw new CodedError('FILE_EMPTY', { file });
  throw new CodedError('SHEET_UNKNOWN', {
    sheet: wanted,
    known: layers.map(({ name }) => name).join('、'),
  });
}

type ToDegrees = (position: readonly [number, number]) => readonly number[];

/** WGS84 and CGCS2000 degrees stand as they are; anything else is turned by its own definition. */
function projectionOf({ epsg, definition }: GeopackageLayer): ToDegrees {
  if (epsg === 4326 || epsg === 4490 || epsg <= 0 || definition === '') return (position) => position;
  const { forward } = proj4(definition, 'WGS84');
  return ([x, y]) => forward([x, y]);
}

/** Bytes of the envelope by its code in the flags of the header. */
const ENVELOPES = [0, 32, 48, 48, 64];
const HEADER = 8;

/** A GeoPackage geometry: a short header, then well-known binary. Null for an empty shape. */
function readShape(bytes: Buffer, toDegrees: ToDegrees): GeoJSON.Geometry | null {
  const flags = bytes[3] ?? 0;
  const isEmpty = (flags & 0b1_0000) !== 0;
  if (isEmpty || bytes.toString('latin1', 0, 2) !== 'GP') return null;
  const envelope = ENVELOPES[(flags >> 1) & 0b111] ?? 0;
  const shape: unknown = wkx.Geometry.parse(bytes.subarray(HEADER + envelope)).toGeoJSON();
  return isShape(shape) ? turnShape(shape, toDegrees) : null;
}
