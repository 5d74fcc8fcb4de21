import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { cli, json } from '../support/command-line.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { temporaryFolder } from '../support/temporary.ts';

const schoolPattern = /小学|中学|幼儿园/;
const venuePattern = /网吧|KTV|游戏厅|彩票|住宿/;

interface Imported {
  rows: number;
  added: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

describe.skipIf(!hasGivenData)(`上城区, real lists ${whyWithoutData}`, () => {
  it('finds every expected pair within a centimetre and misses none', () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    const list = givenData('hangzhou', 'poi.tsv');
    const load = (as: string, map: string[], pattern: RegExp) =>
      json<Imported>(
        cli(
          'import',
          workspace,
          list,
          '--as',
          as,
          '--no-header',
          ...map.flatMap((pair) => ['--map', pair]),
          '--crs',
          'wgs84',
          '--where',
          `4~${pattern.source}`,
          '--json',
        ),
      );
    const schoolMap = ['name=1', 'address=2', 'stage=4', 'lngLat=5'];
    const venueMap = ['name=1', 'address=2', 'category=4', 'lngLat=5'];
    expect(cli('init', workspace, '--pack', 'beijing-daxing').status).toBe(0);
    const points = readPoints(list);
    for (const [as, map, pattern] of [
      ['schools', schoolMap, schoolPattern],
      ['venues', venueMap, venuePattern],
    ] as const) {
      const matching = points.filter(({ category }) => pattern.test(category)).length;
      const first = load(as, map, pattern);
      expect(first.rows).toBe(matching);
      expect(first.added + first.updated + first.unchanged + first.rejected).toBe(first.rows);
      expect(load(as, map, pattern)).toMatchObject({
        rows: matching,
        added: 0,
        updated: 0,
        rejected: first.rejected,
      });
    }
    const out = join(folder, 'findings.csv');
    expect(json<{ schools: number }>(cli('check', workspace, '--out', out, '--json')).schools).toBe(86);
    comparePairs(points, out);
  });

  it('tells the reference system of each coordinate column by the district boundary', () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    expect(cli('init', workspace, '--pack', 'beijing-daxing').status).toBe(0);
    const list = givenData('hangzhou', 'poi.tsv');
    const load = (column: number) =>
      cli(
        'import',
        workspace,
        list,
        '--as',
        'venues',
        '--no-header',
        ...['name=1', 'address=2', 'category=4', `lngLat=${column}`].flatMap((pair) => ['--map', pair]),
        '--crs',
        'auto',
        '--where',
        '4~网吧|KTV|游戏厅|彩票|住宿',
        '--dry-run',
        '--json',
      );
    const unknown = load(5);
    expect(unknown.status).toBe(1);
    expect(unknown.err).toMatch(/^CRS_UNCLEAR .*wgs84 无边界/);
    const boundary = givenData('hangzhou', 'district-330102.gcj02.geojson');
    expect(cli('import', workspace, boundary, '--as', 'regions', '--crs', 'gcj02').status).toBe(0);
    for (const [column, crs] of [
      [5, 'wgs84'],
      [6, 'gcj02'],
      [7, 'bd09'],
    ] as const)
      expect(json<{ crs: string; crsConfidence: number }>(load(column))).toMatchObject({ crs });
  });
});

interface Point {
  readonly name: string;
  readonly category: string;
  readonly at: string;
}

/** Rows of the list with the WGS84 column, keyed as the expected pairs are. */
function readPoints(list: string): Point[] {
  return readFileSync(list, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const cells = line.split('\t').map((cell) => cell.trim());
      return {
        name: cells[0] ?? '',
        category: cells[3] ?? '',
        at: (cells[4] ?? '')
          .split(',')
          .map((degree) => Number(degree).toFixed(6))
          .join(','),
      };
    });
}

function comparePairs(points: readonly Point[], out: string): void {
  const rows = parse(readFileSync(out, 'utf8'), { bom: true, columns: true }) as Record<string, string>[];
  const at = (lng = '', lat = '') => `${Number(lng).toFixed(6)},${Number(lat).toFixed(6)}`;
  const found = new Map(
    rows.map((row) => [
      [
        row.school_name,
        at(row.school_lng, row.school_lat),
        row.venue_name,
        at(row.venue_lng, row.venue_lat),
      ].join('|'),
      row,
    ]),
  );
  const schools = new Set(
    points
      .filter(({ category }) => schoolPattern.test(category))
      .map(({ name, at: place }) => `${name}|${place}`),
  );
  const venues = new Set(
    points
      .filter(({ category }) => venuePattern.test(category))
      .map(({ name, at: place }) => `${name}|${place}`),
  );
  const expected = parse(readFileSync(givenData('hangzhou', 'expected-pairs-200m.csv'), 'utf8'), {
    bom: true,
    columns: true,
  }) as Record<string, string>[];
  let compared = 0;
  for (const pair of expected) {
    const school = `${pair.school_name}|${at(pair.school_lon, pair.school_lat)}`;
    const venue = `${pair.venue_name}|${at(pair.venue_lon, pair.venue_lat)}`;
    if (!schools.has(school) || !venues.has(venue)) continue;
    compared++;
    const row = found.get(`${school}|${venue}`);
    expect(row, `${school} – ${venue}`).toBeDefined();
    expect(Math.abs(Number(row?.distance_m) - Number(pair.geodesic_m))).toBeLessThan(0.01);
  }
  expect(compared).toBe(554);
}
