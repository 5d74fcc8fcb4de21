import { isSamePlace } from './correction.ts';

/** An earlier hazard that a new one may repeat. */
export interface EarlierHazard {
  readonly id: number;
  /** Null where it is about the school itself. */
  readonly venueId: number | null;
  readonly schoolId: number | null;
  /** Where it is in words; empty where venue or school tell it. */
  readonly placeText?: string;
  readonly kind: string;
  readonly address: string;
  readonly owner: string;
  readonly foundOn: string;
}

/** What a new hazard has in common with an earlier one. */
export type Repeated = 'place' | 'address' | 'owner';

export const repeatedNames: Record<Repeated, string> = {
  place: '同一检查对象',
  address: '同一地址',
  owner: '同一负责人',
};

/**
 * The latest earlier hazard of the same kind at the same venue, else at the same address, else of the same
 * owner: a new licence in another name does not hide a repeated offence. Addresses and owners are given in
 * their comparable form; empty ones match nothing.
 */
export function repeatedHazard(
  fresh: Omit<EarlierHazard, 'id'>,
  earlier: readonly EarlierHazard[],
): { readonly id: number; readonly by: Repeated } | null {
  const before = earlier
    .filter(({ kind, foundOn }) => kind === fresh.kind && foundOn <= fresh.foundOn)
    .sort((a, b) => b.foundOn.localeCompare(a.foundOn) || b.id - a.id);
  const tests: readonly (readonly [Repeated, (hazard: EarlierHazard) => boolean])[] = [
    ['place', (hazard) => isSamePlace(hazard, fresh)],
    ['address', ({ address }) => address !== '' && address === fresh.address],
    ['owner', ({ owner }) => owner !== '' && owner === fresh.owner],
  ];
  for (const [by, isRepeated] of tests) {
    const found = before.find(isRepeated);
    if (found) return { id: found.id, by };
  }
  return null;
}
