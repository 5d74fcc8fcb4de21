import type { ImportProblem } from '#shared/contract/import.ts';
import { numberReadingOf } from '#shared/geodesy/coordinate-systems.ts';
import { importFieldNames } from '#shared/registry/fields.ts';
import { isGarbled, misfits } from '#shared/registry/row-fit.ts';
import type { FarOutside } from './far-outside.ts';
import type { FieldReader } from './field-reader.ts';
import type { ListSystem, ReadList } from './list-system.ts';
import type { ParsedTable, TableRow } from './list-table.ts';
import { problem } from './row-problem.ts';
import type { ListSource, RowStager, StagedRow } from './staged-row.ts';

/** How the rows of a list are read; a list without positions has no system that could matter. */
export function sourceFor(list: Pick<ReadList<ParsedTable>, 'read'> & ListSystem): ListSource {
  return { read: list.read, numbers: numberReadingOf(list.crs, list.metres) };
}

/** Stages rows one by one; a row that does not fit its header or lies far outside is set aside. */
export function createRowCheck(
  { read, table }: Pick<ReadList<ParsedTable>, 'read' | 'table'>,
  stage: RowStager,
  { isFar }: { isFar: FarOutside },
): RowStager {
  const width = table.columns.length;
  return (row) => {
    const unfit = tooWide(row, width) ?? garbled(row) ?? misplaced(row, read);
    if (unfit) return { staged: null, problems: [unfit] };
    const outcome = stage(row);
    const far = outcome.staged ? farAway(outcome.staged, isFar) : null;
    return far ? { staged: null, problems: [...outcome.problems, far] } : outcome;
  };
}

function farAway({ place, values }: StagedRow, isFar: FarOutside): ImportProblem | null {
  const { lng, lat } = values;
  if (typeof lng !== 'number' || typeof lat !== 'number' || !isFar([lng, lat])) return null;
  return problem(place, 'lngLat', 'POSITION_FAR', `${lng.toFixed(6)},${lat.toFixed(6)}`);
}

function garbled(row: TableRow): ImportProblem | null {
  const cell = row.cells.find(isGarbled);
  return cell === undefined ? null : problem(row, '', 'TEXT_GARBLED', cell);
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
