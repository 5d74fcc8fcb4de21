/// <reference path="./shpjs.d.ts" />
import { parseShp } from 'shpjs';
import { CodedError } from '#shared/contract/errors.ts';
import type { ParsedTable } from '../list-table.ts';
import { readDbase, tellDeleted } from './dbase.ts';
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
    // What has no shape is a row still, without a place.
    const shapeless = properties
      .slice(geometries.length)
      .flatMap((own) => (own === null ? [] : [{ geometry: null, properties: own }]));
    return {
      ...featuresToTable([...features, ...shapeless], file, encoding, true),
      stated: frame && systemOf(frame),
      unread: tellDeleted(properties, file),
    };
  });
}

/** Shapes that came without the other files of their Shapefile: rows of numbers alone. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readLoneShapes(bytes: Buffer, file: string): ParsedTable {
  return guarded(file, () => {
    const view = viewOf(bytes);
    refuseEndless(view, file);
    const features = parseShp(view).map((geometry, i) => ({ geometry, properties: { 序号: i + 1 } }));
    const missing = {
      name: `${file.replace(/\.shp$/i, '')}.dbf`,
      rows: 0,
      reason:
        '只有图形，没有同名的 .dbf，名称等属性没有读到；需要时请把同名的 .shp、.shx、.dbf、.prj 压缩成一个 zip 再导入',
    };
    return { ...featuresToTable(features, file, '', true), unread: [missing] };
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
  for (let at = SHAPES_AT, row = 1; at + SHAPE_HEADER <= view.byteLength; row++) {
    const words = view.getInt32(at + 4);
    if (words < 0) throw new CodedError('FILE_DAMAGED', { file, row, fault: '图形的长度不对' });
    at += SHAPE_HEADER + 2 * words;
  }
}

function guarded(file: string, task: () => ParsedTable): ParsedTable {
  try {
    return task();
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('FILE_DAMAGED', { file, fault: '图形读不出来' });
  }
}

function viewOf(bytes: Uint8Array): DataView {
  const copy = new Uint8Array(bytes);
  return new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
}
