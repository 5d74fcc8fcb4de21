import { describe, expect, it } from 'vitest';
import { type DistrictFigures, sumByDay } from '#shared/districts/figures.ts';
import { indicatorOf, indicatorText, rankDistricts } from '#shared/districts/indicators.ts';
import { nearBorder } from '#shared/districts/near-border.ts';
import { hullOf, outlineOf } from '#shared/districts/outline.ts';

const figures = (given: Partial<DistrictFigures> = {}): DistrictFigures => ({
  ...{ schools: 10, venues: 100, unlocated: 20, violations: 4, unvisited: 1, undetermined: 4 },
  ...{ hazards: 8, open: 4, overdue: 1, listed: 2, closed: 4, swept: 5, visits: 30 },
  ...given,
});

describe('indicators of districts', () => {
  it('are shares of what they say, told with a dash where there is nothing to divide by', () => {
    const text = (id: Parameters<typeof indicatorOf>[0], of = figures()) =>
      indicatorText(id, indicatorOf(id, of));
    expect(text('violations')).toBe('40.0');
    expect(text('unvisited')).toBe('25.0%');
    expect(text('undetermined')).toBe('50.0%');
    expect(text('closed')).toBe('50.0%');
    expect(text('overdue')).toBe('25.0%');
    expect(text('listed')).toBe('2');
    expect(text('swept')).toBe('50.0%');
    expect(text('located')).toBe('80.0%');
    expect(text('overdue', figures({ open: 0, overdue: 0 }))).toBe('—');
    expect(text('violations', figures({ schools: 0 }))).toBe('—');
  });

  it('rank the best first, equal ones alike, and those without a value last', () => {
    const named = (name: string, given: Partial<DistrictFigures>) => ({ name, figures: figures(given) });
    const districts = [
      named('丙', { overdue: 2 }),
      named('无', { open: 0, overdue: 0 }),
      named('乙', { overdue: 1 }),
      named('甲', { overdue: 1 }),
    ];
    const told = (ranked: ReturnType<typeof rankDistricts<(typeof districts)[number]>>) =>
      ranked.map(({ district, rank }) => [district.name, rank]);
    expect(told(rankDistricts(districts, 'overdue'))).toEqual([
      ['乙', 1],
      ['甲', 1],
      ['丙', 3],
      ['无', null],
    ]);
    // More closed is better.
    const [first] = rankDistricts([named('少', { closed: 1 }), named('多', { closed: 7 })], 'closed');
    expect(first?.district.name).toBe('多');
  });
});

it('districts are summed up day by day, each as it was reported last', () => {
  const days = sumByDay([
    { district: 2, day: '2026-11-02', figures: figures({ open: 5 }) },
    { district: 1, day: '2026-11-01', figures: figures({ open: 1 }) },
    { district: 1, day: '2026-11-03', figures: figures({ open: 2 }) },
  ]);
  expect(days.map(({ day, districts, figures: { open } }) => [day, districts, open])).toEqual([
    ['2026-11-01', 1, 1],
    ['2026-11-02', 2, 6],
    ['2026-11-03', 2, 7],
  ]);
});

it('an outline keeps its large parts with few points, a hull holds all places', () => {
  const circle = (size: number) =>
    Array.from({ length: 3001 }, (_, i): [number, number] => {
      const turn = (i / 3000) * 2 * Math.PI;
      return [116 + size * Math.cos(turn), 40 + size * Math.sin(turn)];
    });
  const outline = outlineOf([{ type: 'MultiPolygon', coordinates: [[circle(0.2)], [circle(0.001)]] }]);
  expect(outline).toHaveLength(1);
  expect(outline[0]?.length).toBeGreaterThan(150);
  expect(outline[0]?.length).toBeLessThan(205);
  expect(
    hullOf([
      [0, 0],
      [2, 0],
      [1, 1],
      [2, 2],
      [0, 2],
      [1, 0.5],
    ])[0],
  ).toHaveLength(4);
  expect(
    hullOf([
      [0, 0],
      [1, 1],
    ]),
  ).toEqual([]);
});

it('a place is near a border within a reach, on either side, and not in the middle', () => {
  const ring = [
    [116, 40],
    [116.2, 40],
    [116.2, 40.2],
    [116, 40.2],
    [116, 40],
  ];
  const isNear = nearBorder([{ type: 'Polygon', coordinates: [ring] }], 500);
  const at = (lng: number, lat: number) => isNear([lng, lat, lng, lat]);
  expect([at(116.004, 40.1), at(115.996, 40.1), at(116.1, 40.1), at(115.98, 40.1)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(nearBorder([], 500)([0, 0, 0, 0])).toBe(false);
});
