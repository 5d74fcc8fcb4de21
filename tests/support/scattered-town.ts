import { join } from 'node:path';
import { openDatabase } from '#service/db/engine/open.ts';
import { positionColumns, venueParticulars } from '#service/db/queries/venue-particulars.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { SchoolStage } from '#shared/registry/stage.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { createRandom } from './random.ts';
import { temporaryFolder } from './temporary.ts';
import { NOW } from './workspace.ts';

/** Places of a made-up town as they were written. */
export interface ScatteredSchool {
  readonly id: number;
  readonly name: string;
  readonly stage: SchoolStage;
  readonly campus: readonly LngLat[] | null;
  readonly gates: readonly { readonly id: number; readonly isMain: boolean; readonly position: LngLat }[];
  readonly point: LngLat;
}

interface ScatteredVenue {
  readonly id: number;
  readonly position: LngLat | null;
  readonly source: PositionSource;
}

export interface ScatteredTown {
  readonly directory: string;
  readonly schools: readonly ScatteredSchool[];
  readonly venues: readonly ScatteredVenue[];
  readonly facilities: readonly { readonly id: number; readonly line: readonly LngLat[] }[];
}

const stages: readonly SchoolStage[] = ['幼儿园', '小学', '初中', '待定'];
const sources: readonly PositionSource[] = ['surveyed', 'registry', 'street_number', 'area', 'unknown'];
const frame = localFrame([116.4, 39.9]);

/** A town of about two kilometres: schools with a campus, with gates, with both or a point alone, and venues all around. */
export async function writeScatteredTown(seed: number, count: number): Promise<ScatteredTown> {
  const random = createRandom(seed);
  const pick = <T>(all: readonly T[]): T => {
    const chosen = all[Math.floor(random() * all.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  };
  const spot = (x: number, y: number): LngLat => {
    const [lng, lat] = frame.toLngLat([x, y]);
    return [lng, lat];
  };
  const anywhere = () => [random() * 2400, random() * 2400] as const;
  let gateId = 0;
  const schools = Array.from({ length: Math.ceil(count / 20) }, (_, i): ScatteredSchool => {
    const [x, y] = anywhere();
    const corners = 4 + Math.floor(random() * 4);
    const around = (radius: number, k: number) =>
      spot(
        x + radius * Math.cos((2 * Math.PI * k) / corners),
        y + radius * Math.sin((2 * Math.PI * k) / corners),
      );
    const known = random();
    const campus =
      known < 0.5 ? Array.from({ length: corners }, (_, k) => around(40 + random() * 60, k)) : null;
    const gates =
      known > 0.25 && known < 0.85
        ? Array.from({ length: 1 + Math.floor(random() * 2) }, (_, k) => ({
            id: ++gateId,
            isMain: random() < 0.5,
            position: around(80, k),
          }))
        : [];
    return { id: i + 1, name: `第${i + 1}学校`, stage: pick(stages), campus, gates, point: spot(x, y) };
  });
  const venues = Array.from(
    { length: count },
    (_, i): ScatteredVenue => ({
      id: i + 1,
      position: random() < 0.05 ? null : spot(...anywhere()),
      source: pick(sources),
    }),
  );
  const facilities = Array.from({ length: Math.ceil(count / 20) }, (_, i) => {
    const [x, y] = anywhere();
    return { id: i + 1, line: [spot(x, y), spot(x + random() * 80, y + random() * 80)] };
  });
  const directory = join(temporaryFolder(), 'scattered');
  await write(directory, { schools, venues, facilities });
  return { directory, schools, venues, facilities };
}

async function write(
  directory: string,
  { schools, venues, facilities }: Omit<ScatteredTown, 'directory'>,
): Promise<void> {
  await createWorkspace({ directory, name: '散点', pack: 'beijing-daxing', now: NOW });
  const database = await openDatabase(directory, false);
  const { insertMany } = database;
  await database.writer.transaction().execute(async () => {
    insertMany(
      'schools',
      ['name', 'stage', 'schoolCode', 'address', 'phone', 'lng', 'lat', 'positionSource', 'boundary'].concat([
        'boundarySource',
        'identity',
        'contentHash',
      ]),
      schools.map(({ id, name, stage, campus, point }) => [
        ...[name, stage, '', '', '', point[0], point[1], 'registry'],
        campus && JSON.stringify({ type: 'Polygon', coordinates: [[...campus, campus[0]]] }),
        ...[campus && 'imagery', `s${id}`, ''],
      ]),
    );
    insertMany(
      'gates',
      ['schoolId', 'name', 'isMain', 'lng', 'lat', 'positionSource', 'identity', 'contentHash'],
      schools.flatMap(({ id, gates }) =>
        gates.map(({ id: gate, isMain, position }) => [
          ...[id, `门${gate}`, isMain ? 1 : 0, position[0], position[1], 'surveyed', `g${gate}`, ''],
        ]),
      ),
    );
    const columns = [...venueParticulars, ...positionColumns, 'identity', 'contentHash'] as const;
    insertMany(
      'venues',
      columns,
      venues.map(({ id, position, source }) => {
        const row: Partial<Record<(typeof columns)[number], string | number | null>> = {
          ...{ name: `场所${id}`, category: id % 2 ? 'lodging' : 'lottery', categoryScore: 1 },
          ...{ furtherKinds: null, status: '存续', establishedOn: null, identity: `v${id}` },
          lng: position?.[0] ?? null,
          lat: position?.[1] ?? null,
          positionSource: position ? source : null,
        };
        return columns.map((column) => (column in row ? (row[column] ?? null) : ''));
      }),
    );
    insertMany(
      'facilities',
      ['kind', 'name', 'state', 'body', 'note', 'lng', 'lat', 'geometry', 'identity', 'contentHash'],
      facilities.map(({ id, line }) => [
        ...['隔离护栏', `护栏${id}`, '完好', '', '', line[0]?.[0] ?? 0, line[0]?.[1] ?? 0],
        ...[JSON.stringify({ type: 'LineString', coordinates: line }), `f${id}`, ''],
      ]),
    );
  });
  await database.close();
}
