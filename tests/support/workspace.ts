import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import type { Clock } from '#service/platform/clock.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { type Call, callsTo } from './calls.ts';
import { layMadeOnce } from './made-once.ts';
import { temporaryFolder } from './temporary.ts';

export const NOW = new Date('2026-11-21T02:00:00Z');

export interface OpenWorkspace {
  readonly directory: string;
  readonly service: DataService;
  readonly call: Call;
  /** Writes a file beside the workspace and returns its token. */
  file(name: string, content: string | Uint8Array): string;
}

/** A fresh workspace with a service over it and a clock that stands still, unless another is given. */
export async function openWorkspace(
  pack = 'beijing-daxing',
  clock?: Clock,
  options?: ServiceOptions,
): Promise<OpenWorkspace> {
  const folder = temporaryFolder();
  const directory = join(folder, 'workspace');
  // What makes one has tests of its own: making one for each of a thousand tests took minutes of the whole.
  const make = (made: string) => createWorkspace({ directory: made, name: '测试工作区', pack, now: NOW });
  await layMadeOnce(`empty ${pack}`, make, directory);
  const { service, call } = await openService(directory, clock, options);
  return {
    directory,
    service,
    call,
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return service.files.register(path);
    },
  };
}

type ServiceOptions = ConstructorParameters<typeof DataService>[2];

/** A service over a workspace that is there already, until the test ends. */
export async function openService(
  directory: string,
  clock: Clock = { now: () => NOW },
  options?: ServiceOptions,
): Promise<{ readonly service: DataService; readonly call: Call }> {
  const service = new DataService(clock, undefined, options);
  await service.open(directory);
  onTestFinished(() => service.close());
  return { service, call: callsTo(service) };
}

/** Two schools (one with campus and gate) and venues around them, through the ordinary import. */
export async function importSmallTown({ call, file }: OpenWorkspace): Promise<void> {
  const load = async (as: 'schools' | 'campuses' | 'gates' | 'venues', name: string, content: string) =>
    await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
  await load(
    'schools',
    'schools.csv',
    '学校名称,学段,经度,纬度\n东街小学,小学,116.4000,39.9000\n西街幼儿园,幼儿园,116.4200,39.9000\n',
  );
  await load(
    'campuses',
    'campuses.geojson',
    JSON.stringify({ type: 'FeatureCollection', features: [campusFeature] }),
  );
  await load('gates', 'gates.csv', '校门名称,所属学校,经度,纬度,主门\n南门,东街小学,116.4,39.8995,是\n');
  await load(
    'venues',
    'venues.csv',
    '名称,类别,地址,经度,纬度,成立日期\n极速网吧,网吧,东街1号,116.4000,39.8985,2023-05-01\n远方网吧,网吧,东街99号,116.4100,39.8985,2023-05-01\n边缘KTV,KTV,东街20号,116.4000,39.89772,2019-03-05\n平安旅馆,住宿,东街3号,116.4008,39.8990,2015-01-01\n',
  );
}

/** About 85 m × 111 m around the first school. */
const campusFeature = {
  type: 'Feature',
  properties: { 名称: '东街小学', 学段: '小学' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [116.3995, 39.8995],
        [116.4005, 39.8995],
        [116.4005, 39.9005],
        [116.3995, 39.9005],
        [116.3995, 39.8995],
      ],
    ],
  },
};
