import type { LngLat } from '#shared/geodesy/units.ts';

/** Where the pointer is on the map: told with every move, so that only what shows it is drawn again, not the screen. */
export class PointerPlace {
  #at: LngLat | null = null;
  readonly #listeners = new Set<() => void>();

  readonly tell = (at: LngLat | null): void => {
    this.#at = at;
    for (const listener of this.#listeners) listener();
  };

  readonly now = (): LngLat | null => this.#at;

  /** Returns what ends it. */
  readonly follow = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
