import type { ColumnMap } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { numberReadingOf } from '#shared/geodesy/coordinate-systems.ts';
import { importFieldNames, importFields } from '#shared/registry/fields.ts';
import { isGarbled, misfits } from '#shared/registry/row-fit.ts';
import type { FarOutside } from './far-outside.ts';
import { columnIndex, type FieldReader } from './field-reader.ts';
import { licenceReader } from './licences/licence-reader.ts';
import type { ListSystem, ReadList } from './list-system.ts';
import type { ParsedTable, TableRow } from './list-table.ts';
import { lostCoordinates, tellLost, withoutHalf } from './lost-coordinates.ts';
import { type FieldsOfColumns, mendRow } from './mend-row.ts';
import { problem } from './row-problem.ts';
import type { ListSource, RowStager, StagedRow } from './staged-row.ts';

/** How the rows of a list are read; a list without positions has no system that could matter. */
export function sourceFor(
  list: Pick<ReadList<ParsedTable>, 'read' | 'table' | 'map'> & ListSystem,
): ListSource {
  const numbers = numberReadingOf(list.crs, list.metres);
  return { read: list.read, numbers, licences: licenceReader(list) };
}

/** Stages rows one by one; a row that does not fit its header or lies far outside is set aside. */
export function createRowCheck(
  { read, table, map }: Pick<ReadList<ParsedTable>, 'read' | 'table' | 'map'>,
  stage: RowStager,
  { isFar }: { isFar: FarOutside },
): RowStager {
  const width = table.columns.length;
  const fields = fieldsOfColumns(table, map);
  return (given) => {
    const { row: mended, problems: noticed } = mendRow(given, fields, table.columns);
    const lost = lostCoordinates(noticed);
    const row = lost.length > 0 ? withoutHalf(mended, fields) : mended;
    const unfit = tooWide(row, width) ?? garbled(row, fields) ?? misplaced(row, read);
    if (unfit) return { staged: null, problems: [...noticed, unfit] };
    const outcome = stage(row);
    const far = outcome.staged ? farAway(outcome.staged, isFar) : null;
    if (far) return { staged: null, problems: [...noticed, ...outcome.problems, far] };
    if (noticed.length === 0) return outcome;
    const problems = [...noticed, ...outcome.problems];
    return { ...outcome, problems: lost.length > 0 ? tellLost(row, lost, problems) : problems };
  };
}

function fieldsOfColumns(table: ParsedTable, map: ColumnMap): FieldsOfColumns {
  return new Map(
    importFields.flatMap((field) => {
      const column = map[field];
      return column === undefined ? [] : [[columnIndex(table, column), field] as const];
    }),
  );
}

function farAway({ place, values }: StagedRow, isFar: FarOutside): ImportProblem | null {
  const { lng, lat } = values;
  if (typeof lng !== 'number' || typeof lat !== 'number' || !isFar([lng, lat])) return null;
  return problem(place, 'lngLat', 'POSITION_FAR', `${lng.toFixed(6)},${lat.toFixed(6)}`);
}

/** Text that is not read may be garbled. */
function garbled(row: TableRow, fields: FieldsOfColumns): ImportProblem | null {
  const at = row.cells.findIndex((cell, i) => isGarbled(cell) && fields.has(i));
  return at < 0 ? null : problem(row, fields.get(at) ?? '', 'TEXT_GARBLED', row.cells[at]);
}

function misplaced(row: TableRow, read: FieldReader): ImportProblem | null {
  const [field] = misfits((wanted) => read(row, wanted), row.cells);
  if (!field) return null;
  return problem(row, field, 'ROW_MISFIT', `${importFieldNames[field]}“${read(row, field)}”`);
}

function tooWide(row: TableRow, columns: number): ImportProblem | null {
  if (row.cells.length <= columns) return null;
  const surplus = row.cells.slice(columns).filter((cell) => cell !== '');
  return surplus.length === 0 ? null : problem(row, '', 'CELLS_TOO_MANY', surplus.join('，'));
}
