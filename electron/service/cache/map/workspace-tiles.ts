import { boundsMeet, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { boxOf, type RegionIndex } from '#shared/regions/region-index.ts';
import {
  type DrawnLink,
  type MarkedVenue,
  selectLinks,
  selectMarkedVenues,
} from '../../db/queries/findings.ts';
import { selectFacilities, selectVenueNames } from '../../db/queries/places.ts';
import { selectShortVenues } from '../../db/queries/venues.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { letOthersGo } from '../../platform/let-others-go.ts';
import { keepUnlessFailed } from '../keep-unless-failed.ts';
import type { PlaceCache } from '../places/place-cache.ts';
import type { Touched } from '../touched.ts';
import { encodeTile } from './encode-tile.ts';
import {
  type Clusters,
  clusterFeatures,
  DETAIL_ZOOM,
  type Marked,
  makeClusters,
  markFeature,
} from './mark-clusters.ts';
import { clusterSchools, SCHOOLS_APART, type SchoolClusters, schoolMarks } from './school-clusters.ts';
import {
  drawSchool,
  type Feature,
  feature,
  point,
  type SchoolDrawing,
  type ZonedBy,
} from './school-drawing.ts';
import { boundsOfLink, boundsOfTile, featureMeets, isNear } from './tile-bounds.ts';

const EVERYWHERE: LngLatBounds = [-180, -90, 180, 90];

/** What zones and doubts rest on. */
type RuledBy = ZonedBy & { readonly today: string };

/** Drawing ahead begins so long after the first tile: by then the first map is complete. */
const WARM_AFTER_MS = 3000;
/** Below this a zone of 200 m is less than seven pixels wide. */
const ZONES_ZOOM = 11;
/** Below these zooms only roads at least so wide are drawn, metres: the others would be one grey area. */
const roadLevels: readonly (readonly [zoom: number, width: number])[] = [
  [10, 20],
  [12, 12],
  [13, 7],
];

/**
 * Vector tiles of a workspace's own layers, cut one by one from what lies in each tile. Drawings of
 * schools, links and marks are kept and replaced school by school as findings change.
 */
export class WorkspaceTiles {
  readonly #places: PlaceCache;
  #revision = Date.now();
  readonly #fine = new Map<number, SchoolDrawing | null>();
  readonly #coarse = new Map<number, SchoolDrawing | null>();
  #links: Promise<Map<number, readonly DrawnLink[]>> | null = null;
  #marks: Promise<Map<number, MarkedVenue>> | null = null;
  #facilities: Promise<readonly Feature[]> | null = null;
  #clusters = new WeakMap<object, Clusters>();
  #schoolClusters: SchoolClusters | null = null;
  #warming: NodeJS.Timeout | null = null;
  #closed = false;
  /** The key of the clusters that are made without a filter. */
  readonly #everything = {};

  constructor(places: PlaceCache) {
    this.#places = places;
  }

  /** Part of every tile address: changes when what is drawn changes. */
  get revision(): number {
    return this.#revision;
  }

  /** Forgets everything: the rules changed, or nobody knows what did. */
  redraw(): void {
    this.#forgetAll({ schools: 'all', venues: 'all', facilities: true, findings: 'all' });
  }

  /** Takes over what a committed command changed. */
  async refresh(db: Read, touched: Touched): Promise<void> {
    const { schools, roads, findings } = touched;
    this.#forgetAll({ ...touched, ...(roads ? { schools: 'all' } : {}) });
    if (schools && schools !== 'all')
      for (const id of schools) {
        this.#fine.delete(id);
        this.#coarse.delete(id);
      }
    if (findings && findings !== 'all' && findings.length > 0) await this.#replaceFindings(db, findings);
  }

  /** Tells maps that tiles are others now, filtered ones or all. */
  grow(): void {
    this.#revision += 1;
  }

  /** A tile with only those venues that `only` holds, where it is given. */
  async tile(
    db: Read,
    zonedBy: RuledBy,
    [z, x, y]: readonly [number, number, number],
    only: ReadonlySet<number> | null = null,
  ): Promise<Uint8Array> {
    this.#warm(zonedBy);
    const box = boundsOfTile(z, x, y);
    const coarse = z < DETAIL_ZOOM;
    const layers = {
      ...(z < ZONES_ZOOM ? await this.#regionsIn(box) : await this.#featuresIn(db, zonedBy, box, coarse)),
      ...(z < SCHOOLS_APART ? await this.#schoolMarksIn(z, boundsOfTile(z, x, y, 0)) : {}),
      venues: coarse
        ? await this.#clustersIn(db, zonedBy, z, boundsOfTile(z, x, y, 0), only)
        : await this.#venuesIn(db, zonedBy, box, only),
      links: coarse ? [] : await this.#linksIn(db, box, only),
    };
    return encodeTile(layers, [z, x, y]);
  }

  /** A tile of the road network. It is a source of its own, because most people never switch it on. */
  async roadTile([z, x, y]: readonly [number, number, number]): Promise<Uint8Array> {
    const least = roadLevels.find(([below]) => z < below)?.[1] ?? 0;
    const roads = (await this.#places.roads()).within(boundsOfTile(z, x, y));
    const features = roads
      .filter(({ width }) => width >= least)
      .map(({ id, line, width, name }) =>
        feature(
          id,
          { type: 'LineString', coordinates: line.map((position) => [...position]) },
          { name: name ?? '', width },
        ),
      );
    return encodeTile({ roads: features }, [z, x, y]);
  }

  /** Stops drawing ahead, because the database is going to be closed. */
  close(): void {
    this.#closed = true;
    if (this.#warming) clearTimeout(this.#warming);
  }

  /** Draws the other schools in idle time, so that the map has them ready when somebody pans. */
  #warm(zonedBy: ZonedBy): void {
    this.#warming ??= setTimeout(() => {
      // A failure here does no harm: the school is drawn when a tile needs it, and the error is told then.
      this.#drawAhead(zonedBy).catch(() => undefined);
    }, WARM_AFTER_MS).unref();
  }

  async #drawAhead(zonedBy: ZonedBy): Promise<void> {
    const roads = await this.#places.roads();
    for (const school of (await this.#places.schools()).values())
      for (const coarse of [true, false]) {
        if (this.#closed) return;
        const drawn = coarse ? this.#coarse : this.#fine;
        if (drawn.has(school.id)) continue;
        drawn.set(school.id, drawSchool(school, roads, zonedBy, coarse));
        await letOthersGo();
      }
  }

  /** Whether every school is drawn, so that no tile has to wait for a drawing. */
  async isDrawnAhead(): Promise<boolean> {
    const schools = await this.#places.schools();
    return [...schools.keys()].every((id) => this.#coarse.has(id) && this.#fine.has(id));
  }

  async #regionsIn(box: LngLatBounds): Promise<Record<string, Feature[]>> {
    const { index } = await this.#places.regions();
    return { regions: regionsIn(index, box) };
  }

  /** For small scales: schools that stand close together as one mark, the others by their names. */
  async #schoolMarksIn(z: number, box: LngLatBounds): Promise<Record<string, Feature[]>> {
    this.#schoolClusters ??= clusterSchools((await this.#places.schools()).values());
    return schoolMarks(this.#schoolClusters, z, box);
  }

  async #featuresIn(
    db: Read,
    zonedBy: ZonedBy,
    box: LngLatBounds,
    coarse: boolean,
  ): Promise<Record<string, Feature[]>> {
    const drawings = await this.#schoolsIn(zonedBy, box, coarse);
    const of = (layer: keyof SchoolDrawing['layers']) => drawings.flatMap((drawing) => drawing.layers[layer]);
    const { index } = await this.#places.regions();
    return {
      regions: regionsIn(index, box),
      zones: of('zones'),
      campuses: of('campuses'),
      gate_zones: of('gate_zones'),
      gates: of('gates'),
      school_labels: of('school_labels'),
      facilities: coarse ? [] : (await this.#allFacilities(db)).filter((place) => featureMeets(box, place)),
    };
  }

  async #schoolsIn(zonedBy: ZonedBy, box: LngLatBounds, coarse: boolean): Promise<SchoolDrawing[]> {
    const roads = await this.#places.roads();
    const drawn = coarse ? this.#coarse : this.#fine;
    const found: SchoolDrawing[] = [];
    for (const school of (await this.#places.schools()).values()) {
      // Schools that are too far away to reach into the tile are not drawn.
      if (!isNear(school, box, zonedBy.pack.safetyZone.distance)) continue;
      let drawing = drawn.get(school.id);
      if (drawing === undefined) {
        drawing = drawSchool(school, roads, zonedBy, coarse);
        drawn.set(school.id, drawing);
      }
      if (drawing && boundsMeet(drawing.bounds, box)) found.push(drawing);
    }
    return found;
  }

  /** Every venue of a detailed tile. */
  async #venuesIn(
    db: Read,
    zonedBy: RuledBy,
    box: LngLatBounds,
    only: ReadonlySet<number> | null,
  ): Promise<Feature[]> {
    const marks = await this.#allMarks(db);
    const doubts = await this.#places.doubts(zonedBy, zonedBy.today);
    const index = await this.#places.venues();
    const found: Feature[] = [];
    const plain = new Map<number, readonly [number, number]>();
    index.within(box, (at, lng, lat) => {
      const id = index.venues.id(at);
      if (only && !only.has(id)) return;
      const mark = marks.get(id);
      if (mark) found.push(markFeature(mark));
      else plain.set(id, [lng, lat]);
    });
    for (const { id, name, category } of await selectVenueNames(db, [...plain.keys()])) {
      const position = plain.get(id);
      const severity = doubts.has(id) ? 'doubt' : 'outside';
      if (position) found.push(markFeature({ id, name, category, position, severity }));
    }
    return found;
  }

  async #linksIn(db: Read, box: LngLatBounds, only: ReadonlySet<number> | null): Promise<Feature[]> {
    return [...(await this.#allLinks(db)).values()]
      .flat()
      .filter((link) => (!only || only.has(link.venueId)) && boundsMeet(boundsOfLink(link), box))
      .map(linkFeature);
  }

  /**
   * Venues that break a rule or may do so, and those that nobody knows what they are and that could; those close together
   * as one mark that counts each severity.
   */
  async #clustersIn(
    db: Read,
    zonedBy: RuledBy,
    z: number,
    box: LngLatBounds,
    only: ReadonlySet<number> | null,
  ): Promise<Feature[]> {
    const clusters = await this.#clustersOf(db, zonedBy, only);
    return clusterFeatures(clusters, z, box);
  }

  async #clustersOf(db: Read, zonedBy: RuledBy, only: ReadonlySet<number> | null): Promise<Clusters> {
    const key = only ?? this.#everything;
    const known = this.#clusters.get(key);
    if (known) return known;
    const marks = await this.#allMarks(db);
    const doubts = await this.#doubtMarks(db, zonedBy, (id) => !marks.has(id));
    // Without a school nothing is found of any venue: then all that there are show where they stand.
    const plain = (await this.#places.schools()).size === 0 ? await this.#plainMarks(db) : [];
    const all = [...marks.values(), ...doubts, ...plain];
    const clusters = makeClusters(all.filter(({ id }) => !only || only.has(id)));
    this.#clusters.set(key, clusters);
    return clusters;
  }

  async #doubtMarks(
    db: Read,
    zonedBy: RuledBy,
    isWanted: (id: number) => boolean,
  ): Promise<readonly Marked[]> {
    const doubts = await this.#places.doubts(zonedBy, zonedBy.today);
    const rows = await selectShortVenues(db, [...doubts.keys()].filter(isWanted));
    return [...rows.values()].flatMap(({ id, name, category, lng, lat }): Marked[] =>
      lng === null || lat === null ? [] : [{ id, name, category, position: [lng, lat], severity: 'doubt' }],
    );
  }

  async #plainMarks(db: Read): Promise<readonly Marked[]> {
    const index = await this.#places.venues();
    const found = new Map<number, LngLat>();
    index.within(EVERYWHERE, (at, lng, lat) => void found.set(index.venues.id(at), [lng, lat]));
    const rows = await selectVenueNames(db, [...found.keys()]);
    return rows.flatMap(({ id, name, category }): Marked[] => {
      const position = found.get(id);
      return position ? [{ id, name, category, position, severity: 'outside' }] : [];
    });
  }

  async #allLinks(db: Read) {
    const reading = () => selectLinks(db).then((links) => bySchool(links));
    this.#links ??= keepUnlessFailed(reading(), () => (this.#links = null));
    return await this.#links;
  }

  async #allMarks(db: Read) {
    const reading = () =>
      selectMarkedVenues(db).then((marks) => new Map(marks.map((mark) => [mark.id, mark])));
    this.#marks ??= keepUnlessFailed(reading(), () => (this.#marks = null));
    return await this.#marks;
  }

  async #allFacilities(db: Read) {
    this.#facilities ??= keepUnlessFailed(readFacilities(db), () => (this.#facilities = null));
    return await this.#facilities;
  }

  #forgetAll({ schools, venues, roads, facilities, findings, surveyedVenues }: Touched): void {
    if (schools === 'all') {
      this.#fine.clear();
      this.#coarse.clear();
    }
    if (facilities) this.#facilities = null;
    if (schools) this.#schoolClusters = null;
    // Doubts are found anew by what schools, roads and surveys are, whether or not a finding is another.
    if (findings || venues || schools || roads || surveyedVenues) this.#clusters = new WeakMap();
    if (findings !== 'all' && !venues) return;
    this.#links = null;
    this.#marks = null;
  }

  /** Links of the schools named, and marks of all venues that these concern or concerned. */
  async #replaceFindings(db: Read, schools: readonly number[]): Promise<void> {
    if (!this.#links || !this.#marks) {
      this.#links = null;
      this.#marks = null;
      return;
    }
    const [links, marks] = [await this.#links, await this.#marks];
    const fresh = bySchool(await selectLinks(db, schools));
    const venues = new Set<number>();
    for (const id of schools) {
      for (const { venueId } of [...(links.get(id) ?? []), ...(fresh.get(id) ?? [])]) venues.add(venueId);
      links.set(id, fresh.get(id) ?? []);
    }
    for (const id of venues) marks.delete(id);
    for (const mark of await selectMarkedVenues(db, [...venues])) marks.set(mark.id, mark);
  }
}

async function readFacilities(db: Read): Promise<readonly Feature[]> {
  return (await selectFacilities(db)).flatMap(({ id, lng, lat, kind, name, state, geometry }) => {
    const properties = { kind, name, state };
    const spot = feature(id, point([lng, lat]), properties);
    if (geometry === null) return [spot];
    return [feature(id, readStored('facilities.geometry', geometry), properties), spot];
  });
}

function bySchool(links: readonly DrawnLink[]): Map<number, readonly DrawnLink[]> {
  const grouped = new Map<number, DrawnLink[]>();
  for (const link of links) {
    const known = grouped.get(link.schoolId);
    if (known) known.push(link);
    else grouped.set(link.schoolId, [link]);
  }
  return grouped;
}

function regionsIn(index: RegionIndex, box: LngLatBounds): Feature[] {
  return index.regions.flatMap(({ id, name, level, geometry }) =>
    boundsMeet(boxOf(geometry), box) ? [feature(id, geometry, { name, level })] : [],
  );
}

function linkFeature({ id, venueId, schoolId, severity, distance, from, to }: DrawnLink): Feature {
  return feature(
    id,
    { type: 'LineString', coordinates: [[...from], [...to]] },
    { venueId, schoolId, severity, label: `${distance.toFixed(1)} m` },
  );
}
