import { useRef, useState } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { type CallOptions, client } from '../../../client/client.ts';
import { useServiceOnce } from '../../../client/queries.ts';
import type { Step } from '../queue/decision-sender.ts';
import { useNextBatch, useSteps } from '../queue/use-steps.ts';
import { type AlikeVenues, alikeTo, choicesOf, isBlank, isGrave } from './queue-choices.ts';
import { useQueueKeys } from './use-queue-keys.ts';

/** Read at once; the next ones are read when these are decided. */
const BATCH = 1000;

export type QueueWork = ReturnType<typeof useQueueWork>;

type Decision = InputOf<'review.decideEach'>['decisions'][number];

async function carryOutAll(decisions: readonly Decision[], options?: CallOptions) {
  await client.call('review.decideEach', { decisions: [...decisions] }, options);
  return [];
}

/** Works through the queue: what is decided leaves it at once, and is sent to the service beside. */
export function useQueueWork() {
  const [round, setRound] = useState(0);
  const queue = useServiceOnce('review.queue', { limit: BATCH }, round);
  const { steps, sender, take, takeBack, canUndo, clear } = useSteps<QueuedVenue, Decision>(carryOutAll);
  const seen = new Set(steps.flatMap(({ things }) => things));
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
  const decided = steps.filter(({ decisions }) => decisions.length > 0).flatMap(({ things }) => things);
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
function decisionsOf(
  current: QueuedVenue | null,
  among: AlikeVenues | null,
  take: (step: Step<QueuedVenue, Decision>) => void,
) {
  return {
    decide: (category: string) => {
      if (!current) return;
      const decision = { ids: [current.id], alike: null, ...answerOf(current, category) };
      take({ things: [current], decisions: [decision] });
    },
    decideAll: (category: string) => {
      if (!current) return;
      // Where nothing is alike, all alike is this one.
      const venues = among?.venues ?? [current];
      const { reason, category: of, beside } = current;
      const alike = among?.by === 'reason' ? { reason, category: beside ?? of } : null;
      const ids = alike ? [] : venues.map(({ id }) => id);
      take({ things: venues, decisions: [{ ids, alike, ...answerOf(current, category) }] });
    },
    skip: () => {
      if (current) take({ things: [current], decisions: [] });
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
