import { CodedError } from '#shared/contract/errors.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type CampusFault, campusFault, closeRing } from '#shared/zones/campus-fault.ts';

/** Why a drawn campus is refused, in words. */
const campusFaults: Record<CampusFault, string> = {
  empty: '没有图形',
  tooFewCorners: '至少要有三个不同的角点',
  crossesItself: '边界线自相交叉',
};

/** Errors: SHAPE_REFUSED. */
export function refuseUnsound(campus: readonly (readonly (readonly LngLat[])[])[] | null): void {
  const fault = campus && campusFault(campus);
  if (fault) throw new CodedError('SHAPE_REFUSED', { reason: campusFaults[fault] });
}

export function toMultiPolygon(campus: readonly (readonly (readonly LngLat[])[])[]): GeoJSON.MultiPolygon {
  const closed = (ring: readonly LngLat[]) => closeRing(ring).map((position) => [...position]);
  return { type: 'MultiPolygon', coordinates: campus.map((polygon) => polygon.map(closed)) };
}
