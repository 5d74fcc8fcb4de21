/** Values that several keep: each is there as long as one of them keeps it. */
export class SharedValues<Value> {
  readonly #held = new Map<string, { readonly value: Value; holders: number }>();

  get(key: string): Value | undefined {
    return this.#held.get(key)?.value;
  }

  /** Holds a value in the place of what was there. */
  hold(key: string, value: Value): void {
    const holders = (this.#held.get(key)?.holders ?? 0) + 1;
    this.#held.set(key, { value, holders });
  }

  /** Puts a value in the place of one that is held. */
  replace(key: string, value: Value): void {
    const held = this.#held.get(key);
    this.#held.set(key, { value, holders: held?.holders ?? 1 });
  }

  release(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    held.holders -= 1;
    if (held.holders === 0) this.#held.delete(key);
  }

  /** Drops a value, whoever holds it, unless another one has taken its place. */
  drop(key: string, value: Value): void {
    if (this.#held.get(key)?.value === value) this.#held.delete(key);
  }
}

/**
 * Values that somebody worked out, each kept under the version of what it rests on: where that is another, the value is
 * worked out anew. Who sees the same version finds what others have worked out. The longest unused go first.
 */
export class KeptByVersion<Value> {
  readonly #most: number;
  readonly #shared: SharedValues<Value>;
  /** The full key of each value that is held, by its own. */
  readonly #kept = new Map<string, string>();

  /** `most` values are kept. */
  constructor(most: number, shared: SharedValues<Value> = new SharedValues()) {
    this.#most = most;
    this.#shared = shared;
  }

  get(key: string, version: string): Value | undefined {
    const full = `${version}\n${key}`;
    const value = this.#shared.get(full);
    if (value === undefined) return undefined;
    this.#keep(key, full, value);
    return value;
  }

  set(key: string, version: string, value: Value): void {
    this.#keep(key, `${version}\n${key}`, value);
  }

  /** Drops a value, unless another one has taken its place. */
  drop(key: string, version: string, value: Value): void {
    this.#shared.drop(`${version}\n${key}`, value);
  }

  /** Forgets all of them. */
  clear(): void {
    for (const full of this.#kept.values()) this.#shared.release(full);
    this.#kept.clear();
  }

  #keep(key: string, full: string, value: Value): void {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    this.#kept.set(key, full);
    if (known === full) this.#shared.replace(full, value);
    else this.#shared.hold(full, value);
    if (known !== undefined && known !== full) this.#shared.release(known);
    const [longestUnused] = this.#kept;
    if (this.#kept.size <= this.#most || longestUnused === undefined) return;
    this.#kept.delete(longestUnused[0]);
    this.#shared.release(longestUnused[1]);
  }
}
