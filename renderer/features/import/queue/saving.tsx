import { useSyncExternalStore } from 'react';
import type { DecisionSender } from './decision-sender.ts';

/** By itself, so that nothing else is drawn anew with each message. */
export function Saving({
  sender,
}: {
  sender: Pick<DecisionSender<unknown, unknown>, 'watch' | 'isSending'>;
}) {
  const isSending = useSyncExternalStore(sender.watch, () => sender.isSending);
  return isSending ? <span className="review-saving">保存中…　</span> : null;
}
