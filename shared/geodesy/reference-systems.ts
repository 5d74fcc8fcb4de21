import gcoord from 'gcoord';
import { z } from 'zod';
import { lngLatOf } from './positions.ts';
import type { LngLat } from './units.ts';

export const referenceSystemSchema = z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09']);
export type ReferenceSystem = z.infer<typeof referenceSystemSchema>;

export const referenceSystemNames: Record<ReferenceSystem, string> = {
  wgs84: 'WGS84（GPS）',
  cgcs2000: 'CGCS2000（天地图）',
  gcj02: 'GCJ-02（高德、腾讯）',
  bd09: 'BD-09（百度）',
};

type Forward = (point: LngLat) => LngLat;

const forward: Record<'gcj02' | 'bd09', Forward> = {
  gcj02: (point) => lngLatOf(gcoord.transform([point[0], point[1]], gcoord.WGS84, gcoord.GCJ02)),
  bd09: (point) => lngLatOf(gcoord.transform([point[0], point[1]], gcoord.WGS84, gcoord.BD09)),
};

/**
 * Turns a position given in `system` into WGS84.
 * GCJ-02 and BD-09 are inverted by iteration until the forward transform returns the input within about 1 mm.
 * CGCS2000 and WGS84 agree to centimetres and are treated as one.
 */
export function toWgs84(point: LngLat, system: ReferenceSystem): LngLat {
  if (system === 'wgs84' || system === 'cgcs2000') return point;
  return invert(point, forward[system]);
}

/** Turns a WGS84 position into `system`. */
export function fromWgs84(point: LngLat, system: ReferenceSystem): LngLat {
  return system === 'wgs84' || system === 'cgcs2000' ? point : forward[system](point);
}

function invert(target: LngLat, transform: Forward): LngLat {
  let [lng, lat] = target;
  for (let step = 0; step < 30; step++) {
    const [gotLng, gotLat] = transform([lng, lat]);
    const errorLng = target[0] - gotLng;
    const errorLat = target[1] - gotLat;
    lng += errorLng;
    lat += errorLat;
    if (Math.abs(errorLng) < 1e-9 && Math.abs(errorLat) < 1e-9) break;
  }
  return [lng, lat];
}
