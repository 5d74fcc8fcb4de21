import { boundsMeet, extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { noLayers, type SheetLayers } from '#shared/sheets/content.ts';
import { isKnownByPoint, type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import { drawSchoolOnce, type SchoolDrawing } from '../../../cache/map/school-drawing.ts';
import type { QueryContext } from '../../../workspace/context.ts';

/** What a job that makes many pages reads once for all of them. */
export class Surroundings {
  readonly context: QueryContext;

  constructor(context: QueryContext) {
    this.context = context;
  }

  async schools(): Promise<ReadonlyMap<number, SchoolPlace>> {
    return await this.context.workspace.places.schools();
  }

  /** A school's shapes; `coarse` where they are small on paper. */
  async draw(school: SchoolPlace, coarse = false): Promise<SchoolDrawing | null> {
    const { workspace } = this.context;
    const { pack, rules } = workspace;
    return drawSchoolOnce(school, await workspace.places.roads(), { pack, rules }, coarse);
  }

  /**
   * Campuses, gates and names of all schools in a box, those in `own` set off; zones and gate stretches of
   * those in `zoned`.
   */
  async layersIn(
    bounds: LngLatBounds,
    own: ReadonlySet<number>,
    zoned: (school: SchoolPlace) => boolean,
    coarse = false,
  ): Promise<SheetLayers> {
    const layers: SchoolLayers = { zones: [], campuses: [], gateZones: [], gates: [], schools: [] };
    for (const school of (await this.schools()).values()) {
      const isOwn = own.has(school.id);
      const box = schoolBounds(school);
      if (!box || (!isOwn && !boundsMeet(box, bounds))) continue;
      const drawn = await this.draw(school, coarse);
      if (!drawn) continue;
      if (zoned(school)) addZones(layers, drawn, { isOwn, byPoint: isKnownByPoint(school) });
      addPlaces(layers, school, drawn, { isOwn, isOnly: isOwn && own.size === 1 });
    }
    return { ...noLayers, ...layers };
  }
}

/** The layers of a sheet that schools are drawn in, while they are filled. */
type SchoolLayers = {
  [Name in 'zones' | 'campuses' | 'gateZones' | 'gates' | 'schools']: SheetLayers[Name][number][];
};

function addZones(
  into: SchoolLayers,
  { layers }: SchoolDrawing,
  { isOwn: own, byPoint }: { readonly isOwn: boolean; readonly byPoint: boolean },
): void {
  into.zones.push(...layers.zones.map(({ geometry }) => ({ geometry, own, byPoint })));
  into.gateZones.push(...layers.gate_zones.map(({ geometry }) => geometry));
}

/** `isOnly` where the sheet is about this school alone: its gates are set off too. */
function addPlaces(
  into: SchoolLayers,
  { id, name, campus, gates }: SchoolPlace,
  { layers }: SchoolDrawing,
  { isOwn, isOnly }: { readonly isOwn: boolean; readonly isOnly: boolean },
): void {
  into.campuses.push(...layers.campuses.map(({ geometry }) => ({ geometry, own: isOwn })));
  into.gates.push(...gates.map((gate) => ({ position: gate.position, name: gate.name, own: isOnly })));
  const [label] = layers.school_labels;
  if (label?.geometry.type !== 'Point') return;
  const [lng = 0, lat = 0] = label.geometry.coordinates;
  into.schools.push({
    name,
    position: [lng, lat],
    campus: campus !== null || gates.length > 0,
    own: isOwn,
    anchor: `school:${id}`,
    number: null,
  });
}

/** What all pages of a job share and read only once. */
export function oncePerJob<T>(
  read: (surroundings: Surroundings) => Promise<T>,
): (surroundings: Surroundings) => Promise<T> {
  const known = new WeakMap<Surroundings, Promise<T>>();
  return (surroundings) => {
    const before = known.get(surroundings);
    if (before) return before;
    const reading = read(surroundings);
    known.set(surroundings, reading);
    return reading;
  };
}

/** The box of positions and other boxes; null where there are none. */
export function boundsAround(
  places: readonly LngLat[],
  boxes: readonly (LngLatBounds | null | undefined)[] = [],
): LngLatBounds | null {
  const corners = boxes.flatMap((box): LngLat[] =>
    box
      ? [
          [box[0], box[1]],
          [box[2], box[3]],
        ]
      : [],
  );
  return [...places, ...corners].reduce<LngLatBounds | null>((box, place) => extendBounds(box, place), null);
}

/** A box grown on all sides by a share of itself, and at least to so many degrees of latitude. */
export function grown([west, south, east, north]: LngLatBounds, share: number, least = 0): LngLatBounds {
  const width = Math.max(east - west, least * 1.3);
  const height = Math.max(north - south, least);
  const [lng, lat] = [(west + east) / 2, (south + north) / 2];
  return [
    lng - (width / 2) * (1 + 2 * share),
    lat - (height / 2) * (1 + 2 * share),
    lng + (width / 2) * (1 + 2 * share),
    lat + (height / 2) * (1 + 2 * share),
  ];
}

/** The box of a geometry's positions. */
export function geometryBounds(geometry: GeoJSON.Geometry): LngLatBounds | null {
  let bounds: LngLatBounds | null = null;
  const visit = (positions: unknown): void => {
    if (!Array.isArray(positions)) return;
    if (typeof positions[0] === 'number') bounds = extendBounds(bounds, [positions[0], positions[1]]);
    else positions.forEach(visit);
  };
  if ('coordinates' in geometry) visit(geometry.coordinates);
  return bounds;
}
