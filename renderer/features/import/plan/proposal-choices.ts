import type { Adoption } from '#shared/classification/adopted-values.ts';
import type { ColumnMap, ImportOptions, ImportPreview } from '#shared/contract/import.ts';
import type { ListedKindProposal } from '#shared/contract/listed-kinds.ts';
import { byName } from './column-maps.ts';
import type { Decisions } from './import-decisions.ts';

type Value = Pick<Adoption, 'field' | 'value'>;

/** What was decided of a value: for this list, or of earlier ones with its header; null where nothing was. */
export function choiceOf(
  value: Value,
  said: readonly Adoption[],
  kept: readonly Adoption[],
): Adoption['as'] | null {
  const decided = [...said, ...kept].find((each) => isSame(each, value));
  return decided?.as ?? null;
}

/** Decides some proposals; a column that was not read yet is read as the list's kinds from now on. */
export function adopt(
  proposals: readonly ListedKindProposal[],
  as: Adoption['as'],
  said: readonly Adoption[],
  map: ColumnMap,
  columns: readonly string[],
): Partial<Decisions> {
  const added = proposals.map(({ column, field, value, category }) => ({
    column,
    field,
    value,
    category,
    as,
  }));
  const rest = said.filter((each) => !added.some((one) => isSame(one, each)));
  const unread = as === 'never' ? undefined : proposals.find(({ isUnread }) => isUnread);
  const adoptions = [...rest, ...added];
  if (!unread) return { adoptions };
  return { adoptions, map: { ...map, category: numberOf(unread.column, columns) } };
}

/** The columns by which kinds are told. */
const telling = ['name', 'scope', 'industryCode', 'category'] as const;

/** Whether the preview's proposals rest on other columns, rows or another header than the list is to be read by. */
export function isAskedAnew({ map, where, as }: ImportOptions, preview: ImportPreview): boolean {
  if (where.length > 0 || (as !== preview.as && preview.as !== 'venues' && preview.as !== 'auto'))
    return true;
  const [now, then] = [byName(map, preview.columns), byName(preview.map, preview.columns)];
  const isAdopted = preview.kinds.proposals.some(
    ({ column, isUnread }) => isUnread && titleOfColumn(column, preview.columns) === now.category,
  );
  return telling.some((field) => now[field] !== then[field] && !(field === 'category' && isAdopted));
}

/** A column's name, also where it is told by its number. */
export function titleOfColumn(column: string, columns: readonly string[]): string {
  return columns.includes(column) ? column : (columns[Number(column) - 1] ?? column);
}

function numberOf(column: string, columns: readonly string[]): string {
  return columns.includes(column) ? String(columns.indexOf(column) + 1) : column;
}

function isSame(one: Value, other: Value): boolean {
  return one.field === other.field && one.value === other.value;
}
