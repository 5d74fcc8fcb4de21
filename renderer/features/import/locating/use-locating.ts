import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { PlaceCandidate, UnplacedVenue } from '#shared/contract/locating.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { UnplacedReason } from '#shared/registry/unplaced.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useCommand, useServiceOnce } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useDecisionKeys } from '../queue/use-decision-keys.ts';
import { type Queue, useHand, useQueue } from '../queue/use-queue.ts';

/** Read at once, each with the places that it could be at; the next ones are read when these are decided. */
const BATCH = 1000;

/** Which of the venues without a place somebody looks at. */
export interface LocatingFilter {
  readonly text: string;
  readonly reason: UnplacedReason | null;
  readonly isGoverned: boolean;
  readonly elsewhere: boolean;
}

export type LocatingCounts = Omit<OutputOf<'locating.list'>, 'rows'>;
export type LocatingQueue = Queue<UnplacedVenue>;

/** The queue of venues without a place, as far as somebody asks for it. */
export function useLocating() {
  const [filter, setFilter] = useState<LocatingFilter>({
    ...{ text: '', reason: null, isGoverned: false, elsewhere: false },
  });
  const hand = useHand<UnplacedVenue>();
  const { after, round } = hand.reading;
  const list = useServiceOnce('locating.list', { ...filter, limit: BATCH, after }, round, { stays: true });
  const { data, isPlaceholderData } = list;
  const batch = data &&
    !isPlaceholderData && { rows: data.rows, behind: data.matching - data.passed - data.rows.length };
  const queue = useQueue(hand, batch || null);
  return {
    ...{ filter, queue, counts: data ?? null, error: list.error, readAnew: hand.readAnew },
    narrow: (next: Partial<LocatingFilter>) => {
      setFilter({ ...filter, ...next });
      hand.readAnew();
    },
  };
}

/** What can be decided of the venue in hand. */
export function usePlaceDecisions(queue: LocatingQueue, filter: LocatingFilter, readAnew: () => void) {
  const { current: venue, take } = queue;
  const setElsewhere = useCommand('locating.setElsewhere');
  const carryOut = useCarryOut();
  return {
    adopt: ({ position, source }: PlaceCandidate) =>
      venue && take([{ kind: 'place', id: venue.id, position, source, byHand: true }]),
    place: ([lng, lat]: LngLat, source: PositionSource) =>
      venue && take([{ kind: 'place', id: venue.id, position: [lng, lat], source, byHand: true }]),
    join: ({ venueId }: PlaceCandidate) =>
      venue &&
      venueId !== null &&
      take([{ kind: 'merge', keptId: venueId, removedId: venue.id, values: 'kept' }]),
    turnElsewhere: () => {
      if (!venue) return;
      if (!filter.elsewhere) take([{ kind: 'elsewhere', id: venue.id }]);
      else
        void carryOut(
          () => setElsewhere.mutateAsync({ input: { ids: [venue.id], isElsewhere: false } }),
          `“${venue.name}”回到待定位`,
          readAnew,
        );
    },
  };
}
export type PlaceDecisions = ReturnType<typeof usePlaceDecisions>;

interface OtherKeys {
  readonly save: () => void;
  readonly find: () => void;
  readonly openSure: () => void;
}

/**
 * Keys: 1 to 5 take a candidate, with Shift they say that the venue there is this one; X says that it lies elsewhere, S saves
 * the place that was given by hand, N passes over, P goes back one, U takes back, F goes to the field to find, B to all that
 * are sure.
 */
export function useLocatingKeys(queue: LocatingQueue, decisions: PlaceDecisions, keys: OtherKeys): void {
  useDecisionKeys({
    digit: (digit, withShift) => {
      const candidate = queue.current?.candidates[digit - 1];
      if (!candidate || (withShift && candidate.venueId === null)) return null;
      return () => void (withShift ? decisions.join : decisions.adopt)(candidate);
    },
    others: {
      KeyX: decisions.turnElsewhere,
      KeyS: keys.save,
      KeyN: queue.skip,
      KeyP: () => queue.move(-1),
      KeyU: queue.undo,
      KeyF: keys.find,
      KeyB: keys.openSure,
    },
  });
}
