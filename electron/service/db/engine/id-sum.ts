import { getRandomValues } from 'node:crypto';

/** Different in each process, so that nobody can choose ids whose sums are the same. */
const seeds = getRandomValues(new Uint32Array(4));

/** Tells sets of ids apart, in whatever order their ids came, by four sums of 32 bits. */
export class IdSum {
  readonly #sums = new Uint32Array(seeds.length);
  #count = 0;

  add(id: number): void {
    this.#count += 1;
    for (const [i, seed] of seeds.entries()) {
      const mixed = mix(mix((id >>> 0) ^ seed) ^ Math.floor(id / 2 ** 32));
      this.#sums[i] = (this.#sums[i] ?? 0) + mixed;
    }
  }

  get text(): string {
    return `${this.#count}/${this.#sums.join('/')}`;
  }
}

/** Spreads 32 bits: the finalizer of MurmurHash3. */
function mix(bits: number): number {
  let h = bits;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
