import { CodedError } from '#shared/contract/errors.ts';

/** Tells how far something is; `total` is null where nobody knows. */
export type Report = (label: string, done: number, total: number | null) => void;

/** Who waits for work; or, of work that is done once for several, all of them together. */
export interface Asker {
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** Work that is done once for all who ask for it, and tells each of them how far it is. */
export class JoinedWork<Result> {
  readonly #waiting = new Set<Asker>();
  readonly #controller = new AbortController();
  readonly #result: Promise<Result>;
  #done: { readonly result: Result } | null = null;

  /** `onFailure` hears that there is no result, also where the work was given up. */
  constructor(work: (forAll: Asker) => Promise<Result>, onFailure: () => void) {
    const report: Report = (...told) => {
      for (const asker of this.#waiting) asker.report(...told);
    };
    this.#result = work({ signal: this.#controller.signal, report });
    this.#result.then((result) => (this.#done = { result }), onFailure);
  }

  /** Whether nobody waited any more before it was done: it comes to nothing. */
  get isGivenUp(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Who cancels goes at once; the work ends where nobody else waits for it. Errors: CANCELLED, and those of the work. */
  async waitFor(asker: Asker): Promise<Result> {
    if (asker.signal.aborted) throw new CodedError('CANCELLED');
    if (this.#done) return this.#done.result;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new CodedError('CANCELLED'));
    });
    asker.signal.addEventListener('abort', leave, { once: true });
    this.#waiting.add(asker);
    try {
      return await Promise.race([this.#result, left]);
    } finally {
      asker.signal.removeEventListener('abort', leave);
      this.#waiting.delete(asker);
      if (asker.signal.aborted && this.#waiting.size === 0) this.#controller.abort();
    }
  }
}
