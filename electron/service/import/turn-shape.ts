/** A shape with positions; collections of shapes are not read. */
export type Shape = Exclude<GeoJSON.Geometry, GeoJSON.GeometryCollection>;

/** Whether what a file holds may be a shape: that its positions are sound is asked where it is used. */
export function isShape(value: unknown): value is Shape {
  return (
    typeof value === 'object' && value !== null && 'coordinates' in value && Array.isArray(value.coordinates)
  );
}

/** A shape with every position turned, however deep they lie. */
export function turnShape(
  shape: Shape,
  turn: (position: readonly [number, number]) => readonly number[],
): Shape | null {
  const turned: unknown = { ...shape, coordinates: turnDeep(shape.coordinates, turn) };
  return isShape(turned) ? turned : null;
}

function turnDeep(value: unknown, turn: (position: readonly [number, number]) => readonly number[]): unknown {
  if (!Array.isArray(value)) return value;
  const [first, second]: unknown[] = value;
  if (typeof first === 'number') return [...turn([first, Number(second)])];
  return value.map((part) => turnDeep(part, turn));
}
