/** Which services of base maps failed last, and why in their own words: told where they are listed. */
class BasemapFailures {
  readonly #reasons = new Map<string, string>();
  readonly #watchers = new Set<() => void>();

  /** `reason` is null where it answered. */
  tell(id: string, reason: string | null): void {
    if ((this.#reasons.get(id) ?? null) === reason) return;
    if (reason === null) this.#reasons.delete(id);
    else this.#reasons.set(id, reason);
    for (const watcher of this.#watchers) watcher();
  }

  reasonOf(id: string): string | null {
    return this.#reasons.get(id) ?? null;
  }

  /** Calls when a reason is another one; returns what ends it. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
}

export const basemapFailures = new BasemapFailures();
