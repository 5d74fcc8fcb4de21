import { deliveryBoxes, deliverySaid, readDelivery, receiptFields } from '#shared/forms/delivery.ts';
import { selectLatestPaper } from '../../db/queries/documents.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from './chinese-date.ts';

/** Room for a moment that is written by hand. */
const MOMENT = '　　　　年　　月　　日　　时　　分';
/** Where a 送达回证 says how. */
const WAY = '送达方式';

/** The paper about a hazard that a 送达回证 is for: the one that was made last, and how it was noted to be handed over. */
export async function servedPaper(
  { db, workspace }: Pick<QueryContext, 'db' | 'workspace'>,
  hazardId: number,
): Promise<Record<string, string>> {
  const paper = await selectLatestPaper(db, hazardId, 'service');
  const template = workspace.catalogue.documents.find(({ id }) => id === paper?.template);
  const served = readDelivery(paper?.note ?? '');
  return {
    送达文书名称: template?.title ?? '',
    送达文书文号: paper?.text ?? '',
    [WAY]: deliveryBoxes(served?.method ?? null),
    送达时间: served ? `${chineseDay(served.on)}　　时　　分` : MOMENT,
    收件人: served?.receiver ?? '',
    ...receiptFields(served?.method ?? null, served?.receiver ?? ''),
  };
}

/**
 * What a 送达回证 says in the places of those who sign, by the way that a person filled in; boxes of which none is ticked
 * say nothing, and what was noted holds.
 */
export function receiptBySaid(
  known: Readonly<Record<string, string>>,
  said: Readonly<Record<string, string>>,
): Record<string, string> {
  const way = said[WAY] ?? '';
  const noted = known[WAY];
  if (way === '' || noted === undefined) return {};
  const method = deliverySaid(way);
  if (method === null && way.includes('□')) return { [WAY]: noted };
  return receiptFields(method, known.收件人 ?? '');
}
