import type { Area } from '#shared/contract/areas.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { isStoredArea } from '../db/schema/find-tables.ts';
import { KeptByArea } from '../platform/kept-by-area.ts';

/** Tells how far something is; `total` is null where nobody knows. */
export type Report = (label: string, done: number, total: number | null) => void;

/** Answers that are kept: those of the screens that many have open at once. */
const MOST_ANSWERS = 100;
/** No answer is kept longer, ms, by a clock that may be set back: it may tell the time of day. */
const LONGEST_MS = 60_000;

/** Who waits for an answer; or, of the work that is done once for all of them, all together. */
interface Asker {
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  readonly report: Report;
}

type Work = (forAll: Asker) => Promise<unknown>;

interface Kept {
  readonly answer: Promise<unknown>;
  readonly since: number;
  readonly waiting: Set<Asker>;
  readonly controller: AbortController;
}

/**
 * The answers that pages keep, kept here as well until what they rest on changes: what a hundred pages ask at once is
 * worked out once. An answer that was begun before a change is not given to who asks after it.
 */
export class KeptAnswers {
  readonly #kept = new KeptByArea<Kept>(MOST_ANSWERS);

  /** Forgets what rests on areas that changed. */
  forget(changed: readonly Area[]): void {
    this.#kept.forget(changed);
  }

  /** The answer to a question; `now` in milliseconds. Errors: CANCELLED, and those of `work`. */
  async ask(key: string, areas: readonly Area[], asker: Asker, now: number, work: Work): Promise<unknown> {
    const known = this.#kept.get(key);
    const kept =
      known && Math.abs(now - known.since) < LONGEST_MS && !known.controller.signal.aborted
        ? known
        : this.#begin(key, areas, now, work);
    return await waitFor(kept, asker);
  }

  #begin(key: string, areas: readonly Area[], since: number, work: Work): Kept {
    const controller = new AbortController();
    const waiting = new Set<Asker>();
    const report: Report = (...told) => {
      for (const asker of waiting) asker.report(...told);
    };
    const answer = work({ signal: controller.signal, report });
    const kept: Kept = { answer, since, waiting, controller };
    this.#kept.set(key, kept, areas);
    answer.catch(() => this.#kept.drop(key, kept));
    return kept;
  }
}

/** Who cancels goes at once; the work ends where nobody else waits for it. */
async function waitFor({ answer, waiting, controller }: Kept, asker: Asker): Promise<unknown> {
  if (asker.signal.aborted) throw new CodedError('CANCELLED');
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(new CodedError('CANCELLED'));
  });
  asker.signal.addEventListener('abort', leave, { once: true });
  waiting.add(asker);
  try {
    return await Promise.race([answer, left]);
  } finally {
    asker.signal.removeEventListener('abort', leave);
    waiting.delete(asker);
    if (asker.signal.aborted && waiting.size === 0) controller.abort();
  }
}

/** Whether the answers of a procedure may be kept: the same for all, they rest on rows, and not on files that others may change. */
export function isKeptHere({ reads = [], isOwn }: Procedure): boolean {
  return !isOwn && reads.length > 0 && reads.every(isStoredArea);
}
