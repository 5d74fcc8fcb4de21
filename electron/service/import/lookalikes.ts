import type { IdentifiedTable } from '#shared/registry/identity.ts';
import { lookalike } from '#shared/registry/likeness.ts';
import { middleOf, type PlaceValues, textIn } from '#shared/registry/place-values.ts';
import { comparable } from '#shared/registry/text.ts';
import type { Progress } from '../workspace/context.ts';
import { inSlices } from './in-slices.ts';

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

  private constructor(table: IdentifiedTable) {
    this.#table = table;
  }

  static async of(
    table: IdentifiedTable,
    places: readonly StoredPlace[],
    progress: Pick<Progress, 'breathe'>,
  ): Promise<Lookalikes> {
    const all = new Lookalikes(table);
    await inSlices(places, progress, (place) => {
      for (const key of all.#keys(place.values, 0)) {
        const known = all.#byKey.get(key);
        if (known) known.push(place);
        else all.#byKey.set(key, [place]);
      }
    });
    return all;
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
