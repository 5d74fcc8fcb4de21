import { useRef, useState } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { client } from '../../../client/client.ts';
import { useNotify } from '../../../components/notify.ts';

export type Decision = InputOf<'review.decideEach'>['decisions'][number];

/** What was decided, or passed over, in order. */
export interface Step {
  readonly venues: readonly QueuedVenue[];
  /** Null where it was passed over. */
  readonly decision: Decision | null;
}

/** Steps that are carried out together: what was decided while the ones before were on the way. */
type Bundle = readonly Step[];

/** So many go in one message at most. */
const MOST_IN_BUNDLE = 500;

/**
 * Sends decisions beside the work: one message at a time, with all that was decided meanwhile, so that whoever decides
 * faster than the service carries out neither waits nor floods it. What the service refuses returns to the queue.
 */
export function useDecisions(giveBack: (step: Step) => void) {
  const notify = useNotify();
  const waiting = useRef<Step[]>([]);
  const undone = useRef(new Set<Step>());
  const sent = useRef<Bundle[]>([]);
  const isBusy = useRef(false);
  const [isSending, setSending] = useState(false);

  const carryOut = async (bundle: Bundle) => {
    try {
      const decisions = bundle.flatMap(({ decision }) => decision ?? []);
      await client.call('review.decideEach', { decisions });
      sent.current.push(bundle);
    } catch (error) {
      for (const step of bundle) {
        giveBack(step);
        undone.current.delete(step);
      }
      notify.failed(error);
    }
  };
  /** Takes back the last message where a step of it was taken back; its other steps are sent anew. */
  const undoLast = async () => {
    const last = sent.current.at(-1);
    if (!last?.some((step) => undone.current.has(step))) return false;
    sent.current.pop();
    try {
      await client.call('edits.undo', { until: null });
      waiting.current.unshift(...last.filter((step) => !undone.current.has(step)));
    } catch (error) {
      notify.failed(error);
    }
    for (const step of last) undone.current.delete(step);
    return true;
  };
  const work = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    setSending(true);
    while ((await undoLast()) || waiting.current.length > 0)
      if (waiting.current.length > 0) await carryOut(waiting.current.splice(0, MOST_IN_BUNDLE));
    isBusy.current = false;
    setSending(false);
  };
  return {
    isSending,
    send: (step: Step) => {
      waiting.current.push(step);
      void work();
    },
    takeBack: (step: Step) => {
      const at = waiting.current.indexOf(step);
      if (at >= 0) waiting.current.splice(at, 1);
      else if (step.decision) undone.current.add(step);
      void work();
    },
  };
}
