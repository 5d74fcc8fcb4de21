import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { useCommand, useServiceOnce } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { type AlikeVenues, alikeTo, choicesOf, isGrave } from './queue-choices.ts';
import { useQueueKeys } from './use-queue-keys.ts';

/** Read at once; the next ones are read when these are decided. */
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
  const { alike, among, nextAlike } = useAlike(current, waiting);
  const { isSending, ...decisions } = useDecisions(current, among, take, giveBack);
  const { field, choose, leave } = useKindField();
  const last = steps.at(-1);
  const actions = {
    ...{ decideAll: decisions.decideAll, nextAlike, choose },
    decide: (category: string) => {
      decisions.decide(category);
      leave();
    },
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
  const reload = () => {
    clear();
    setRound(round + 1);
  };
  const hasMore = queue.data !== undefined && queue.data.total > seen.size && decided.length > 0;
  useNextBatch(!current && hasMore && !isSending, reload);
  return {
    ...actions,
    ...{ current, choices, alike, among, field, reload },
    error: queue.error,
    counts: queue.data ?? null,
    done: decided.length,
    graveDone: decided.filter(isGrave).length,
    canUndo: last !== undefined,
    isReading: queue.isPending || (!current && hasMore),
  };
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
function useNextBatch(isWanted: boolean, reload: () => void): void {
  const readOn = useEffectEvent(reload);
  useEffect(() => {
    if (isWanted) readOn();
  }, [isWanted]);
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
  current: QueuedVenue | null,
  among: AlikeVenues | null,
  take: (step: Step) => void,
  giveBack: (step: Step) => void,
) {
  const decideSome = useCommand('review.decide');
  const decideAlike = useCommand('review.decideAlike');
  const undo = useCommand('edits.undo');
  const notify = useNotify();
  const [sending, setSending] = useState(0);
  const send = (venues: readonly QueuedVenue[], sent: Promise<unknown>) => {
    const step = { venues, isDecision: true };
    take(step);
    setSending((count) => count + 1);
    sent
      .catch((error) => {
        giveBack(step);
        notify.failed(error);
      })
      .finally(() => setSending((count) => count - 1));
  };
  const decide = (venues: readonly QueuedVenue[], category: string) =>
    send(venues, decideSome.mutateAsync({ input: { ids: venues.map(({ id }) => id), category } }));
  return {
    isSending: sending > 0,
    decide: (category: string) => {
      if (current) decide([current], category);
    },
    decideAll: (decided: string) => {
      if (!current) return;
      const { reason, category } = current;
      // Where nothing is alike, all alike is this one.
      if (!among) decide([current], decided);
      else if (among.by === 'reason')
        send(among.venues, decideAlike.mutateAsync({ input: { reason, category, decided } }));
      else decide(among.venues, decided);
    },
    takeBack: (step: Step) => {
      giveBack(step);
      if (step.isDecision) undo.mutateAsync({ input: { until: null } }).catch(notify.failed);
    },
  };
}
