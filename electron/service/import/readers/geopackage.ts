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
import { readLayers } from './choose-layers.ts';
import { featuresToTable } from './features.ts';
import { frameOfDefinition, requireCode, systemOf, turnByFrame } from './file-frame.ts';

/**
 * The layers of a GeoPackage, their shapes in WGS84; those of one form joined, or the one that is wanted.
 * Errors: FILE_DAMAGED, FILE_TOO_LARGE, LAYER_NOT_STORED, FILE_EMPTY, SHEET_UNKNOWN, CRS_UNSUPPORTED.
 */
export async function readGeopackage(
  _bytes: Buffer,
  file: string,
  reading: Reading,
  path: string,
): Promise<ParsedTable> {
  let source: GeopackageFile;
  try {
    source = openGeopackageFile(path);
  } catch (error) {
    throw refusalOf(error, file);
  }
  try {
    const layers = source.layers.map((layer) => ({
      name: layer.name,
      read() {
        const layerFile = `${file}（${layer.name}）`;
        try {
          return readLayer(source, layer, layerFile);
        } catch (error) {
          throw refusalOf(error, layerFile);
        }
      },
    }));
    return await readLayers(layers, reading, file);
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

function readLayer(source: GeopackageFile, layer: GeopackageLayer, file: string): ParsedTable {
  const frame = frameOf(layer, file);
  const features = source.rows(layer).map((row) => {
    const { [layer.geometryColumn ?? '']: shape, ...properties } = row;
    return { properties, ...turnByFrame(Buffer.isBuffer(shape) ? readShape(shape) : null, frame) };
  });
  const table = featuresToTable(features, file, '', layer.geometryColumn !== null);
  return { ...table, stated: frame && systemOf(frame) };
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
