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

/** Whether the same is in question of two venues, for the same reason. */
function isAlike(a: QueuedVenue, b: QueuedVenue): boolean {
  if (a.reason !== b.reason || a.beside !== b.beside) return false;
  return a.beside !== null || a.category === b.category;
}

/** What is sent of a decision: of the category itself, or of the kind in question beside it. */
function useDecisionCommands() {
  const decideOne = useCommand('review.decide');
  const decideAlike = useCommand('review.decideAlike');
  const setKind = useCommand('review.setKind');
  const setKindAlike = useCommand('review.setKindAlike');
  return {
    one: async ({ id, beside }: QueuedVenue, decided: string) =>
      beside === null
        ? await decideOne.mutateAsync({ input: { ids: [id], category: decided } })
        : await setKind.mutateAsync({
            input: { ids: [id], category: beside, isOfKind: decided === beside },
          }),
    alike: async ({ reason, category, beside }: QueuedVenue, decided: string) =>
      beside === null
        ? await decideAlike.mutateAsync({ input: { reason, category, decided } })
        : await setKindAlike.mutateAsync({
            input: { reason, category: beside, isOfKind: decided === beside },
          }),
  };
}

/** Sends decisions and takes them back; what the service refuses returns to the queue. */
function useDecisions(
  waiting: readonly QueuedVenue[],
  take: (step: Step) => void,
  giveBack: (step: Step) => void,
) {
  const decisions = useDecisionCommands();
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
      if (current) send([current], decisions.one(current, category));
    },
    decideAll: (decided: string) => {
      if (!current) return;
      const alike = waiting.filter((venue) => isAlike(venue, current));
      send(alike, decisions.alike(current, decided));
    },
    takeBack: (step: Step) => {
      giveBack(step);
      if (step.isDecision) undo.mutateAsync({ input: { until: null } }).catch(notify.failed);
    },
  };
}
