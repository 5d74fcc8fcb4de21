import type { LikelyVenue } from '#shared/registry/duplicates.ts';

/** A venue of which nothing is known but what is said of it: 店1, 店2 …, each an internet café without a place. */
export function likelyVenue(id: number, more: Partial<LikelyVenue>): LikelyVenue {
  return {
    id,
    name: `店${id}`,
    uscc: '',
    address: '',
    category: 'internet_cafe',
    legalPerson: '',
    phone: '',
    position: null,
    ...more,
  };
}
