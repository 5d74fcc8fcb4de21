import type { Area } from '#shared/contract/areas.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import type { SeenTables } from '../db/engine/seen-tables.ts';
import { isStoredArea, tablesOf } from '../db/schema/find-tables.ts';
import { KeptByVersion, SharedValues } from '../platform/kept-by-version.ts';

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

/** Answers for all who see the same of what they rest on. */
export class SharedAnswers extends SharedValues<Kept> {}

/**
 * The answers that pages keep, kept here as well until what is seen of what they rest on is another: what a hundred
 * pages ask at once is worked out once. An answer that was begun before a change is not given to who asks after it.
 */
export class KeptAnswers {
  readonly #seen: SeenTables;
  readonly #kept: KeptByVersion<Kept>;

  /** `seen` tells of a change when everything that is read from has taken it over. */
  constructor(seen: SeenTables, shared: SharedAnswers) {
    this.#seen = seen;
    this.#kept = new KeptByVersion(MOST_ANSWERS, shared);
  }

  /** Lets go of everything that is kept. */
  clear(): void {
    this.#kept.clear();
  }

  /** The answer to a question; `now` in milliseconds. Errors: CANCELLED, and those of `work`. */
  async ask(key: string, areas: readonly Area[], asker: Asker, now: number, work: Work): Promise<unknown> {
    const version = this.#seen.versionOf(tablesOf(areas));
    const known = this.#kept.get(key, version);
    const kept =
      known && Math.abs(now - known.since) < LONGEST_MS && !known.controller.signal.aborted
        ? known
        : this.#begin(key, version, now, work);
    return await waitFor(kept, asker);
  }

  #begin(key: string, version: string, since: number, work: Work): Kept {
    const controller = new AbortController();
    const waiting = new Set<Asker>();
    const report: Report = (...told) => {
      for (const asker of waiting) asker.report(...told);
    };
    const answer = work({ signal: controller.signal, report });
    const kept: Kept = { answer, since, waiting, controller };
    this.#kept.set(key, version, kept);
    answer.catch(() => this.#kept.drop(key, version, kept));
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
