import type { FacilityState } from '#shared/facilities/facility.ts';

/** Good blue, wrong or broken red, planned violet; the same on screen and on paper. */
export function facilityColour(state: FacilityState, fault: string | null): string {
  if (fault !== null || state === '损坏' || state === '缺失') return '#c62f3b';
  return state === '规划' ? '#6a3fa5' : '#1f5fae';
}
