import type { CheckedVenue } from '#shared/contract/precheck.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { type Adviser, adviceOf, checkedHeads } from '#shared/zones/precheck-advice.ts';
import { encodeXlsx } from './table.ts';

/** The bytes of a workbook with what was said of a list of proposed venues. */
export async function writeCheckedList(
  checked: readonly CheckedVenue[],
  titles: Adviser['titles'],
  rules: readonly Rule[],
): Promise<Uint8Array> {
  const rows = checked.map((venue, i) => [...adviceOf(venue, i + 1, { titles, rules }).cells]);
  return await encodeXlsx({ columns: [...checkedHeads], rows });
}
