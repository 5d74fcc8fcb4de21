import { CodedError } from '#shared/contract/errors.ts';
import { readingSchema } from '#shared/contract/import.ts';
import { numberReadingOf } from '#shared/geodesy/coordinate-systems.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import type { Progress } from '../workspace/context.ts';
import { createFieldReader } from './field-reader.ts';
import { metresOf } from './list-system.ts';
import { readTableAside } from './read-in-thread.ts';
import { asCampus, asLine, readShape } from './row-geometry.ts';

/** The most shapes of a file: nobody draws more by hand, and a list of places should be imported. */
const MOST = 1000;

/**
 * Lines and areas of a file in WGS84, each with its name where it has one. Errors: those of `readTableAside`,
 * SHAPE_MISSING where the file holds neither.
 */
export async function readShapes(
  file: ChosenFile,
  crs: ReferenceSystem,
  progress: Progress,
): Promise<{ name: string; geometry: GeoJSON.Geometry }[]> {
  const table = await readTableAside(file, readingSchema.parse({}), progress);
  const read = createFieldReader(table, {});
  const numbers = numberReadingOf(crs, metresOf({ rows: table.rows, read }, crs));
  const shapes = table.rows.flatMap((row, i) => {
    const shape = readShape(row, { read, numbers });
    const geometry = asCampus(shape) ?? asLine(shape);
    return geometry ? [{ name: read(row, 'name') || `第 ${i + 1} 个图形`, geometry }] : [];
  });
  if (shapes.length === 0) throw new CodedError('SHAPE_MISSING', { file: file.name });
  return shapes.slice(0, MOST);
}
