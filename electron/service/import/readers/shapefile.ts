/// <reference path="./shpjs.d.ts" />
import { parseDbf, parseShp } from 'shpjs';
import { CodedError } from '#shared/contract/errors.ts';
import type { ParsedTable } from '../list-table.ts';
import { featuresToTable } from './features.ts';
import { frameOfDefinition, systemOf, turnByFrame } from './file-frame.ts';

/** The parts of a Shapefile. */
export interface ShapefileParts {
  readonly shapes: Uint8Array;
  readonly records: Uint8Array;
  /** The .cpg; without it the encoding is told from the bytes. */
  readonly encoding: Uint8Array | null;
  /** The .prj. */
  readonly projection: Uint8Array | null;
}

/** A Shapefile out of an archive. Errors: FILE_DAMAGED, FILE_EMPTY, CRS_UNSUPPORTED. */
export function readShapeLayer(
  { shapes, records, encoding: stated, projection }: ShapefileParts,
  file: string,
): ParsedTable {
  const encoding = stated ? new TextDecoder().decode(stated).trim() : encodingOf(records);
  return guarded(file, () => {
    const frame = projection ? frameOfDefinition(new TextDecoder().decode(projection), file) : null;
    const view = viewOf(shapes);
    refuseEndless(view, file);
    const geometries = parseShp(view);
    const properties = readRecords(records, encoding, file);
    const features = geometries.flatMap((geometry, index) => {
      const own = properties[index];
      return own === null ? [] : [{ ...turnByFrame(geometry, frame), properties: own ?? {} }];
    });
    return { ...featuresToTable(features, file, encoding, true), stated: frame && systemOf(frame) };
  });
}

/** A dBASE table by itself. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readDbf(bytes: Buffer, file: string): ParsedTable {
  const encoding = encodingOf(bytes);
  return guarded(file, () => {
    const records = readRecords(bytes, encoding, file).filter((properties) => properties !== null);
    return featuresToTable(
      records.map((properties) => ({ properties })),
      file,
      encoding,
      false,
    );
  });
}

/** Where dBASE keeps how many records there are, how long its header and each of them is. */
const RECORDS_AT = 4;
const HEADER_LENGTH_AT = 8;
const RECORD_LENGTH_AT = 10;
const DELETED = 0x2a;

/**
 * The records of a dBASE table, null where one was deleted and only waits to be packed away. One that claims more
 * records than it has bytes for would be read without end. Errors: FILE_DAMAGED.
 */
function readRecords(bytes: Uint8Array, encoding: string, file: string): (Record<string, unknown> | null)[] {
  const view = viewOf(bytes);
  const count = view.getUint32(RECORDS_AT, true);
  const start = view.getUint16(HEADER_LENGTH_AT, true);
  const length = view.getUint16(RECORD_LENGTH_AT, true);
  if (count > 0 && (length < 2 || start + count * length > bytes.length))
    throw new CodedError('FILE_DAMAGED', { file });
  return parseDbf(view, encoding).map((record, i) => (bytes[start + i * length] === DELETED ? null : record));
}

/** Where a Shapefile's records begin, and what each has before its content. */
const SHAPES_AT = 100;
const SHAPE_HEADER = 8;

/** A shape says how long it is: one of less than nothing would be read again and again. Errors: FILE_DAMAGED. */
function refuseEndless(view: DataView, file: string): void {
  for (let at = SHAPES_AT; at + SHAPE_HEADER <= view.byteLength; ) {
    const words = view.getInt32(at + 4);
    if (words < 0) throw new CodedError('FILE_DAMAGED', { file });
    at += SHAPE_HEADER + 2 * words;
  }
}

function guarded(file: string, task: () => ParsedTable): ParsedTable {
  try {
    return task();
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

/** UTF-8 where the whole table is valid UTF-8, else GB18030, as Chinese offices write it. */
function encodingOf(bytes: Uint8Array): string {
  try {
    // The header holds binary numbers: only what follows it is text.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(bytes.indexOf(0x0d) + 1));
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

function viewOf(bytes: Uint8Array): DataView {
  const copy = new Uint8Array(bytes);
  return new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
}
