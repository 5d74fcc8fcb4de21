import { isGateColumn } from '#shared/registry/fields.ts';
import { comparable } from '#shared/registry/text.ts';
import { columnIndex } from './field-reader.ts';
import type { ReadList } from './list-system.ts';
import type { TableRow } from './list-table.ts';

interface GatesApart {
  readonly list: ReadList;
  readonly gates: readonly TableRow[];
}

/**
 * A list of schools that names a gate in each row. Where it says nothing else of the schools, or names one school several
 * times, the coordinates are the gates', and such a row is about the gate; all others are about the school. What of a
 * row is not read, the list tells. Other lists stay as they are.
 */
export function readGatesApart(list: ReadList): GatesApart {
  const { table, map, read, rows } = list;
  const at = table.columns.findIndex(isGateColumn);
  const isGateName = map.name !== undefined && columnIndex(table, map.name) === at;
  if (at < 0 || map.name === undefined || (isGateName && map.school === undefined))
    return { list, gates: [] };
  const gateOf = (row: TableRow) => row.cells[at] ?? '';
  const schoolOf = (row: TableRow) => read(row, isGateName ? 'school' : 'name');
  const saysMore = schoolFields.some((field) => map[field] !== undefined);
  const names = new Set(rows.map((row) => comparable(schoolOf(row))));
  const areGates = !saysMore || names.size < rows.length;
  const isGate = (row: TableRow) =>
    areGates && (row.geometry !== null || positionFields.some((field) => read(row, field) !== ''));
  const gates = new Set(rows.filter(isGate));
  const unnamed = rows.filter((row) => !gates.has(row) && gateOf(row) !== '').length;
  const unread = [
    {
      name: table.columns[at] ?? '',
      rows: unnamed,
      reason: '这些行按学校读入，校门没有读入；校门请另用带坐标的校门名单导入',
    },
    {
      name: '学段、地址等',
      rows: saysMore ? gates.size : 0,
      reason: '这些行按校门读入；学校的内容请另用学校名单导入',
    },
  ];
  return {
    list: {
      ...list,
      unread: [...list.unread, ...unread.filter((part) => part.rows > 0)],
      read(row, field) {
        if (field === 'name') return gates.has(row) ? gateOf(row) : schoolOf(row);
        if (field === 'school') return gates.has(row) ? schoolOf(row) : '';
        return read(row, field);
      },
    },
    gates: [...gates],
  };
}

const positionFields = ['lngLat', 'lng', 'lat', 'wkt'] as const;
const schoolFields = ['stage', 'address', 'phone', 'establishedOn'] as const;
