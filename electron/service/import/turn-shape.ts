/** A shape with positions; collections of shapes are not read. */
export type Shape = Exclude<GeoJSON.Geometry, GeoJSON.GeometryCollection>;

/** Whether what a file holds may be a shape: that its positions are sound is asked where it is used. */
export function isShape(value: unknown): value is Shape {
  return (
    typeof value === 'object' && value !== null && 'coordinates' in value && Array.isArray(value.coordinates)
  );
}

/** Whether what a file holds may be a shape or a collection of shapes. */
export function isGeometry(value: unknown): value is GeoJSON.Geometry {
  if (isShape(value)) return true;
  return (
    typeof value === 'object' && value !== null && 'geometries' in value && Array.isArray(value.geometries)
  );
}

type Turn = (position: readonly [number, number]) => readonly number[];

/** A shape with every position turned, however deep they lie; of a collection all its shapes. */
export function turnShape(geometry: GeoJSON.Geometry, turn: Turn): GeoJSON.Geometry | null {
  if ('geometries' in geometry) {
    const geometries = geometry.geometries.flatMap((part) => {
      const turned = isGeometry(part) ? turnShape(part, turn) : null;
      return turned ? [turned] : [];
    });
    return { ...geometry, geometries };
  }
  const turned: unknown = { ...geometry, coordinates: turnDeep(geometry.coordinates, turn) };
  return isShape(turned) ? turned : null;
}

function turnDeep(value: unknown, turn: Turn): unknown {
  if (!Array.isArray(value)) return value;
  const [first, second]: unknown[] = value;
  if (typeof first === 'number') return [...turn([first, Number(second)])];
  return value.map((part) => turnDeep(part, turn));
}
