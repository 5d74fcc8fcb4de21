import type { Area } from '#shared/contract/areas.ts';

/** Values that were worked out, each kept until an area changes that it rests on; the longest unused go first. */
export class KeptByArea<Value> {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly value: Value; readonly areas: readonly Area[] | null }>();

  /** `most` values are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const known = this.#kept.get(key);
    if (!known) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known.value;
  }

  /** `areas` is null where nobody can say what the value rests on: then any change forgets it. */
  set(key: string, value: Value, areas: readonly Area[] | null): void {
    this.#kept.delete(key);
    this.#kept.set(key, { value, areas });
    const [longestUnused] = this.#kept.keys();
    if (this.#kept.size > this.#most && longestUnused !== undefined) this.#kept.delete(longestUnused);
  }

  /** Drops a value, unless another one has taken its place. */
  drop(key: string, value: Value): void {
    if (this.#kept.get(key)?.value === value) this.#kept.delete(key);
  }

  /** Forgets what rests on areas that changed. */
  forget(changed: readonly Area[]): void {
    if (changed.length === 0) return;
    for (const [key, { areas }] of this.#kept)
      if (areas === null || areas.some((area) => changed.includes(area))) this.#kept.delete(key);
  }
}
