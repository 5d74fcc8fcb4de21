import Flatbush from 'flatbush';
import { shapeOf } from '../geodesy/shape-distance.ts';
import { extendBounds, type LngLatBounds, type Metres } from '../geodesy/units.ts';
import { grow } from '../zones/reach.ts';

/**
 * Asks whether a box comes so near the border of some areas. It may also say so of what lies a little further: what is near is
 * measured later.
 */
export function nearBorder(
  areas: readonly (GeoJSON.Polygon | GeoJSON.MultiPolygon)[],
  reach: Metres,
): (box: LngLatBounds) => boolean {
  const boxes = areas
    .flatMap((area) => shapeOf(area).areas.flat())
    .flatMap((ring) =>
      ring.flatMap((point, i): LngLatBounds[] => {
        const next = ring[i + 1];
        return next ? [extendBounds(extendBounds(null, point), next)] : [];
      }),
    );
  return nearBoxes(boxes, reach);
}

/** The same of boxes: asks whether another one comes so near any of them. */
export function nearBoxes(boxes: readonly LngLatBounds[], reach: Metres): (box: LngLatBounds) => boolean {
  if (boxes.length === 0) return () => false;
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...grow(box, reach));
  index.finish();
  return (box) => index.search(...box).length > 0;
}
