import type { ColumnMap } from '#shared/contract/import.ts';
import { kindOfColumn, readListedLicences } from '#shared/licences/listed-licences.ts';
import { licenceFields } from '#shared/registry/fields.ts';
import { columnIndex, type FieldReader } from '../field-reader.ts';
import type { ParsedTable, TableRow } from '../list-table.ts';
import { problem } from '../row-problem.ts';
import type { LicenceReader, RowStager } from '../staged-row.ts';

/** Whether a list says anything of licences. */
function hasLicences(map: ColumnMap): boolean {
  return licenceFields.some((field) => map[field] !== undefined);
}

/** What reads a row's licences; null for a list without them, whose rows are not asked. */
export function licenceReader({
  read,
  table,
  map,
}: {
  readonly read: FieldReader;
  readonly table: ParsedTable;
  readonly map: ColumnMap;
}): LicenceReader | null {
  if (!hasLicences(map)) return null;
  const column = map.licenceNo === undefined ? '' : table.columns[columnIndex(table, map.licenceNo)];
  const kindOfNumbers = kindOfColumn(column ?? '');
  return (row) => {
    const number = read(row, 'licenceNo');
    return readListedLicences({
      number,
      kind: read(row, 'licenceKind') || (number === '' ? '' : kindOfNumbers),
      holder: read(row, 'licenceHolder'),
      from: read(row, 'licenceFrom'),
      until: read(row, 'licenceUntil'),
    });
  };
}

/** A staged row with its licences, and what of them was left out. */
export function withLicences(
  { staged, problems }: ReturnType<RowStager>,
  row: TableRow,
  read: LicenceReader,
): ReturnType<RowStager> {
  const { licences, faults } = read(row);
  const found = faults.map((fault) =>
    problem(row, fault.field, fault.code, fault.value, 'said' in fault ? fault.said : undefined),
  );
  return {
    staged: staged && licences.length > 0 ? { ...staged, licences } : staged,
    problems: found.length > 0 ? [...problems, ...found] : problems,
  };
}
