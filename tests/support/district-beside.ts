import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { ServiceOptions } from '#service/dispatch/service-call.ts';
import { importSmallTown, type OpenWorkspace, openService, openWorkspace } from './workspace.ts';

/** A workspace of that name that nobody has open: a small town, or with what is filled in. */
export async function districtCalled(
  name: string,
  fill: (town: OpenWorkspace) => Promise<void> = importSmallTown,
) {
  const town = await openWorkspace();
  await fill(town);
  await town.service.close();
  const sqlite = new SqliteDatabase(join(town.directory, 'workspace.sqlite'));
  sqlite.prepare(`update meta set value = ? where key = 'name'`).run(name);
  sqlite.close();
  const { directory } = town;
  return { directory, open: (options?: ServiceOptions) => openService(directory, undefined, options) };
}

/** A district between two meridians, with its border, schools and venues. */
export async function fillDistrict(
  { call, file }: OpenWorkspace,
  [west, east]: readonly [number, number],
  schools: string,
  venues: string,
): Promise<void> {
  const ring = [
    [west, 39.8],
    [east, 39.8],
    [east, 40],
    [west, 40],
    [west, 39.8],
  ];
  const border = {
    ...{ type: 'Feature', properties: { name: '本区', level: '区县' } },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
  const load = async (as: 'regions' | 'schools' | 'venues', name: string, content: string) =>
    await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {}, recheck: false });
  await load('regions', '边界.geojson', JSON.stringify({ type: 'FeatureCollection', features: [border] }));
  await load('schools', 'schools.csv', `学校名称,学段,经度,纬度\n${schools}`);
  await load('venues', 'venues.csv', `名称,类别,地址,经度,纬度\n${venues}`);
}
