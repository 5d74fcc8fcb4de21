import wkx from 'wkx';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import type { CoordinateFrame } from '#shared/geodesy/coordinate-frames.ts';
import { frameOfCode } from '#shared/geodesy/named-frames.ts';
import { NotOrdinary } from '../../db/foreign/foreign-file.ts';
import {
  type GeopackageFile,
  type GeopackageLayer,
  openGeopackageFile,
  TooMuch,
} from '../../db/foreign/geopackage-file.ts';
import type { ParsedTable } from '../list-table.ts';
import { isGeometry } from '../turn-shape.ts';
import { featuresToTable } from './features.ts';
import { frameOfDefinition, requireCode, systemOf, turnByFrame } from './file-frame.ts';

/** One layer of a GeoPackage, its shapes in WGS84. Errors: FILE_DAMAGED, FILE_TOO_LARGE, LAYER_NOT_STORED, FILE_EMPTY, SHEET_UNKNOWN. */
export function readGeopackage(_bytes: Buffer, file: string, reading: Reading, path: string): ParsedTable {
  let source: GeopackageFile;
  try {
    source = openGeopackageFile(path);
  } catch (error) {
    throw refusalOf(error, file);
  }
  try {
    const layer = chooseLayer(source.layers, reading.sheet, file);
    const frame = frameOf(layer, file);
    const features = source.rows(layer).map((row) => {
      const { [layer.geometryColumn ?? '']: shape, ...properties } = row;
      return { properties, ...turnByFrame(Buffer.isBuffer(shape) ? readShape(shape) : null, frame) };
    });
    const table = featuresToTable(features, file, '', layer.geometryColumn !== null);
    const sheets = source.layers.map(({ name }) => name);
    return { ...table, sheets, sheet: layer.name, stated: frame && systemOf(frame) };
  } catch (error) {
    throw refusalOf(error, file);
  } finally {
    source.close();
  }
}

function refusalOf(error: unknown, file: string): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof NotOrdinary) return new CodedError('LAYER_NOT_STORED', { file, layer: error.table });
  return new CodedError(error instanceof TooMuch ? 'FILE_TOO_LARGE' : 'FILE_DAMAGED', { file });
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

/** The frame of a layer by its code, else by its definition; null where it says that it knows none. Errors: CRS_UNSUPPORTED. */
function frameOf(
  { geometryColumn, epsg, definition }: GeopackageLayer,
  file: string,
): CoordinateFrame | null {
  if (geometryColumn === null || epsg <= 0) return null;
  return frameOfCode(epsg) ?? frameOfDefinition(definition, file) ?? requireCode(epsg, file);
}

/** Bytes of the envelope by its code in the flags of the header. */
const ENVELOPES = [0, 32, 48, 48, 64];
const HEADER = 8;

/** A GeoPackage geometry: a short header, then well-known binary. Null for an empty shape. */
function readShape(bytes: Buffer): GeoJSON.Geometry | null {
  const flags = bytes[3] ?? 0;
  const isEmpty = (flags & 0b1_0000) !== 0;
  if (isEmpty || bytes.toString('latin1', 0, 2) !== 'GP') return null;
  const envelope = ENVELOPES[(flags >> 1) & 0b111] ?? 0;
  const shape: unknown = wkx.Geometry.parse(bytes.subarray(HEADER + envelope)).toGeoJSON();
  return isGeometry(shape) ? shape : null;
}
