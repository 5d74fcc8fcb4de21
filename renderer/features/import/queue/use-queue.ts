import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { QueueRank } from '#shared/contract/queue-rank.ts';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { type CallOptions, client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useNextBatch, useSteps } from './use-steps.ts';

/** A row of a queue that knows where it stands. */
interface Ranked {
  readonly rank: QueueRank;
}

async function carryOutAll(decisions: readonly QueueDecision[], options?: CallOptions) {
  return (await client.call('queues.decide', { decisions: [...decisions] }, options)).refused;
}

/** What of a queue is read, and what was decided of it. */
export function useHand<Row extends Ranked>() {
  const [reading, setReading] = useState<{ after: QueueRank | null; round: number }>({
    after: null,
    round: 0,
  });
  const [chosen, choose] = useState<number | null>(null);
  const steps = useSteps<Row, QueueDecision>(carryOutAll);
  const readFrom = (after: QueueRank | null) => {
    steps.clear();
    choose(null);
    setReading(({ round }) => ({ after, round: round + 1 }));
  };
  const readAnew = () => readFrom(null);
  useTurnedEdits(() => steps.steps.length === 0 && readAnew());
  return { ...steps, reading, readFrom, chosen, choose, readAnew };
}

/** Hears where an edit is taken back or made again beside the queue: much may wait again, or no more. */
function useTurnedEdits(onTurned: () => void): void {
  const { data } = useService('edits.list', { limit: 1 });
  const turned = data && (data.redo?.id ?? null);
  const known = useRef(turned);
  const hear = useEffectEvent(onTurned);
  useEffect(() => {
    if (known.current !== undefined && known.current !== turned) hear();
    known.current = turned;
  }, [turned]);
}

/** Rows that were read, and how many are behind them; null while they are being read. */
interface Batch<Row> {
  readonly rows: readonly Row[];
  readonly behind: number;
}

/**
 * Works through a queue: what is decided leaves it at once and the one behind it comes into hand; what is decided is sent to
 * the service beside. Where all that was read is decided or passed over the next rows are read; behind the last ones come
 * those that were passed over.
 */
export function useQueue<Row extends Ranked>(
  hand: ReturnType<typeof useHand<Row>>,
  batch: Batch<Row> | null,
  /** Whether a row is settled by what was decided of another one. */
  isGone: (row: Row) => boolean = () => false,
) {
  const seen = new Set(hand.steps.flatMap(({ things }) => things.map(({ rank }) => rank.id)));
  const rows = batch?.rows ?? [];
  const waiting = rows.filter((row) => !seen.has(row.rank.id) && !isGone(row));
  const at = placeOf(hand.chosen, rows, waiting);
  const current = waiting[at] ?? null;
  const take = (decisions: readonly QueueDecision[]) => {
    if (!current) return;
    hand.choose((waiting[at + 1] ?? waiting[at - 1])?.rank.id ?? null);
    hand.take({ things: [current], decisions });
  };
  const last = batch?.rows.at(-1);
  const hasMore = !current && last !== undefined;
  useNextBatch(hasMore, hand.sender, () =>
    hand.readFrom(batch && batch.behind > 0 ? (last?.rank ?? null) : null),
  );
  return {
    ...{ waiting, current, at, take, isReading: batch === null || hasMore },
    decided: hand.steps.filter(({ decisions }) => decisions.length > 0).length,
    choose: (row: Row) => hand.choose(row.rank.id),
    move: (by: number) => {
      const next = waiting[at + by];
      if (next) hand.choose(next.rank.id);
    },
    skip: () => take([]),
    undo: () => {
      hand.choose(hand.last?.things[0]?.rank.id ?? null);
      hand.takeBack(() => hand.readAnew());
    },
    canUndo: hand.canUndo,
    sender: hand.sender,
  };
}

/** Where the chosen row waits, or the first one behind it that does; the last where none does, the first where none is chosen. */
function placeOf<Row extends Ranked>(
  chosen: number | null,
  rows: readonly Row[],
  waiting: readonly Row[],
): number {
  const from = rows.findIndex(({ rank }) => rank.id === chosen);
  if (from < 0) return 0;
  const left = new Set(rows.slice(from));
  const at = waiting.findIndex((row) => left.has(row));
  return at < 0 ? Math.max(0, waiting.length - 1) : at;
}

export type Queue<Row extends Ranked> = ReturnType<typeof useQueue<Row>>;
