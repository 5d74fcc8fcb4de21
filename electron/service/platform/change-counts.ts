import { type Area, areas } from '#shared/contract/areas.ts';

/** How often each area was changed, so that whoever read something can ask later whether it still holds. */
export class ChangeCounts {
  readonly #counts = new Map<Area, number>();

  /** Told after each commit, before anything else. */
  note(changed: readonly Area[]): void {
    for (const area of changed) this.#counts.set(area, (this.#counts.get(area) ?? 0) + 1);
  }

  /** Whether areas stay as they are from now on; null stands for all areas. */
  watch(): (read: readonly Area[] | null) => boolean {
    const then = new Map(this.#counts);
    return (read) => (read ?? areas).every((area) => this.#counts.get(area) === then.get(area));
  }
}
