import { read, utils } from '@e965/xlsx';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import type { LngLat } from '#shared/geodesy/units.ts';
import { all, oneOf } from '#shared/tables/conditions.ts';
import {
  type Certainty,
  type DistanceCondition,
  distanceText,
  FURTHEST_OF_ALL,
  nearAnySchool,
} from '#shared/tables/distance-condition.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { defaultSigmas, isCoarse } from '#shared/zones/uncertainty.ts';
import type { Call } from '../support/calls.ts';
import { openFilledTown } from '../support/filled-town.ts';
import { type ScatteredSchool, type ScatteredTown, writeScatteredTown } from '../support/scattered-town.ts';
import { openService } from '../support/workspace.ts';

/** How far something lies, by another way than the program's: Karney's geodesic to the nearest point of each edge. */
function metresBetween([lng, lat]: LngLat, [toLng, toLat]: LngLat): number {
  return geodesic.Geodesic.WGS84.Inverse(lat, lng, toLat, toLng).s12 ?? 0;
}

function metresToEdge(from: LngLat, start: LngLat, end: LngLat): number {
  const at = (share: number) =>
    metresBetween(from, [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])]);
  let [low, high] = [0, 1];
  for (let step = 0; step < 45; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(a) < at(b)) high = b;
    else low = a;
  }
  return at((low + high) / 2);
}

const isIn = (place: LngLat, ring: readonly LngLat[]) =>
  booleanPointInPolygon([...place], {
    type: 'Polygon',
    coordinates: [[...ring, ...ring.slice(0, 1)].map((corner) => [...corner])],
  });

function metresToLine(from: LngLat, line: readonly LngLat[]): number {
  return Math.min(
    ...line.slice(1).map((end, i) => metresToEdge(from, line[i] ?? end, end)),
    ...line.slice(0, 1).map((first) => metresBetween(from, first)),
  );
}

function metresToRing(from: LngLat, ring: readonly LngLat[]): number {
  return isIn(from, ring) ? 0 : metresToLine(from, [...ring, ...ring.slice(0, 1)]);
}

interface Naive {
  readonly verdict: 'inside' | 'undetermined' | 'outside';
  readonly distance: number;
  readonly schoolId: number | null;
}

const weight = { inside: 2, undetermined: 1, outside: 0 };

/** Every way to measure to a school, each with the error of that end. */
function waysTo(school: ScatteredSchool, to: DistanceCondition['to'], from: LngLat): [number, number][] {
  const { campus, gates, point } = school;
  const mains = gates.filter(({ isMain }) => isMain);
  const atGates = (wanted: typeof gates): [number, number][] =>
    wanted.map(({ position }) => [metresBetween(from, position), defaultSigmas.surveyed]);
  const atBoundary: [number, number][] = campus ? [[metresToRing(from, campus), defaultSigmas.imagery]] : [];
  const atPoint: [number, number][] = [[metresBetween(from, point), 50]];
  if (!campus && gates.length === 0) return atPoint;
  if (to === 'nearest') return [...atBoundary, ...atGates(gates)];
  if (to === 'boundary') return campus ? atBoundary : atGates(gates);
  if (gates.length === 0) return atBoundary;
  return atGates(to === 'mainGate' && mains.length > 0 ? mains : gates);
}

function judged(metres: number, sigma: number, within: number, isDoubtful: boolean): Naive['verdict'] {
  if (metres - 2 * sigma > within) return 'outside';
  return metres + 2 * sigma <= within && !isDoubtful ? 'inside' : 'undetermined';
}

function naiveOf(
  { schools }: ScatteredTown,
  condition: DistanceCondition,
  venue: ScatteredTown['venues'][number],
) {
  const { from, within, to } = condition;
  const { position, source } = venue;
  if (!position || from.kind !== 'schools') return null;
  const own = defaultSigmas[source];
  const found = schools.flatMap((school) => {
    const isMeant = from.stages.length === 0 || from.stages.includes(school.stage);
    if (!isMeant && school.stage !== '待定') return [];
    return waysTo(school, to, position).map(([distance, sigma]): Naive => {
      const both = Math.hypot(own, sigma);
      return {
        verdict: judged(distance, both, within, isCoarse(source) || !isMeant),
        distance,
        schoolId: school.id,
      };
    });
  });
  found.sort((a, b) => weight[b.verdict] - weight[a.verdict] || a.distance - b.distance);
  const near = found.filter(({ verdict }) => verdict !== 'outside');
  return { best: found[0] ?? null, near: new Set(near.map(({ schoolId }) => schoolId)) };
}

const best = ['nearSchool', 'nearDistance', 'nearVerdict'];
const columns = [...best, 'nearSchools'];

async function rowsOf(call: Call, table: TableName, condition: DistanceCondition, keys = columns) {
  const { rows, total } = await call('tables.rows', {
    ...{ table, query: all(condition), columns: keys, offset: 0, limit: 1000 },
  });
  expect(rows).toHaveLength(total);
  return new Map(rows.map(({ id, cells }) => [id, cells]));
}

const sorted = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

describe('a distance condition', () => {
  it('finds what another way of measuring finds, in each part of the doubt, with school and distance', async () => {
    const town = await writeScatteredTown(3, 320);
    const { call } = await openService(town.directory);
    const asked: DistanceCondition[] = [
      nearAnySchool,
      { ...nearAnySchool, from: { kind: 'schools', stages: ['小学'] }, within: 120, to: 'boundary' },
      { ...nearAnySchool, from: { kind: 'schools', stages: ['幼儿园', '初中'] }, to: 'anyGate' },
      { ...nearAnySchool, within: 450, to: 'mainGate' },
      { ...nearAnySchool, within: 1100 },
    ];
    for (const condition of asked) {
      const found = new Map(town.venues.map((venue) => [venue.id, naiveOf(town, condition, venue)]));
      const idsOf = (verdicts: readonly string[]) =>
        sorted(
          [...found].flatMap(([id, near]) =>
            near && verdicts.includes(near.best?.verdict ?? 'outside') ? [id] : [],
          ),
        );
      const verdictsOf: Record<Certainty, readonly string[]> = {
        possible: ['inside', 'undetermined'],
        sure: ['inside'],
        doubtful: ['undetermined'],
        beyond: ['outside'],
      };
      for (const certainty of ['possible', 'sure', 'doubtful', 'beyond'] as const) {
        const rows = await rowsOf(call, 'venues', { ...condition, certainty }, best);
        expect(sorted(rows.keys()), distanceText({ ...condition, certainty })).toEqual(
          idsOf(verdictsOf[certainty]),
        );
        for (const [id, [school, distance, verdict]] of certainty === 'possible' ? rows : []) {
          const near = found.get(id)?.best;
          expect(distance).toBeCloseTo(near?.distance ?? -1, 3);
          expect([school, verdict]).toEqual([`第${near?.schoolId}学校`, near?.verdict]);
        }
      }
      if (condition.within > FURTHEST_OF_ALL) continue;
      for (const [id, cells] of await rowsOf(call, 'venues', condition)) {
        const near = [...(found.get(id)?.near ?? [])].map((each) => `第${each}学校`);
        expect(new Set(String(cells.at(-1)).split(';'))).toEqual(new Set(near));
      }
      // By school each venue counts in all of them, and the rows that a group opens are the group.
      const set = { table: 'venues' as const, query: all(condition) };
      const counting = { groups: [{ column: 'nearSchools', by: 'value' as const }], measured: null };
      const { axes } = await call('tables.groups', { ...set, counting });
      const [school] = axes[0]?.values ?? [];
      const ofSchool = await call('tables.ids', {
        table: 'venues',
        query: all(condition, oneOf('nearSchools', String(school?.value))),
      });
      const naive = [...found].filter(([, near]) =>
        near?.near.has(Number(/\d+/.exec(String(school?.value))?.[0])),
      );
      expect(school?.tally.rows).toBe(naive.length);
      expect(sorted(ofSchool.ids)).toEqual(sorted(naive.map(([id]) => id)));
    }
  });

  it('finds schools, gates, facilities and venues near a drawn line and area, edge to edge', async () => {
    const town = await writeScatteredTown(7, 320);
    const { call } = await openService(town.directory);
    const line: [number, number][] = [
      [116.401, 39.901],
      [116.412, 39.915],
      [116.425, 39.905],
    ];
    const area = { type: 'Polygon' as const, coordinates: [line] };
    for (const shape of [{ type: 'LineString' as const, coordinates: line }, area]) {
      const from = { kind: 'shape' as const, shape };
      const condition: DistanceCondition = { ...nearAnySchool, from, within: 150, certainty: 'possible' };
      const toShape = (place: LngLat) =>
        shape === area ? metresToRing(place, line) : metresToLine(place, line);
      const within = (metres: number, sigma: number) => metres - 2 * sigma <= 150;
      const between = (places: readonly LngLat[], own: (place: LngLat) => number) =>
        Math.min(...places.map(toShape), ...line.map(own));
      const doCross = (edges: readonly LngLat[]) =>
        crosses(edges, shape === area ? [...line, ...line.slice(0, 1)] : line);
      const venues = town.venues.filter(
        ({ position, source }) => position && within(toShape(position), defaultSigmas[source]),
      );
      expect(sorted((await rowsOf(call, 'venues', condition)).keys())).toEqual(
        sorted(venues.map(({ id }) => id)),
      );
      const facilities = town.facilities.filter(
        (each) =>
          doCross(each.line) ||
          within(
            between(each.line, (place) => metresToLine(place, each.line)),
            0,
          ),
      );
      expect(sorted((await rowsOf(call, 'facilities', condition)).keys())).toEqual(
        sorted(facilities.map(({ id }) => id)),
      );
      const schools = town.schools.filter(({ campus, gates, point }) => {
        const places = [...gates.map(({ position }) => position), ...(campus ?? [])];
        if (places.length === 0) return within(toShape(point), 50);
        const own = (place: LngLat) => (campus ? metresToRing(place, campus) : Number.POSITIVE_INFINITY);
        if (campus && doCross([...campus, ...campus.slice(0, 1)])) return true;
        return within(between(places, own), campus ? defaultSigmas.imagery : defaultSigmas.surveyed);
      });
      expect(sorted((await rowsOf(call, 'schools', condition)).keys())).toEqual(
        sorted(schools.map(({ id }) => id)),
      );
      const gates = town.schools.flatMap((school) =>
        school.gates.filter(({ position }) => within(toShape(position), defaultSigmas.surveyed)),
      );
      expect(sorted((await rowsOf(call, 'gates', condition)).keys())).toEqual(
        sorted(gates.map(({ id }) => id)),
      );
    }
  });
});

describe('what was measured for a condition', () => {
  const cafeNear = async (call: Call, condition: DistanceCondition = nearAnySchool) => {
    const { rows } = await call('tables.rows', {
      ...{ table: 'venues' as const, query: all(condition), text: '极速网吧' },
      ...{ columns: ['nearDistance', 'nearVerdict', 'nearSchool'], offset: 0, limit: 10 },
    });
    return rows[0]?.cells ?? null;
  };

  it('is measured anew when a gate, a campus, a venue, a survey or a standard error is another', async () => {
    const call = await openFilledTown();
    const toGate: DistanceCondition = {
      ...nearAnySchool,
      from: { kind: 'school', id: 1, name: '东街小学' },
      to: 'anyGate',
    };
    const [first] = (await cafeNear(call, toGate)) ?? [];
    expect(first).toBeCloseTo(111, 0);
    await call('gates.save', {
      ...{
        id: null,
        schoolId: 1,
        name: '小门',
        isMain: false,
        position: [116.4, 39.8988],
        positionSource: 'surveyed',
      },
      ...{ frontage: null, band: null },
    });
    expect((await cafeNear(call, toGate))?.[0]).toBeCloseTo(33.3, 0);
    expect((await cafeNear(call, { ...toGate, within: 60 }))?.[1]).toBe('inside');
    await call('workspace.saveSigmas', { sigmas: { ...defaultSigmas, registry: 40 } });
    expect((await cafeNear(call, { ...toGate, within: 60 }))?.[1]).toBe('undetermined');
    const [cafe] = await call('search.places', { text: '极速网吧' });
    await call('venues.savePosition', { id: cafe?.id ?? 0, position: [116.4, 39.88], source: 'surveyed' });
    expect(await cafeNear(call, toGate)).toBeNull();
    await call('edits.undo', {});
    expect((await cafeNear(call, toGate))?.[0]).toBeCloseTo(33.3, 0);
  });

  it('is what officers measured where they did, and a walk where one is asked for', async () => {
    const call = await openFilledTown();
    const school = { kind: 'school' as const, id: 1, name: '东街小学' };
    const rows = await rowsOf(call, 'findings', { ...nearAnySchool, from: school, to: 'boundary' }, [
      'venueName',
      'nearDistance',
    ]);
    const surveyed = [...rows.values()].find(([name]) => name === '边缘KTV');
    expect(surveyed?.[1]).toBe(199.45);
    const [cafe] = await call('search.places', { text: '极速网吧' });
    const walk = await call('walks.get', { schoolId: 1, venueId: cafe?.id ?? 0 });
    const walked = await cafeNear(call, { ...nearAnySchool, from: school, within: 400, by: 'walking' });
    expect(walk.metres).toBeGreaterThan(0);
    expect(walked?.[0]).toBeCloseTo(walk.metres ?? -1, 6);
  });

  it('narrows every table and the map, goes out as a sheet, is saved, and refuses what cannot be asked', async () => {
    const call = await openFilledTown();
    const query = all(nearAnySchool);
    for (const table of [
      'findings',
      'venues',
      'schools',
      'gates',
      'facilities',
      'hazards',
      'visits',
      'licences',
    ] as const) {
      // A school is not near to itself.
      const condition = { ...nearAnySchool, within: table === 'schools' ? 2000 : 200 };
      const near = { table, query: all(condition), columns: ['nearDistance'] };
      const { total } = await call('tables.totals', near);
      const beyond = await call('tables.totals', {
        ...near,
        query: all({ ...condition, certainty: 'beyond' }),
      });
      const whole = await call('tables.totals', { table, query: all(), columns: [] });
      expect([table, total > 0, total + beyond.total <= whole.total]).toEqual([table, true, true]);
    }
    const tile = { revision: 0, z: 14, x: 13489, y: 6208 };
    const shown = await call('map.tile', { ...tile, filter: all({ ...nearAnySchool, within: 1 }) });
    const whole = await call('map.tile', { ...tile, filter: null });
    expect(shown.length).toBeLessThan(whole.length);
    const sheet = await call('tables.export', { table: 'venues', query, columns: ['name', ...columns] });
    const book = read(sheet, { type: 'array' });
    const lines = utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0] ?? ''] ?? {});
    expect(lines.find((line) => line.名称 === '极速网吧')).toMatchObject({
      就近学校: '东街小学',
      是否在内: '在内',
    });
    await call('saved.save', { name: '学校旁', content: { kind: 'query', table: 'venues', query } });
    const [saved] = await call('saved.list', {});
    expect(saved?.content).toMatchObject({ query });
    const refused = (condition: Partial<DistanceCondition>, table: TableName = 'venues') =>
      call('tables.totals', { table, query: all({ ...nearAnySchool, ...condition }), columns: [] });
    await expect(refused({ within: 5001 })).rejects.toMatchObject({ code: 'QUERY_INVALID' });
    await expect(refused({ by: 'walking' }, 'gates')).rejects.toMatchObject({ code: 'QUERY_INVALID' });
    const wide = all({ ...nearAnySchool, within: 2000 });
    await expect(
      call('tables.values', { table: 'venues', query: wide, column: 'nearSchools' }),
    ).rejects.toMatchObject({ code: 'QUERY_INVALID' });
  });
});

function crosses(one: readonly LngLat[], other: readonly LngLat[]): boolean {
  const side = (a: LngLat, b: LngLat, c: LngLat) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const edges = (line: readonly LngLat[]) => line.slice(1).map((end, i) => [line[i] ?? end, end] as const);
  return edges(one).some(([a, b]) =>
    edges(other).some(([c, d]) => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)),
  );
}
