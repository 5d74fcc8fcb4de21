import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { DataService } from '../service/dispatch/service.ts';
import type { Clock } from '../service/platform/clock.ts';
import { createWorkspace } from '../service/workspace/workspace.ts';
import { writeVectorMbtiles } from './basemap.ts';
import type { Call } from './call.ts';
import { districtsOf } from './districts.ts';
import type { XY } from './plane.ts';
import { playGates } from './play-gates.ts';
import { playSweeps } from './play-sweeps.ts';
import { createRandom } from './seeded-choice.ts';
import { openShops } from './shops.ts';
import { buildTown, type Town } from './town.ts';
import { loadWords } from './words.ts';

const SEED = 20260701;
/** Open country in the plain south of Beijing; the town there is made up. */
const CENTRE: LngLat = [116.402, 39.585];
const HALF_WIDTH = 3200;
const HALF_HEIGHT = 2300;

/**
 * Makes the demonstration workspace: a made-up town drawn from a seed, brought in through the ordinary
 * import and commands. Errors: those of `createWorkspace`.
 */
export async function writeDemo(directory: string, clock: Clock): Promise<void> {
  const words = loadWords();
  const town = buildTown(words, SEED);
  const shops = openShops(words, town.frontages, SEED + 1);
  const frame = localFrame(CENTRE);
  const at = (point: XY): [number, number] => {
    const [lng, lat] = frame.toLngLat(point);
    return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
  };
  await createWorkspace({
    directory,
    name: `${words.town}演示工作区`,
    pack: 'beijing-daxing',
    demonstration: true,
    now: clock.now(),
  });
  writeVectorMbtiles(
    join(directory, 'basemaps', '演示底图.mbtiles'),
    { name: '演示底图', attribution: '演示数据（虚构城镇）' },
    baseLayers(town, at),
    [...at([-HALF_WIDTH, -HALF_HEIGHT]), ...at([HALF_WIDTH, HALF_HEIGHT])],
  );
  const lists = mkdtempSync(join(tmpdir(), 'xueantu-demo-'));
  let moment = clock.now();
  const service = new DataService({ now: () => moment });
  await service.open(directory);
  const call: Call = async (name, input) =>
    (await service.call({ id: name, name, input, signal: new AbortController().signal })) as never;
  const load = async (as: ImportKind, name: string, content: unknown) => {
    const path = join(lists, name);
    writeFileSync(path, JSON.stringify(content));
    await call('import.run', {
      token: service.files.register(path),
      as,
      crs: 'wgs84',
      map: {},
      recheck: as === 'venues',
    });
  };
  try {
    await load(
      'roads',
      '演示道路.geojson',
      collection(town.roads.map((road) => line(road.line.map(at), { 名称: road.name, 种类: road.highway }))),
    );
    await load(
      'schools',
      '演示学校名单.geojson',
      collection(
        town.schools.map((school) =>
          point(at(middle(school.campus)), {
            名称: school.name,
            学段: school.stage,
            地址: `${words.town}${school.address}`,
          }),
        ),
      ),
    );
    await load(
      'campuses',
      '演示校园边界.geojson',
      collection(
        town.schools.map((school) =>
          polygon(school.campus.map(at), { 名称: school.name, 学段: school.stage }),
        ),
      ),
    );
    await load(
      'gates',
      '演示校门.geojson',
      collection(
        town.schools.flatMap((school) =>
          school.gates.map((gate) =>
            point(at(gate.at), { 名称: gate.name, 所属学校: school.name, 主门: gate.isMain ? '是' : '否' }),
          ),
        ),
      ),
    );
    await load(
      'facilities',
      '演示交通设施.geojson',
      collection(town.facilities.map((facility) => point(at(facility.at), { 种类: facility.kind }))),
    );
    await load(
      'regions',
      '演示辖区.geojson',
      collection(
        districtsOf(words, HALF_WIDTH, HALF_HEIGHT).map(({ level, name, ring }) =>
          polygon(ring.map(at), { 名称: name, 种类: level }),
        ),
      ),
    );
    await load(
      'venues',
      '演示场所名单.geojson',
      collection(
        shops.map((shop) =>
          point(at(shop.at), {
            名称: shop.name,
            类别: shop.category,
            统一社会信用代码: shop.uscc,
            经营场所: shop.address,
            负责人: shop.owner,
            成立日期: shop.establishedOn,
            登记状态: '存续',
          }),
        ),
      ),
    );
    const chance = createRandom(SEED + 3);
    const people = () => chance.pick(words.surnames) + chance.pick(words.givenNames);
    await playGates(call, town.schools, people, at, chance, clock.now());
    const today = dayOf(clock.now());
    await playSweeps(call, today, (day) => {
      // What happened last quarter is entered in the evening of its day, so that histories read as they would.
      moment = day === today ? clock.now() : new Date(`${day}T18:00:00+08:00`);
    });
  } finally {
    await service.close();
    rmSync(lists, { recursive: true, force: true });
  }
}

function baseLayers(town: Town, at: (point: XY) => [number, number]): Record<string, GeoJSON.Feature[]> {
  const hull: XY[] = [
    [-HALF_WIDTH, -HALF_HEIGHT],
    [HALF_WIDTH, -HALF_HEIGHT],
    [HALF_WIDTH, HALF_HEIGHT],
    [-HALF_WIDTH, HALF_HEIGHT],
    [-HALF_WIDTH, -HALF_HEIGHT],
  ];
  return {
    landuse: [
      polygon(hull.map(at), { landuse: 'farmland' }),
      ...town.areas.map((area) => polygon(area.ring.map(at), { landuse: area.landuse })),
    ],
    water: town.water.map(({ name, ring }) => polygon(ring.map(at), { name })),
    railways: [line(town.railway.map(at), { railway: 'rail' })],
    roads: town.roads.map((road) => line(road.line.map(at), { name: road.name, highway: road.highway })),
    buildings: town.buildings.map((outline) => polygon(outline.map(at), {})),
    places: town.places.map((place) => point(at(place.at), { name: place.name })),
  };
}

function middle(outline: readonly XY[]): XY {
  const corners = outline.slice(0, -1);
  const sum = corners.reduce<XY>(([x, y], corner) => [x + corner[0], y + corner[1]], [0, 0]);
  return [sum[0] / corners.length, sum[1] / corners.length];
}

type Properties = Record<string, string>;

function collection(features: GeoJSON.Feature[]): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function point(coordinates: [number, number], properties: Properties): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates } };
}

function line(coordinates: [number, number][], properties: Properties): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

function polygon(coordinates: [number, number][], properties: Properties): GeoJSON.Feature {
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [coordinates] } };
}
