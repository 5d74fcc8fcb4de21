import type { Progress } from '../workspace/context.ts';
import { inSlices } from './in-slices.ts';

/** A stored row that a row of a list may be about. */
export interface PairableRow {
  readonly id: number;
  readonly identity: string;
  readonly contentHash: string;
  /** Whether the identity is one of a venue that was merged into this one. */
  readonly isAlias?: boolean;
}

/**
 * Stored rows by identity; each is paired with at most one row of a list. A row that is not paired yet is called free.
 */
export class PairableRows {
  readonly #byIdentity = new Map<string, PairableRow[]>();
  readonly #paired = new Set<number>();

  static async of(
    stored: readonly PairableRow[],
    progress: Pick<Progress, 'breathe'>,
  ): Promise<PairableRows> {
    const rows = new PairableRows();
    await inSlices(stored, progress, (row) => {
      const known = rows.#byIdentity.get(row.identity);
      if (known) known.push(row);
      else rows.#byIdentity.set(row.identity, [row]);
    });
    return rows;
  }

  /** The venue that a merged identity belongs to, or null. */
  aliasOf(identity: string): number | null {
    return this.#byIdentity.get(identity)?.find(({ isAlias }) => isAlias)?.id ?? null;
  }

  isFree(id: number): boolean {
    return !this.#paired.has(id);
  }

  pair(id: number): void {
    this.#paired.add(id);
  }

  /** Pairs the stored row of an identity that says the same; null where none is free. */
  pairEqual({ identity, contentHash }: Pick<PairableRow, 'identity' | 'contentHash'>): number | null {
    const equal = this.#byIdentity
      .get(identity)
      ?.find((row) => row.contentHash === contentHash && this.isFree(row.id));
    if (equal) this.pair(equal.id);
    return equal?.id ?? null;
  }

  /** Ids of the rows of an identity that are still free. */
  freeOf(identity: string): number[] {
    return (this.#byIdentity.get(identity) ?? []).map(({ id }) => id).filter((id) => this.isFree(id));
  }
}
