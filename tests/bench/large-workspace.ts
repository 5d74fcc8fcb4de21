import { openDatabase } from '#service/db/engine/open.ts';
import { positionColumns, venueParticulars } from '#service/db/queries/venue-particulars.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { createRandom } from '../support/random.ts';
import { scatter } from './places.ts';
import { roadGrid } from './road-grid.ts';

/** Shares of a registry's rows: half of no governed category. */
const categories = [
  'other',
  'internet_cafe',
  'other',
  'ktv',
  'other',
  'game_hall',
  'other',
  'lottery',
  'other',
  'lodging',
];

export interface LargeWorkspace {
  readonly directory: string;
  readonly schools: number;
  readonly venues: number;
  readonly roadEdges: number;
  /** Whether schools have a campus and a gate, or are known by a point alone. */
  readonly isDrawn?: boolean;
}

/** A workspace of made-up places, written row by row through the service's own database, without findings. */
export async function writeLargeWorkspace({
  directory,
  schools,
  venues,
  roadEdges,
  isDrawn = true,
}: LargeWorkspace): Promise<void> {
  await createWorkspace({
    directory,
    name: '基准',
    pack: 'beijing-daxing',
    now: new Date('2026-01-01T00:00:00Z'),
  });
  const database = await openDatabase(directory, false);
  const { insertMany } = database;
  await database.writer.transaction().execute(async () => {
    const gates = scatter(schools, venues, 1);
    const columns = [
      'name',
      'stage',
      'schoolCode',
      'address',
      'phone',
      'openedOn',
      'lng',
      'lat',
      'positionSource',
      'boundary',
      'boundarySource',
      'identity',
      'contentHash',
    ];
    insertMany(
      'schools',
      columns,
      gates.map(([lng, lat], i) => [
        `第 ${i + 1} 小学`,
        '小学',
        '',
        '',
        '',
        null,
        lng,
        lat,
        'registry',
        isDrawn ? campusAround(lng, lat) : null,
        isDrawn ? 'imagery' : null,
        `s${i}`,
        '',
      ]),
    );
    insertMany(
      'gates',
      ['schoolId', 'name', 'isMain', 'lng', 'lat', 'positionSource', 'identity', 'contentHash'],
      (isDrawn ? gates : []).map(([lng, lat], i) => [
        i + 1,
        '南门',
        1,
        lng,
        lat - 0.0005,
        'imagery',
        `g${i}`,
        '',
      ]),
    );
    insertMany('venues', venueValues, venueRows(venues));
    if (roadEdges > 0)
      insertMany(
        'roads',
        ['name', 'class', 'width', 'geometry', 'identity', 'contentHash'],
        roadGrid(roadEdges, venues, 5).map(({ name, line }, i) => [
          name,
          'residential',
          8,
          JSON.stringify({ type: 'LineString', coordinates: line }),
          `r${i}`,
          '',
        ]),
      );
  });
  await database.close();
}

const venueValues = [...venueParticulars, ...positionColumns, 'identity', 'contentHash'] as const;
type VenueRow = Partial<Record<(typeof venueValues)[number], string | number | null>>;

function* venueRows(count: number): Generator<(string | number | null)[]> {
  const random = createRandom(7);
  for (const [i, [lng, lat]] of scatter(count, count, 2).entries()) {
    const day = `20${String(5 + Math.floor(random() * 20)).padStart(2, '0')}-06-15`;
    const row: VenueRow = {
      name: `场所 ${i + 1}`,
      category: categories[i % categories.length] as string,
      categoryScore: 1,
      furtherKinds: null,
      address: `某街 ${i % 977} 号`,
      status: '存续',
      establishedOn: day,
      lng,
      lat,
      positionSource: 'registry',
      identity: `v${i}`,
    };
    yield venueValues.map((column) => (column in row ? (row[column] ?? null) : ''));
  }
}

/** About 90 m × 110 m. */
function campusAround(lng: number, lat: number): string {
  const [dx, dy] = [0.0005, 0.0005];
  const ring = [
    [lng - dx, lat - dy],
    [lng + dx, lat - dy],
    [lng + dx, lat + dy],
    [lng - dx, lat + dy],
    [lng - dx, lat - dy],
  ];
  return JSON.stringify({ type: 'Polygon', coordinates: [ring] });
}
