import { useState } from 'react';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { useCommand, useServiceOnce } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { choicesOf, isGrave } from './queue-choices.ts';
import { useQueueKeys } from './use-queue-keys.ts';

/** Read at once; more than a person decides before asking for the next. */
const BATCH = 1000;

/** What was decided or passed over, in order. */
interface Step {
  readonly venues: readonly QueuedVenue[];
  readonly isDecision: boolean;
}

export type QueueWork = ReturnType<typeof useQueueWork>;

/** Works through the queue: what is decided leaves it at once, and is sent to the service beside. */
export function useQueueWork() {
  const [round, setRound] = useState(0);
  const queue = useServiceOnce('review.queue', { limit: BATCH }, round);
  const { steps, take, giveBack, clear } = useSteps();
  const seen = new Set(steps.flatMap(({ venues }) => venues));
  const waiting = (queue.data?.venues ?? []).filter((venue) => !seen.has(venue));
  const current = waiting[0] ?? null;
  const decisions = useDecisions(waiting, take, giveBack);
  const last = steps.at(-1);
  const actions = {
    ...decisions,
    skip: () => {
      if (current) take({ venues: [current], isDecision: false });
    },
    undo: () => {
      if (last) decisions.takeBack(last);
    },
  };
  const choices = current ? choicesOf(current) : [];
  useQueueKeys(choices, actions);
  const decided = steps.filter(({ isDecision }) => isDecision).flatMap(({ venues }) => venues);
  return {
    ...actions,
    error: queue.error,
    counts: queue.data ?? null,
    current,
    choices,
    done: decided.length,
    graveDone: decided.filter(isGrave).length,
    canUndo: last !== undefined,
    reload: () => {
      clear();
      setRound(round + 1);
    },
  };
}

function useSteps() {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  return {
    steps,
    take: (step: Step) => setSteps((known) => [...known, step]),
    giveBack: (step: Step) => setSteps((known) => known.filter((each) => each !== step)),
    clear: () => setSteps([]),
  };
}

/** Sends decisions and takes them back; what the service refuses returns to the queue. */
function useDecisions(
  waiting: readonly QueuedVenue[],
  take: (step: Step) => void,
  giveBack: (step: Step) => void,
) {
  const decideOne = useCommand('review.decide');
  const decideAlike = useCommand('review.decideAlike');
  const undo = useCommand('edits.undo');
  const notify = useNotify();
  const [current] = waiting;
  const send = (venues: readonly QueuedVenue[], sent: Promise<unknown>) => {
    const step = { venues, isDecision: true };
    take(step);
    sent.catch((error) => {
      giveBack(step);
      notify.failed(error);
    });
  };
  return {
    decide: (category: string) => {
      if (current) send([current], decideOne.mutateAsync({ input: { ids: [current.id], category } }));
    },
    decideAll: (decided: string) => {
      if (!current) return;
      const { reason, category } = current;
      const alike = waiting.filter((venue) => venue.reason === reason && venue.category === category);
      send(alike, decideAlike.mutateAsync({ input: { reason, category, decided } }));
    },
    takeBack: (step: Step) => {
      giveBack(step);
      if (step.isDecision) undo.mutateAsync({ input: { until: null } }).catch(notify.failed);
    },
  };
}
