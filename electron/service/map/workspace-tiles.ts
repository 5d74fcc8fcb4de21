import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Rule, RulePack } from '#shared/rules/rule.ts';
import { gateZone } from '#shared/zones/gate-zone.ts';
import type { SchoolPlace } from '#shared/zones/places.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import { severities } from '#shared/zones/verdict.ts';
import { severityByVenue } from '../db/findings.ts';
import { loadRoads, loadSchoolPlaces } from '../db/places.ts';
import type { Read } from '../db/schema.ts';

type Layers = ReadonlyMap<string, GeoJSONVT>;
type Feature = GeoJSON.Feature;

/** What decides which zones are drawn, and how. */
interface ZonedBy {
  readonly pack: RulePack;
  readonly rules: readonly Rule[];
}

const TILE_OPTIONS = { maxZoom: 16, indexMaxZoom: 10, tolerance: 1, buffer: 128, extent: 4096 } as const;
const EMPTY = new Uint8Array();

/** Vector tiles of a workspace's own layers, cut from an index that is built once per revision. */
export class WorkspaceTiles {
  #revision = Date.now();
  #layers: Promise<Layers> | null = null;

  /** Part of every tile address: changes when what is drawn changes. */
  get revision(): number {
    return this.#revision;
  }

  invalidate(): void {
    this.#revision += 1;
    this.#layers = null;
  }

  async tile(db: Read, workspace: ZonedBy, z: number, x: number, y: number): Promise<Uint8Array> {
    this.#layers ??= buildLayers(db, workspace);
    const layers = await this.#layers;
    const tiles = [...layers].flatMap(([name, index]) => {
      const tile = index.getTile(z, x, y);
      return tile && tile.features.length > 0 ? [[name, tile] as const] : [];
    });
    return tiles.length === 0
      ? EMPTY
      : fromGeojsonVt(Object.fromEntries(tiles), { version: 2, extent: TILE_OPTIONS.extent });
  }
}

async function buildLayers(db: Read, { pack, rules }: ZonedBy): Promise<Layers> {
  const schools = await loadSchoolPlaces(db);
  const roads = await loadRoads(db);
  const gates = schools.flatMap((school) => school.gates.map((gate) => ({ school, gate })));
  const circle = pack.gateZone.shape === 'circle';
  const features: Record<string, Feature[]> = {
    zones: schools.flatMap((school) => {
      // The law's 学校 leaves out 高校: a school that no rule is about has no zone.
      if (!rules.some((rule) => rule.stages.includes(school.stage))) return [];
      const zone = safetyZone(school, pack.safetyZone.distance, pack.safetyZone.origin);
      return zone ? [{ ...zone, id: school.id, properties: { schoolId: school.id } }] : [];
    }),
    campuses: schools.flatMap((school) =>
      school.campus
        ? [
            feature(
              school.id,
              { type: 'MultiPolygon', coordinates: school.campus } as unknown as GeoJSON.MultiPolygon,
              { name: school.name },
            ),
          ]
        : [],
    ),
    gate_zones: gates.map(({ gate, school }) => {
      const zone = gateZone(gate.position, roads, pack.gateZone.distance, circle);
      return { ...zone.polygon, id: gate.id, properties: { schoolId: school.id, shape: zone.shape } };
    }),
    gates: gates.map(({ gate, school }) =>
      feature(gate.id, point(gate.position), { name: gate.name, schoolId: school.id, main: gate.isMain }),
    ),
    school_labels: schools.flatMap((school) => {
      const position = labelPosition(school);
      return position
        ? [
            feature(school.id, point(position), {
              name: school.name,
              stage: school.stage,
              campus: school.campus !== null,
            }),
          ]
        : [];
    }),
    links: await linkFeatures(db),
    facilities: await facilityFeatures(db),
    venues: await venueFeatures(db),
  };
  return new Map(
    Object.entries(features).map(([name, list]) => [
      name,
      new GeoJSONVT({ type: 'FeatureCollection', features: list }, { ...TILE_OPTIONS }),
    ]),
  );
}

async function venueFeatures(db: Read): Promise<Feature[]> {
  const severity = await severityByVenue(db);
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'name', 'category', 'lng', 'lat'])
    .where('lng', 'is not', null)
    .execute();
  return rows.map((row) => {
    const worst = severity.get(row.id) ?? 'outside';
    return feature(row.id, point([row.lng ?? 0, row.lat ?? 0]), {
      name: row.name,
      category: row.category,
      severity: worst,
      // The worst is drawn first in a collision and so never hidden by a lesser one.
      rank: severities.indexOf(worst as (typeof severities)[number]),
    });
  });
}

/** A line from each measured point of a school to the venue, for what breaks a rule or may do so. */
async function linkFeatures(db: Read): Promise<Feature[]> {
  const rows = await db
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .select([
      'findings.id as id',
      'venueId',
      'schoolId',
      'fromLng',
      'fromLat',
      'distance',
      'severity',
      'venues.lng as lng',
      'venues.lat as lat',
    ])
    .where('isPrimary', '=', 1)
    .where('severity', 'in', ['violation', 'undetermined', 'supervised'])
    .execute();
  return rows.map((row) =>
    feature(
      row.id,
      {
        type: 'LineString',
        coordinates: [
          [row.fromLng, row.fromLat],
          [row.lng ?? row.fromLng, row.lat ?? row.fromLat],
        ],
      },
      {
        venueId: row.venueId,
        schoolId: row.schoolId,
        severity: row.severity,
        label: `${row.distance.toFixed(1)} m`,
      },
    ),
  );
}

async function facilityFeatures(db: Read): Promise<Feature[]> {
  const rows = await db.selectFrom('facilities').selectAll().execute();
  return rows.map((row) =>
    feature(row.id, point([row.lng, row.lat]), { kind: row.kind, name: row.name, state: row.state }),
  );
}

function labelPosition(school: SchoolPlace): readonly [number, number] | null {
  const ring = school.campus?.[0]?.[0];
  if (!ring) return school.point ?? school.gates[0]?.position ?? null;
  const sum = ring.reduce<[number, number]>((total, [lng, lat]) => [total[0] + lng, total[1] + lat], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

function feature(
  id: number,
  geometry: GeoJSON.Geometry,
  properties: Record<string, string | number | boolean>,
): Feature {
  return { type: 'Feature', id, geometry, properties };
}

function point(position: readonly [number, number]): GeoJSON.Point {
  return { type: 'Point', coordinates: [...position] };
}
