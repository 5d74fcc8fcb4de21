import { CodedError } from '#shared/contract/errors.ts';
import { letOthersGo } from '../platform/let-others-go.ts';
import type { Asker } from './joined-work.ts';

/** Others are served after so long, ms. */
const SLICE_MS = 12;
/** Who waits is told so often how far it is, ms. */
const TOLD_MS = 250;

/** Takes many things one after the other, lets others go on now and then, and tells who waits how far it is. */
export class Turns {
  readonly #label: string;
  readonly #forAll: Asker;
  readonly #now: () => number;
  #told: number;

  /** `now` tells milliseconds of a clock that is never set back. */
  constructor(label: string, forAll: Asker, now: () => number = () => performance.now()) {
    this.#label = label;
    this.#forAll = forAll;
    this.#now = now;
    this.#told = now();
  }

  /** Errors: CANCELLED. */
  async take<Thing>(things: readonly Thing[], each: (thing: Thing) => void): Promise<void> {
    let began = this.#now();
    for (const [at, thing] of things.entries()) {
      each(thing);
      if (this.#now() - began < SLICE_MS) continue;
      await letOthersGo();
      if (this.#forAll.signal.aborted) throw new CodedError('CANCELLED');
      this.#tell(at + 1, things.length);
      began = this.#now();
    }
  }

  #tell(done: number, total: number): void {
    if (this.#now() - this.#told < TOLD_MS) return;
    this.#forAll.report(this.#label, done, total);
    this.#told = this.#now();
  }
}
