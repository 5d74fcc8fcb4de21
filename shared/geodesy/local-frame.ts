import { metresPerDegree } from './ellipsoid.ts';
import type { Degrees, LngLat, LocalXY, Metres } from './units.ts';

/**
 * A flat metric frame around one position: metres east and north of the origin.
 * East is scaled at the mid-latitude of origin and point, so a distance *from the origin* is the
 * ellipsoidal distance to within a micrometre at 300 m; between two other points to about 1 mm at 1 km.
 */
export interface LocalFrame {
  readonly origin: LngLat;
  toLocal(point: LngLat): LocalXY;
  toLngLat(point: LocalXY): LngLat;
}

export function localFrame(origin: LngLat): LocalFrame {
  const [lng0, lat0] = origin;
  return {
    origin,
    toLocal([lng, lat]) {
      const scale = metresPerDegree((lat + lat0) / 2);
      return [(lng - lng0) * scale.east, (lat - lat0) * scale.north];
    },
    toLngLat([east, north]) {
      const lat = latitudeAt(lat0, north);
      const scale = metresPerDegree((lat + lat0) / 2);
      return [lng0 + east / scale.east, lat];
    },
  };
}

/** Latitude `north` metres from `lat0`; two fixed-point steps reach the last digit at town scale. */
function latitudeAt(lat0: Degrees, north: Metres): Degrees {
  let lat = lat0 + north / metresPerDegree(lat0).north;
  for (let step = 0; step < 3; step++) lat = lat0 + north / metresPerDegree((lat + lat0) / 2).north;
  return lat;
}
