/// <reference path="./shpjs.d.ts" />
import { parseShp } from 'shpjs';
import { CodedError } from '#shared/contract/errors.ts';
import type { ParsedTable } from '../list-table.ts';
import { readDbase } from './dbase.ts';
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
  const { records: properties, encoding } = readDbase(
    records,
    stated ? new TextDecoder().decode(stated) : null,
    file,
  );
  return guarded(file, () => {
    const frame = projection ? frameOfDefinition(new TextDecoder().decode(projection), file) : null;
    const view = viewOf(shapes);
    refuseEndless(view, file);
    const geometries = parseShp(view);
    const features = geometries.flatMap((geometry, index) => {
      const own = properties[index];
      return own === null ? [] : [{ ...turnByFrame(geometry, frame), properties: own ?? {} }];
    });
    return { ...featuresToTable(features, file, encoding, true), stated: frame && systemOf(frame) };
  });
}

/** Where a Shapefile's records begin, and what each has before its content. */
const SHAPES_AT = 100;
const SHAPE_HEADER = 8;

/**
 * Each shape gives its own length. A negative length would make the reader go back and read without end. Errors:
 * FILE_DAMAGED.
 */
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

function viewOf(bytes: Uint8Array): DataView {
  const copy = new Uint8Array(bytes);
  return new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
}
