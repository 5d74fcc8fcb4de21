/// <reference path="./shpjs.d.ts" />
import { parseDbf, parseShp } from 'shpjs';
import { CodedError } from '#shared/contract/errors.ts';
import type { ParsedTable } from '../table.ts';
import { featuresToTable } from './features.ts';
import { unpack } from './unpack.ts';

/** A zipped Shapefile; without .cpg its encoding is told from its bytes. Errors: FILE_DAMAGED, FILE_EMPTY, FILE_TOO_LARGE. */
export function readShapefile(bytes: Buffer, file: string): ParsedTable {
  const files = unpack(bytes, file);
  const stem = [...files.keys()].find((name) => name.endsWith('.shp'))?.slice(0, -4);
  const shapes = stem === undefined ? undefined : files.get(`${stem}.shp`);
  const records = files.get(`${stem}.dbf`);
  if (!shapes || !records) throw new CodedError('FILE_DAMAGED', { file });
  const stated = files.get(`${stem}.cpg`);
  const encoding = stated ? new TextDecoder().decode(stated).trim() : encodingOf(records);
  return guarded(file, () => {
    const projection = files.get(`${stem}.prj`);
    const geometries = parseShp(viewOf(shapes), projection && new TextDecoder().decode(projection));
    const properties = parseDbf(viewOf(records), encoding);
    const features = geometries.map((geometry, index) => ({ geometry, properties: properties[index] ?? {} }));
    return featuresToTable(features, file, encoding, true);
  });
}

/** A dBASE table by itself. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readDbf(bytes: Buffer, file: string): ParsedTable {
  const encoding = encodingOf(bytes);
  return guarded(file, () => {
    const records = parseDbf(viewOf(bytes), encoding);
    return featuresToTable(
      records.map((properties) => ({ properties })),
      file,
      encoding,
      false,
    );
  });
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
