import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { useServiceOnce } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { DecisionSender, type Step } from './decision-sender.ts';
import { type AlikeVenues, alikeTo, choicesOf, isBlank, isGrave } from './queue-choices.ts';
import { useQueueKeys } from './use-queue-keys.ts';

/** Read at once; the next ones are read when these are decided. */
const BATCH = 1000;

export type QueueWork = ReturnType<typeof useQueueWork>;

/** Works through the queue: what is decided leaves it at once, and is sent to the service beside. */
export function useQueueWork() {
  const [round, setRound] = useState(0);
  const queue = useServiceOnce('review.queue', { limit: BATCH }, round);
  const { steps, sender, take, takeBack, canUndo, clear } = useSteps();
  const seen = new Set(steps.flatMap(({ venues }) => venues));
  const waiting = (queue.data?.venues ?? []).filter((venue) => !seen.has(venue));
  const current = waiting[0] ?? null;
  const { alike, among, nextAlike } = useAlike(current, waiting);
  const { field, choose, leave } = useKindField();
  const actions = {
    ...decisionsOf(current, among, take),
    ...{ nextAlike, choose, undo: () => takeBack(() => setRound((known) => known + 1)) },
  };
  const choices = current ? choicesOf(current) : [];
  useQueueKeys(choices, actions);
  const decided = steps.filter(({ decision }) => decision !== null).flatMap(({ venues }) => venues);
  const reload = () => {
    clear();
    setRound(round + 1);
  };
  // Also where all were seen: what was decided may raise another question, and what was passed over comes again.
  const hasMore = queue.data !== undefined && decided.length > 0;
  useNextBatch(!current && hasMore, sender, reload);
  return {
    ...actions,
    ...{ current, choices, alike, among, field, leave, reload },
    error: queue.error,
    counts: queue.data ?? null,
    done: decided.length,
    graveDone: decided.filter(isGrave).length,
    blankDone: decided.filter(isBlank).length,
    isFirstRound: round === 0,
    canUndo,
    sender,
    isReading: queue.isPending || (!current && hasMore),
  };
}

/** What can be said of the venue in hand, and of those that are alike. */
function decisionsOf(current: QueuedVenue | null, among: AlikeVenues | null, take: (step: Step) => void) {
  return {
    decide: (category: string) => {
      if (!current) return;
      const decision = { ids: [current.id], alike: null, ...answerOf(current, category) };
      take({ venues: [current], decision });
    },
    decideAll: (category: string) => {
      if (!current) return;
      // Where nothing is alike, all alike is this one.
      const venues = among?.venues ?? [current];
      const { reason, category: of, beside } = current;
      const alike = among?.by === 'reason' ? { reason, category: beside ?? of } : null;
      const ids = alike ? [] : venues.map(({ id }) => id);
      take({ venues, decision: { ids, alike, ...answerOf(current, category) } });
    },
    skip: () => {
      if (current) take({ venues: [current], decision: null });
    },
  };
}

/** What is said of the category itself, or of the kind in question beside it: that it is of this kind, or not. */
function answerOf({ beside }: QueuedVenue, chosen: string) {
  return beside === null
    ? { category: chosen, isOfKind: null }
    : { category: beside, isOfKind: chosen === beside };
}

/** The sets of venues that are alike the one in hand, and which of them a decision for all is about. */
function useAlike(current: QueuedVenue | null, waiting: readonly QueuedVenue[]) {
  const [wanted, setWanted] = useState<AlikeVenues['by'] | null>(null);
  const alike = current ? alikeTo(current, waiting) : [];
  const at = Math.max(
    0,
    alike.findIndex(({ by }) => by === wanted),
  );
  return {
    alike,
    among: alike[at] ?? null,
    nextAlike: () => setWanted(alike[(at + 1) % Math.max(1, alike.length)]?.by ?? null),
  };
}

/** The field with all kinds: a key goes there, and a choice leaves it, so that keys decide again. */
function useKindField() {
  const field = useRef<HTMLSpanElement>(null);
  return {
    field,
    choose: () => field.current?.querySelector('input')?.focus(),
    leave: () => field.current?.querySelector('input')?.blur(),
  };
}

/** Reads on where all that was read is decided: nobody has to press anything for it. */
function useNextBatch(isWanted: boolean, sender: DecisionSender, reload: () => void): void {
  // The last decision may have been taken back before it was sent.
  const readOn = useEffectEvent(() => isWanted && reload());
  useEffect(() => {
    if (isWanted) void sender.finish().then(readOn);
  }, [isWanted, sender]);
}

/** What was decided or passed over; decisions are sent, and what the service refuses is no step any more. */
function useSteps() {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  // What was decided of what was read before: it can be taken back as well.
  const [earlier, setEarlier] = useState<readonly Step[]>([]);
  const notify = useNotify();
  const without = (step: Step) => (known: readonly Step[]) => known.filter((each) => each !== step);
  const giveBack = (step: Step) => {
    setSteps(without(step));
    setEarlier(without(step));
  };
  const [sender] = useState(() => new DecisionSender({ refused: giveBack, failed: notify.failed }));
  useEffect(() => () => void sender.finish(), [sender]);
  const last = steps.at(-1) ?? earlier.at(-1);
  return {
    ...{ steps, sender, canUndo: last !== undefined },
    take: (step: Step) => {
      setSteps((known) => [...known, step]);
      if (step.decision) sender.send(step);
    },
    /** Takes the last step back; `readAgain` where it is of what was read before. */
    takeBack: (readAgain: () => void) => {
      if (!last) return;
      giveBack(last);
      if (last.decision) sender.takeBack(last);
      if (!steps.includes(last)) void sender.finish().then(readAgain);
    },
    clear: () => {
      setEarlier((known) => [...known, ...steps.filter(({ decision }) => decision !== null)]);
      setSteps([]);
    },
  };
}
