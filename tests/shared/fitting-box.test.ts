import { expect, it } from 'vitest';
import { fittingBox } from '#shared/geodesy/fitting-box.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';

const place = (lng: number, lat: number): LngLatBounds => [lng, lat, lng, lat];
const district = Array.from({ length: 40 }, (_, i) =>
  place(116.3 + (i % 8) * 0.01, 39.7 + Math.floor(i / 8) * 0.01),
);

it('a place put down far away does not make the district a dot, and one at its edge stays', () => {
  const own = [116.3, 39.7, 116.37, 39.74].map((degrees) => expect.closeTo(degrees, 9));
  expect(fittingBox(district)).toEqual(own);
  expect(fittingBox([...district, place(0, 0)])).toEqual(own);
  expect(fittingBox([...district, place(116.45, 39.8)])?.slice(2)).toEqual([116.45, 39.8]);
  // Of few nobody can tell which one is wrong.
  expect(fittingBox([place(116, 39), place(0, 0)])).toEqual([0, 0, 116, 39]);
  expect(fittingBox([])).toBeNull();
});
