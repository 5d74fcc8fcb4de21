import type { Area } from '#shared/contract/areas.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import type { SeenTables } from '../db/engine/seen-tables.ts';
import { isStoredArea, tablesOf } from '../db/schema/find-tables.ts';
import { KeptByVersion, SharedValues } from '../platform/kept-by-version.ts';
import { type Asker, JoinedWork } from './joined-work.ts';

type Work = (forAll: Asker) => Promise<unknown>;

/** Answers that are kept: those of the screens that many have open at once. */
const MOST_ANSWERS = 100;
/** No answer is kept longer, ms, by a clock that may be set back: it may tell the time of day. */
const LONGEST_MS = 60_000;

interface Kept {
  readonly work: JoinedWork<unknown>;
  readonly since: number;
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
      known && Math.abs(now - known.since) < LONGEST_MS && !known.work.isGivenUp
        ? known
        : this.#begin(key, version, now, work);
    return await kept.work.waitFor(asker);
  }

  #begin(key: string, version: string, since: number, work: Work): Kept {
    const kept: Kept = {
      work: new JoinedWork(work, () => this.#kept.drop(key, version, kept)),
      since,
    };
    this.#kept.set(key, version, kept);
    return kept;
  }
}

/** Whether the answers of a procedure may be kept: the same for all, they rest on rows, and not on files that others may change. */
export function isKeptHere({ reads = [], isOwn }: Procedure): boolean {
  return !isOwn && reads.length > 0 && reads.every(isStoredArea);
}
