import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { DuplicatePair } from '#shared/contract/duplicates.ts';
import type { DuplicateReason } from '#shared/registry/duplicates.ts';
import { useServiceOnce } from '../../../client/queries.ts';
import { useDecisionKeys } from '../queue/use-decision-keys.ts';
import { type Queue, useHand, useQueue } from '../queue/use-queue.ts';

/** Read at once; the next ones are read when these are decided. */
const BATCH = 1000;

/** Which pairs somebody looks at. */
export interface PairFilter {
  readonly text: string;
  readonly reasons: DuplicateReason[] | null;
  readonly isGoverned: boolean;
}

export type PairCounts = Omit<OutputOf<'duplicates.list'>, 'pairs'>;
export type PairQueue = Queue<DuplicatePair>;

/** The queue of pairs that may be one venue, as far as somebody asks for it. */
export function usePairs() {
  const [filter, setFilter] = useState<PairFilter>({ text: '', reasons: null, isGoverned: false });
  const hand = useHand<DuplicatePair>();
  const { after, round } = hand.reading;
  const list = useServiceOnce('duplicates.list', { ...filter, limit: BATCH, after }, round, { stays: true });
  const { data, isPlaceholderData } = list;
  const gone = mergedAway(hand.steps);
  const batch = data &&
    !isPlaceholderData && {
      rows: data.pairs,
      behind: data.matching - data.passed - data.pairs.length,
    };
  const queue = useQueue(
    hand,
    batch || null,
    ({ first, second }) => gone.has(first.id) || gone.has(second.id),
  );
  return {
    ...{ filter, queue, counts: data ?? null, error: list.error, readAnew: hand.readAnew },
    narrow: (next: Partial<PairFilter>) => {
      setFilter({ ...filter, ...next });
      hand.readAnew();
    },
  };
}

/** Venues that became part of another: what else they seemed to be is asked of that one, with the next reading. */
function mergedAway(steps: ReturnType<typeof useHand<DuplicatePair>>['steps']): ReadonlySet<number> {
  return new Set(
    steps.flatMap(({ decisions }) =>
      decisions.flatMap((decision) => (decision.kind === 'merge' ? [decision.removedId] : [])),
    ),
  );
}

/** What can be said of the pair in hand. The older row is kept; who leads gives its particulars. */
export function usePairDecisions({ current: pair, take }: PairQueue) {
  return {
    merge: (lead: 'first' | 'second') =>
      pair &&
      take([
        {
          ...{ kind: 'merge', keptId: pair.first.id, removedId: pair.second.id },
          values: lead === 'first' ? 'kept' : 'removed',
        },
      ]),
    part: () => pair && take([{ kind: 'apart', firstId: pair.first.id, secondId: pair.second.id }]),
  };
}
export type PairDecisions = ReturnType<typeof usePairDecisions>;

/**
 * Keys: 1 and 2 merge by the particulars of the first or the second, 0 says that they are two, N passes over, P goes back one,
 * U takes back, F goes to the field to find, B to all that are sure.
 */
export function usePairKeys(
  queue: PairQueue,
  { merge, part }: PairDecisions,
  { find, openSure }: { readonly find: () => void; readonly openSure: () => void },
): void {
  const digits: readonly (() => void)[] = [part, () => merge('first'), () => merge('second')];
  useDecisionKeys({
    digit: (digit) => (queue.current ? (digits[digit] ?? null) : null),
    others: {
      KeyN: queue.skip,
      KeyP: () => queue.move(-1),
      KeyU: queue.undo,
      KeyF: find,
      KeyB: openSure,
    },
  });
}
