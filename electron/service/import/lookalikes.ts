import type { IdentifiedTable } from '#shared/registry/identity.ts';
import { lookalike } from '#shared/registry/likeness.ts';
import { middleOf, type PlaceValues, textIn } from '#shared/registry/place-values.ts';
import { comparable } from '#shared/registry/text.ts';

/** What of a stored row tells which place it is. */
export interface StoredPlace {
  readonly id: number;
  readonly values: PlaceValues;
}

/** Degrees of a cell of the grid in which places are looked for; wider than any two that are alike lie apart. */
const CELL = 0.001;

/** Stored places that may be the same as one of another identity, found by their name or by where they are. */
export class Lookalikes {
  readonly #table: IdentifiedTable;
  readonly #byKey = new Map<string, StoredPlace[]>();

  constructor(table: IdentifiedTable, places: readonly StoredPlace[]) {
    this.#table = table;
    for (const place of places)
      for (const key of this.#keys(place.values, 0)) {
        const known = this.#byKey.get(key);
        if (known) known.push(place);
        else this.#byKey.set(key, [place]);
      }
  }

  /** The free place that is most like another one; null where none is, or where two are equally so. */
  find(values: PlaceValues, isFree: (id: number) => boolean): number | null {
    const found = this.#keys(values, 1)
      .flatMap((key) => this.#byKey.get(key) ?? [])
      .filter(({ id }) => isFree(id))
      .map((place) => ({ id: place.id, score: lookalike(this.#table, values, place.values) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const [best, next] = found;
    return best && best.score !== next?.score ? best.id : null;
  }

  /** Where a place is to be looked for: under its name, or in its cell and so many around it. */
  #keys(values: PlaceValues, around: number): string[] {
    if (this.#table === 'venues' || this.#table === 'schools') return [comparable(textIn(values, 'name'))];
    const middle = middleOf(values);
    if (!middle) return [];
    const [column, line] = middle.map((degrees) => Math.floor(degrees / CELL));
    const steps = Array.from({ length: 2 * around + 1 }, (_, i) => i - around);
    return steps.flatMap((east) => steps.map((north) => `${(column ?? 0) + east} ${(line ?? 0) + north}`));
  }
}
