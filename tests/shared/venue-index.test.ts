import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import type { VenuePlace } from '#shared/zones/measured-places.ts';
import { VenueColumns, VenueColumnsBuilder } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { evenly } from '../support/evenly.ts';

const frame = localFrame([116.4, 39.9]);
const venue = (id: number, x: number, y: number, more: Partial<VenuePlace> = {}): VenuePlace => ({
  id,
  category: 'ktv',
  since: null,
  position: frame.toLngLat([x, y]),
  sigma: 3,
  coarse: false,
  ...more,
});

describe('venues in columns', () => {
  it('of which some changed are those that would be gathered anew', () => {
    const kinds = fc.constantFrom('ktv', 'bath', 'bar;ktv', 'other');
    const town = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 30 }), category: kinds }), {
      selector: ({ id }) => id,
      maxLength: 20,
    });
    const inOrder = (places: readonly { id: number; category: string }[], x: number) =>
      places
        .toSorted((a, b) => a.id - b.id)
        .map(({ id, category }) => venue(id, x, id, { category, coarse: id % 2 === 0, since: '2020-01-02' }));
    const told = (columns: VenueColumns) =>
      Array.from({ length: columns.length }, (_, at) => [
        columns.id(at),
        columns.categories[columns.category(at)],
        columns.isCoarse(at),
        columns.since(at),
        columns.sigma(at),
        columns.position(at),
      ]);
    fc.assert(
      fc.property(town, town, (before, now) => {
        const [was, is] = [inOrder(before, 0), inOrder(now, 50)];
        const ids = new Set([...before.slice(0, 5), ...now].map(({ id }) => id));
        const replaced = VenueColumns.from(was).replaced(ids, VenueColumns.from(is));
        const anew = [...was.filter(({ id }) => !ids.has(id)), ...is].toSorted((a, b) => a.id - b.id);
        expect(told(replaced)).toEqual(told(VenueColumns.from(anew)));
      }),
      { numRuns: 200, seed: 27 },
    );
  });

  it('keep what is said of each', () => {
    const columns = VenueColumns.from([
      venue(7, 10, 20, { since: '2023-05-01', sigma: 150, coarse: true, category: 'bath' }),
      venue(2_000_000_000, -30, 40, { sigma: 0.5 }),
      venue(9, 5, 5, { since: '0999-01-02', category: 'bath', sigma: 12.3456 }),
    ]);
    expect(columns.length).toBe(3);
    expect([0, 1, 2].map((at) => columns.id(at))).toEqual([7, 2_000_000_000, 9]);
    expect([0, 1, 2].map((at) => columns.since(at))).toEqual(['2023-05-01', null, '0999-01-02']);
    expect([0, 1, 2].map((at) => columns.sigma(at))).toEqual([150, 0.5, 12.346]);
    expect([0, 1, 2].map((at) => columns.isCoarse(at))).toEqual([true, false, false]);
    expect([0, 1, 2].map((at) => columns.categories[columns.category(at)])).toEqual(['bath', 'ktv', 'bath']);
    expect(columns.position(1)).toEqual(frame.toLngLat([-30, 40]));
    expect(columns.coarsest).toBe(150);
    expect([...columns.indexById()]).toEqual([
      [7, 0],
      [2_000_000_000, 1],
      [9, 2],
    ]);
  });

  it('are nothing without venues', () => {
    const columns = VenueColumns.from([]);
    expect([columns.length, columns.coarsest, columns.indexById().size]).toEqual([0, 0, 0]);
    expect([columns.lngs.length, columns.lats.length, columns.categories.length]).toEqual([0, 0, 0]);
  });

  it('grow beyond what was set aside', () => {
    const builder = new VenueColumnsBuilder();
    for (let id = 1; id <= 2500; id++)
      builder.add(id, `c${id % 256}`, null, id / 1000, -id / 1000, id / 10, id % 2 === 0);
    const columns = builder.build();
    expect(columns.length).toBe(2500);
    for (const at of [0, 1023, 1024, 2047, 2048, 2499]) {
      const id = at + 1;
      expect(columns.id(at)).toBe(id);
      expect(columns.position(at)).toEqual([id / 1000, -id / 1000]);
      expect(columns.sigma(at)).toBeCloseTo(id / 10, 9);
      expect(columns.isCoarse(at)).toBe(id % 2 === 0);
      expect(columns.categories[columns.category(at)]).toBe(`c${id % 256}`);
    }
  });
});

describe('an index of venues', () => {
  const found = (index: VenueIndex, bounds: LngLatBounds) => {
    const list: number[] = [];
    index.within(bounds, (at, lng, lat) => {
      list.push(index.venues.id(at));
      expect([lng, lat]).toEqual(index.venues.position(at));
    });
    return list.sort((a, b) => a - b);
  };

  it('finds the venues of any box and no others, however they are spread and however large its cells', () => {
    const place = fc.tuple(evenly(116, 117), evenly(39, 40));
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 60 }),
        place,
        place,
        fc.constantFrom(50, 250, 5000, 100_000),
        (places, [lngA, latA], [lngB, latB], cell) => {
          const bounds = [
            Math.min(lngA, lngB),
            Math.min(latA, latB),
            Math.max(lngA, lngB),
            Math.max(latA, latB),
          ] as const;
          const venues = places.map((position, i) => venue(i + 1, 0, 0, { position }));
          const expected = venues.filter(
            ({ position: [lng, lat] }) =>
              lng >= bounds[0] && lat >= bounds[1] && lng <= bounds[2] && lat <= bounds[3],
          );
          const index = new VenueIndex(VenueColumns.from(venues), cell);
          expect(found(index, bounds)).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 300, seed: 43 },
    );
  });

  it('holds what lies on the edges of a box, and of all venues', () => {
    const corners = [
      [116.4, 39.9],
      [116.41, 39.9],
      [116.41, 39.91],
      [116.4, 39.91],
    ] as const;
    const index = new VenueIndex(
      VenueColumns.from(corners.map((position, i) => venue(i + 1, 0, 0, { position }))),
    );
    expect(found(index, [116.4, 39.9, 116.41, 39.91])).toEqual([1, 2, 3, 4]);
    expect(found(index, [116.4, 39.9, 116.4, 39.9])).toEqual([1]);
    expect(found(index, [116.4000001, 39.9, 116.41, 39.91])).toEqual([2, 3]);
    expect(found(index, [116.4, 39.9000001, 116.41, 39.91])).toEqual([3, 4]);
    expect(found(index, [116.4, 39.9, 116.4099999, 39.91])).toEqual([1, 4]);
    expect(found(index, [116.4, 39.9, 116.41, 39.9099999])).toEqual([1, 2]);
    expect(found(index, [116.402, 39.902, 116.408, 39.908])).toEqual([]);
    expect(found(index, [100, 30, 130, 50])).toEqual([1, 2, 3, 4]);
  });

  it('finds nothing beside or beyond all venues', () => {
    const index = new VenueIndex(VenueColumns.from([venue(1, 0, 0), venue(2, 900, 900)]));
    for (const bounds of [
      [110, 30, 111, 31],
      [120, 45, 121, 46],
      [110, 45, 111, 46],
      [120, 30, 121, 31],
    ] as const)
      expect(found(index, bounds)).toEqual([]);
  });

  it('finds a few scattered over the whole country', () => {
    const index = new VenueIndex(
      VenueColumns.from([
        venue(1, 0, 0, { position: [75, 18] }),
        venue(2, 0, 0, { position: [134, 53] }),
        venue(3, 0, 0, { position: [100, 30] }),
      ]),
    );
    expect(found(index, [99, 29, 101, 31])).toEqual([3]);
  });
});
