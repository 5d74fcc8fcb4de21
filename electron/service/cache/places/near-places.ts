import { shapeOf } from '#shared/geodesy/shape-distance.ts';
import { UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { type DistanceCondition, distanceKey } from '#shared/tables/distance-condition.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import {
  findNearShape,
  type Near,
  type NearAsked,
  NearShapes,
  NearVenues,
  type ShapedPlace,
  type ShapedTarget,
  shapeOfSchool,
} from '#shared/zones/find-near.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import type { NearKind, NearLookup } from '../../db/engine/near-function.ts';
import type { SeenTables } from '../../db/engine/seen-tables.ts';
import type { Measuring } from '../../db/queries/near-columns.ts';
import { loadSurveys } from '../../db/queries/places.ts';
import { selectTroubleSpots } from '../../db/queries/trouble-spots.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { behindNear } from '../../db/schema/tables-read.ts';
import { KeptByVersion } from '../../platform/kept-by-version.ts';
import { type Asker, JoinedWork } from '../joined-work.ts';
import { Turns } from '../turns.ts';
import type { PlaceCache } from './place-cache.ts';

/** What was measured for a distance condition: plain values, so that a thread can be given them. */
export interface MeasuredNear extends Measuring {
  readonly found: Readonly<Partial<Record<NearKind, ReadonlyMap<number, Near>>>>;
  /** Of the schools that were measured to. */
  readonly names: ReadonlyMap<number, string>;
}

/** Measurings that are kept: those of the tables and layers that are open, and a few before them. */
const MOST_KEPT = 12;
/** Those that a statement may still ask for by their number. */
const MOST_NUMBERED = 48;

const kindsOf: Readonly<Record<TableName, readonly NearKind[]>> = {
  findings: ['venue'],
  venues: ['venue'],
  licences: ['venue'],
  // What is about no venue is about a school itself.
  hazards: ['venue', 'placeAtSchool'],
  visits: ['venue', 'placeAtSchool'],
  schools: ['school'],
  gates: ['gate'],
  facilities: ['facility'],
  troubleSpots: ['spot'],
};

/** A school that is meant; `inDoubt` where nobody knows whether it is. */
interface MeantSchool {
  readonly school: SchoolPlace;
  readonly inDoubt: boolean;
}

let measurings = 0;

/**
 * Measures which things of a table lie within a distance of schools or of a shape, by the engine that measures findings,
 * and keeps that until a place, a road, a survey or a standard error is another. Of everything else it knows nothing:
 * statements ask it by number (`near_of`).
 */
export class NearPlaces {
  readonly #places: PlaceCache;
  readonly #reader: Read;
  readonly #seen: SeenTables;
  readonly #kept = new KeptByVersion<JoinedWork<MeasuredNear>>(MOST_KEPT);
  readonly #numbered = new Map<number, MeasuredNear>();

  /** `seen` tells of a change when `places` have taken it over. */
  constructor(places: PlaceCache, reader: Read, seen: SeenTables) {
    this.#places = places;
    this.#reader = reader;
    this.#seen = seen;
  }

  /**
   * What a distance condition asks of a table; `ofAll` where every school within it is wanted. It goes on as long as
   * somebody waits for it. Errors: CANCELLED.
   */
  async measure(
    table: TableName,
    condition: DistanceCondition,
    ofAll: boolean,
    asker: Asker,
  ): Promise<MeasuredNear> {
    const key = JSON.stringify([kindsOf[table], distanceKey(condition), ofAll]);
    const version = this.#seen.versionOf(behindNear);
    const known = this.#kept.get(key, version);
    if (known && !known.isGivenUp) return this.#number(await known.waitFor(asker));
    const work: JoinedWork<MeasuredNear> = new JoinedWork(
      (forAll) => this.#measure(kindsOf[table], condition, ofAll, forAll),
      () => this.#kept.drop(key, version, work),
    );
    this.#kept.set(key, version, work);
    return this.#number(await work.waitFor(asker));
  }

  /** For `near_of`. Throws RangeError for a measuring that nobody has asked for, or long ago. */
  readonly lookUp: NearLookup = (number, ...asked) => tellNear(this.#measuredAs(number), ...asked);

  /** The measurings of some requests. Throws RangeError as `lookUp`. */
  measured(asked: readonly Measuring[]): MeasuredNear[] {
    return asked.map(({ number }) => this.#measuredAs(number));
  }

  #measuredAs(number: number): MeasuredNear {
    const measured = this.#numbered.get(number);
    if (!measured) throw new RangeError(`no measuring ${number}`);
    return measured;
  }

  clear(): void {
    this.#kept.clear();
  }

  /** The one asked for last stands last. */
  #number(measured: MeasuredNear): MeasuredNear {
    this.#numbered.delete(measured.number);
    this.#numbered.set(measured.number, measured);
    const [oldest] = this.#numbered.keys();
    if (this.#numbered.size > MOST_NUMBERED && oldest !== undefined) this.#numbered.delete(oldest);
    return measured;
  }

  async #measure(
    kinds: readonly NearKind[],
    condition: DistanceCondition,
    ofAll: boolean,
    forAll: Asker,
  ): Promise<MeasuredNear> {
    const schools = await this.#schoolsOf(condition);
    const turns = new Turns(condition.by === 'walking' ? '查找步行路线' : '量距离', forAll);
    const asked = { within: condition.within, by: condition.by, to: condition.to, ofAll };
    const found: Partial<Record<NearKind, ReadonlyMap<number, Near>>> = {};
    for (const kind of kinds)
      found[kind] =
        kind === 'venue'
          ? await this.#nearVenues(condition, schools, asked, turns)
          : await this.#nearShapes(await this.#shapesOf(kind), { condition, schools }, asked, turns);
    return {
      key: distanceKey(condition),
      number: ++measurings,
      found,
      names: new Map(schools.map(({ school }) => [school.id, school.name])),
    };
  }

  /** The schools that are meant, and those of which nobody knows whether they are. */
  async #schoolsOf({ from }: DistanceCondition): Promise<MeantSchool[]> {
    if (from.kind === 'shape') return [];
    const schools = await this.#places.schools();
    if (from.kind === 'school') {
      const school = schools.get(from.id);
      return school ? [{ school, inDoubt: false }] : [];
    }
    const { stages } = from;
    return [...schools.values()].flatMap((school): MeantSchool[] => {
      if (stages.length === 0 || stages.includes(school.stage)) return [{ school, inDoubt: false }];
      return school.stage === UNKNOWN_STAGE ? [{ school, inDoubt: true }] : [];
    });
  }

  async #nearVenues(
    { from }: DistanceCondition,
    schools: readonly MeantSchool[],
    asked: NearAsked,
    turns: Turns,
  ): Promise<ReadonlyMap<number, Near>> {
    const index = await this.#places.venues();
    if (from.kind === 'shape') return findNearShape(index, shapeOf(from.shape), asked.within);
    const network = asked.by === 'walking' ? await this.#places.network() : null;
    const search = new NearVenues(index, asked, { network, surveys: await loadSurveys(this.#reader) });
    for (const ring of search.rings())
      await turns.take(schools, ({ school, inDoubt }) => search.take(school, inDoubt, ring));
    return search.found;
  }

  async #nearShapes(
    things: readonly ShapedPlace[],
    { condition, schools }: { condition: DistanceCondition; schools: readonly MeantSchool[] },
    asked: NearAsked,
    turns: Turns,
  ): Promise<ReadonlyMap<number, Near>> {
    const targets: ShapedTarget[] =
      condition.from.kind === 'shape'
        ? [{ shape: shapeOf(condition.from.shape), sigma: 0, schoolId: null, inDoubt: false }]
        : schools.map(({ school, inDoubt }) => ({
            ...shapeOfSchool(school, asked.to),
            schoolId: school.id,
            inDoubt,
          }));
    const search = new NearShapes(targets, asked);
    await turns.take(things, (thing) => search.take(thing));
    return search.found;
  }

  async #shapesOf(kind: Exclude<NearKind, 'venue'>): Promise<ShapedPlace[]> {
    // The position of a facility has no error of its own.
    if (kind === 'facility')
      return (await this.#places.facilities()).all.map(({ id, geometry }) => ({
        id,
        shape: shapeOf(geometry),
        sigma: 0,
      }));
    // What was drawn is taken as it stands.
    if (kind === 'spot')
      return (await selectTroubleSpots(this.#reader)).map(({ id, geometry }) => ({
        id,
        shape: shapeOf(readStored('troubleSpots.geometry', geometry)),
        sigma: 0,
      }));
    const schools = [...(await this.#places.schools()).values()];
    if (kind !== 'gate')
      return schools.map((school) => ({
        id: school.id,
        ...shapeOfSchool(school, 'nearest'),
        ...(kind === 'school' && { except: school.id }),
      }));
    return schools.flatMap(({ gates }) =>
      gates.map(({ id, position, sigma }) => ({
        id,
        shape: { areas: [], lines: [], points: [position] },
        sigma,
      })),
    );
  }
}

/** What a measuring tells of a thing. */
export function tellNear(
  { found, names }: MeasuredNear,
  ...[fact, kind, id]: Parameters<NearLookup> extends [number, ...infer Rest] ? Rest : never
): string | number | null {
  const near = id === null ? undefined : found[kind]?.get(id);
  if (!near) return null;
  const namesOf = (ids: readonly number[]) => ids.map((each) => nameOf(names, each));
  switch (fact) {
    case 'verdict':
      return near.verdict;
    case 'distance':
      return near.distance;
    case 'doubt':
      return 2 * near.sigma;
    case 'school':
      return near.schoolId === null ? null : nameOf(names, near.schoolId);
    case 'schools':
      return near.schoolIds.length === 0 ? null : namesOf(near.schoolIds).join(';');
    case 'list':
      return JSON.stringify(namesOf(near.schoolIds));
  }
}

/** Several names stand between semicolons. */
function nameOf(names: ReadonlyMap<number, string>, id: number): string {
  return (names.get(id) ?? '').replaceAll(';', '；');
}
