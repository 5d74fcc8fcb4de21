import { CodedError } from '#shared/contract/errors.ts';
import { ringsOf } from '#shared/geodesy/positions.ts';
import { campusFault } from '#shared/zones/campus-fault.ts';

/** A drawn area that is closed and does not cross itself. Errors: SHAPE_REFUSED. */
export function soundArea(
  geometry: GeoJSON.Geometry | null,
  noun: string,
): GeoJSON.Polygon | GeoJSON.MultiPolygon {
  const refuse = (reason: string) => new CodedError('SHAPE_REFUSED', { reason });
  if (!geometry) throw refuse('还没有在图上画出');
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') throw refuse(`${noun}应是闭合的范围`);
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (campusFault(polygons.map(ringsOf))) throw refuse('边界线自相交叉，或少于三个角点');
  return geometry;
}
