import proj4 from 'proj4';
import { lngLatOf } from './positions.ts';
import type { Degrees, LngLat, LocalXY } from './units.ts';

/** A flat map of the ellipsoid in metres, true to shape at every place. */
export interface Projection {
  /** As sheets name it beside the scale. */
  readonly name: string;
  /** With what it is and its meridian, as the foot of a sheet has it. */
  readonly fullName: string;
  /** Its EPSG code; null where it has none. */
  readonly epsg: number | null;
  toPlane(point: LngLat): LocalXY;
  toLngLat(point: LocalXY): LngLat;
}

/** Metres that Gauss-Krüger coordinates are moved east, so that none is below zero. */
const FALSE_EASTING = 500_000;
/** EPSG: CGCS2000 / 3-degree Gauss-Kruger CM 75E; the next meridians follow in threes. */
const EPSG_75_EAST = 4534;

/**
 * Transverse Mercator around the place's own meridian: distances are true to 1:80,000 within 32 km of it,
 * which is less than paper shrinks.
 */
export function ownMeridian([lng, lat]: LngLat): Projection {
  const names = {
    name: 'CGCS2000 地理坐标',
    fullName: `2000 国家大地坐标系（CGCS2000）经纬度，横轴墨卡托投影，中央经线 ${lng.toFixed(3)}°E`,
  };
  return project(names, 4490, `+proj=etmerc +lat_0=${lat} +lon_0=${lng} +k=1 +x_0=0 +y_0=0`);
}

/** CGCS2000 in the three-degree Gauss-Krüger zone that a longitude belongs to. */
export function gaussKruger(lng: Degrees): Projection {
  const meridian = Math.round(lng / 3) * 3;
  const epsg = meridian >= 75 && meridian <= 135 ? EPSG_75_EAST + (meridian - 75) / 3 : null;
  return project(
    {
      name: `CGCS2000 / 3° 带 ${meridian}°E`,
      fullName: `2000 国家大地坐标系（CGCS2000），高斯-克吕格投影 3° 带，中央子午线 ${meridian}°E`,
    },
    epsg,
    `+proj=etmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${FALSE_EASTING} +y_0=0`,
  );
}

function project(
  names: Pick<Projection, 'name' | 'fullName'>,
  epsg: number | null,
  definition: string,
): Projection {
  const through = proj4(`${definition} +ellps=WGS84 +units=m +no_defs`);
  return {
    ...names,
    epsg,
    toPlane: ([lng, lat]) => lngLatOf(through.forward([lng, lat])),
    toLngLat: ([east, north]) => lngLatOf(through.inverse([east, north])),
  };
}
