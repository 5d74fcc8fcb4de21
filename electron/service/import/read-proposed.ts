import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { MOST_PROPOSED, type ProposedFile, type ProposedRow } from '#shared/contract/precheck.ts';
import {
  findProposedColumns,
  type ProposedColumns,
  proposedIn,
  sayWhere,
} from '#shared/zones/proposed-list.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { Table, TableRow } from './list-table.ts';
import { readTableAside } from './read-in-thread.ts';

/** The proposed venues of a file in any form that lists come in. Errors: those of `readTableAside`. */
export async function readProposed(
  { files, progress }: Pick<QueryContext, 'files' | 'progress'>,
  { token, header, columns: given }: ParsedInputOf<'precheck.readList'>,
): Promise<ProposedFile> {
  const file = files.resolve(token);
  const reading = { encoding: 'auto', sheet: null, header, wanted: 'venues' } as const;
  const table = await readTableAside(file, reading, progress);
  const columns = given ?? (header ? findProposedColumns(table.columns) : {});
  const isRecognised = sayWhere(columns) || table.hasGeometry;
  return {
    fileName: file.name,
    sheet: table.sheets.length > 1 ? table.sheet : null,
    columns: table.columns.map((title, at) => ({ title, example: exampleOf(table, at) })),
    read: columns,
    isRecognised,
    total: table.rows.length,
    rows: isRecognised ? table.rows.slice(0, MOST_PROPOSED).map((row) => rowOf(row, columns)) : [],
  };
}

function exampleOf({ rows }: Table, at: number): string {
  return rows.find(({ cells }) => cells[at])?.cells[at]?.slice(0, 40) ?? '';
}

/** As much of each cell as a proposed venue can have. */
function rowOf({ cells, geometry }: TableRow, columns: ProposedColumns): ProposedRow {
  const { name, kind, address, position } = proposedIn(cells, columns);
  const [lng, lat] = geometry?.type === 'Point' ? geometry.coordinates : (position ?? []);
  return {
    name: name.slice(0, 200),
    kind: kind.slice(0, 200),
    address: address.slice(0, 500),
    position: lng === undefined || lat === undefined ? null : [lng, lat],
  };
}
