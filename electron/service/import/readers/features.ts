import { CodedError } from '#shared/contract/errors.ts';
import { cleanCell } from '#shared/registry/text.ts';
import type { ParsedTable, TableRow } from '../list-table.ts';

/** A record with named values and a shape, as GeoJSON and its relatives have them. */
export interface FeatureLike {
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: GeoJSON.Geometry | null;
  readonly turned?: TableRow['turned'];
}

/** Features as rows, every property a column. Errors: FILE_EMPTY, FILE_DAMAGED. */
export function featuresToTable(
  features: readonly FeatureLike[],
  file: string,
  encoding: string,
  hasGeometry: boolean,
): ParsedTable {
  if (features.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const columns = [...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))];
  // Records without a field and without a shape tell nothing.
  if (columns.length === 0 && !hasGeometry)
    throw new CodedError('FILE_DAMAGED', { file, fault: '各条记录都是空的' });
  const rows = features.map((feature, index) => ({
    number: index + 1,
    cells: columns.map((column) => cleanCell(textOf(feature.properties?.[column]))),
    geometry: feature.geometry ?? null,
    ...(feature.turned && { turned: feature.turned }),
  }));
  return { columns, rows, encoding, sheets: [], sheet: null, hasGeometry, setAside: [], unread: [] };
}

/** Days stay days; lists and objects stay readable. */
function textOf(value: unknown): unknown {
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? ''
      : [value.getFullYear(), value.getMonth() + 1, value.getDate()]
          .map((part) => String(part).padStart(2, '0'))
          .join('-');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
