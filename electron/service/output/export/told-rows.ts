import { maskPhone } from '#shared/registry/phone.ts';
import type { Rule } from '#shared/rules/rule.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { type DoubtfulFinding, settlingStep } from '#shared/zones/settling-step.ts';
import { type RowSetRequest, type SelectedRow, selectRows } from '../../db/queries/table-query.ts';
import type { Read } from '../../db/schema/schema.ts';

/** What of the rows of a table is told. */
export interface ToldRows {
  readonly request: RowSetRequest;
  readonly columns: readonly string[];
  /** Telephone numbers are shortened. */
  readonly masked: boolean;
}

/** Rows with their columns; telephone numbers shortened where `masked`. */
export async function readRows(
  db: Read,
  inForce: readonly Rule[],
  { request, columns, masked }: ToldRows,
  ids: readonly number[],
): Promise<SelectedRow[]> {
  const rows = await selectRows(db, request, columns, ids);
  const phone = masked ? columns.indexOf('phone') : -1;
  if (phone >= 0) for (const { cells } of rows) cells[phone] = maskPhone(String(cells[phone] ?? ''));
  const at = settlingColumn(request.table, columns);
  if (at < 0) return rows;
  const rules = new Map(inForce.map((rule) => [rule.id, rule]));
  for (const { cells } of rows) cells[at] = settlingText(String(cells[at]), rules);
  return rows;
}

function settlingColumn(table: TableName, columns: readonly string[]): number {
  return table === 'findings' ? columns.indexOf('toSettle') : -1;
}

/** What would settle a finding, from what the database tells of it. */
function settlingText(stored: string, rules: ReadonlyMap<string, Rule>): string | null {
  const [severity, verdict, origin, ruleId, gateName] = JSON.parse(stored) as [
    DoubtfulFinding['severity'],
    DoubtfulFinding['verdict'],
    DoubtfulFinding['origin'],
    string,
    string | null,
  ];
  const ruleMethod = rules.get(ruleId)?.method ?? 'straight';
  return settlingStep({ severity, verdict, origin, ruleMethod, gateName });
}
