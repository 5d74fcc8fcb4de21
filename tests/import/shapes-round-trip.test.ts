import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '#service/import/read-table.ts';
import { partsOf } from '#service/import/shape-parts.ts';
import { readShapeText } from '#service/import/shape-text.ts';
import { type ShapedPlace, type ShapeForm, shapeForms } from '../support/shape-forms.ts';
import { temporaryFolder } from '../support/temporary.ts';

const chinese = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code));
const word = (most: number) => fc.string({ unit: chinese, minLength: 2, maxLength: most });
/** Signs that mean something in one of the forms. */
const sign = fc.constantFrom('', '&', '<b>', '"老王"', "'", '；', '（东门）', '#', '{"a":1}', '[甲]');

/** Millionths of a degree, as whole numbers, so that what is written is what is read. */
type Micro = readonly [x: number, y: number];
const corner = fc.tuple(
  fc.integer({ min: 74_000_000, max: 134_000_000 }),
  fc.integer({ min: 5_000_000, max: 52_000_000 }),
);
const degrees = ([x, y]: Micro): GeoJSON.Position => [x / 1e6, y / 1e6];

/** Clockwise, as Shapefiles have outer rings. */
function ring([x, y]: Micro, size: number): GeoJSON.Position[] {
  const corners: Micro[] = [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ];
  return corners.map(degrees);
}

const line = fc
  .tuple(corner, fc.integer({ min: 2, max: 5 }))
  .map(([[x, y], count]) => Array.from({ length: count }, (_, i) => degrees([x + 100 * i, y + 70 * i * i])));
const area = fc
  .tuple(corner, fc.boolean())
  .map(([[x, y], hasHole]) => [
    ring([x, y], 4000),
    ...(hasHole ? [ring([x + 1000, y + 1000], 1000).reverse()] : []),
  ]);
const several = <Part>(part: fc.Arbitrary<Part>) => fc.array(part, { minLength: 1, maxLength: 3 });

type Shape = fc.Arbitrary<GeoJSON.Geometry>;
const pointShape: Shape = fc.oneof(
  corner.map((at): GeoJSON.Geometry => ({ type: 'Point', coordinates: degrees(at) })),
  several(corner).map((all): GeoJSON.Geometry => ({ type: 'MultiPoint', coordinates: all.map(degrees) })),
);
const lineShape: Shape = fc.oneof(
  line.map((coordinates): GeoJSON.Geometry => ({ type: 'LineString', coordinates })),
  several(line).map((coordinates): GeoJSON.Geometry => ({ type: 'MultiLineString', coordinates })),
);
const areaShape: Shape = fc.oneof(
  area.map((coordinates): GeoJSON.Geometry => ({ type: 'Polygon', coordinates })),
  // Areas of one shape lie apart: one degree for each.
  several(area).map(
    (all): GeoJSON.Geometry => ({
      type: 'MultiPolygon',
      coordinates: all.map((rings, i) => rings.map((each) => each.map(([x = 0, y = 0]) => moved(x, y, i)))),
    }),
  ),
);
const collectionShape: Shape = several(fc.oneof(pointShape, lineShape, areaShape)).map(
  (geometries): GeoJSON.Geometry => ({ type: 'GeometryCollection', geometries }),
);

function moved(x: number, y: number, by: number): GeoJSON.Position {
  return degrees([Math.round(x * 1e6), Math.round((y / 60 + by) * 1e6)]);
}

/** Places of one kind of shape, as layers of a GIS are; where the form can hold them, of mixed ones too. */
function placesFor({ holdsCollections }: ShapeForm): fc.Arbitrary<ShapedPlace[]> {
  const kinds = [pointShape, lineShape, areaShape, ...(holdsCollections ? [collectionShape] : [])];
  return fc.constantFrom(...kinds).chain((geometry) =>
    fc.array(
      fc.record({
        name: fc.tuple(word(8), sign).map(([text, more]) => `${text}${more}网吧`),
        address: fc.tuple(word(8), sign).map(([text, more]) => `${text}路8号${more}`),
        geometry,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  );
}

describe('a random list with shapes comes back whole', () => {
  it.each(shapeForms.map((form) => [form.title, form] as const))('as %s', async (_, form) => {
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(placesFor(form), async (places) => {
        const { file, bytes, columns, shapeColumn } = form.write(places);
        const path = join(folder, file);
        writeFileSync(path, bytes);
        const table = await readTable({ path, name: file }, { encoding: 'auto', sheet: null, header: true });
        const cell = (row: number, column: string) =>
          table.rows[row]?.cells[table.columns.indexOf(column)] ?? '';
        const found = table.rows.map((row, i) => {
          const geometry = shapeColumn ? readShapeText(cell(i, shapeColumn))?.geometry : row.geometry;
          return {
            name: cell(i, columns[0]),
            address: cell(i, columns[1]),
            parts: geometry ? plain(partsOf(geometry)) : null,
          };
        });
        expect(found).toEqual(
          places.map(({ geometry, ...texts }) => ({ ...texts, parts: plain(partsOf(geometry)) })),
        );
        expect(table.unread).toEqual([]);
      }),
      { numRuns: 40, seed: 20261129 },
    );
  });
});

/** Without heights, which some forms always have. */
function plain(parts: ReturnType<typeof partsOf>): object {
  const flat = ([x, y]: GeoJSON.Position) => [x, y];
  return {
    points: parts.points.map(flat),
    lines: parts.lines.map((each) => each.map(flat)),
    areas: parts.areas.map((rings) => rings.map((each) => each.map(flat))),
  };
}
