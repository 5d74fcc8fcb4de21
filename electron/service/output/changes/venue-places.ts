import type { VerdictChange } from '#shared/contract/findings.ts';
import { selectPositions, selectSchoolsOfVenues } from '../../db/queries/changes-since.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { Towns } from './changes-context.ts';

interface KnownVenue {
  readonly name: string;
  readonly category: string;
  readonly town: string;
}

/** Where venues lie and with which schools they have to do, today or before a change: asked for all of some at once. */
export class VenuePlaces {
  readonly #db: Read;
  readonly #towns: Towns;
  readonly #venues = new Map<number, KnownVenue>();
  readonly #schools = new Map<number, Set<number>>();

  /** A venue that was closed has nothing to do with a school any more: what was flipped tells with which it had. */
  constructor(db: Read, towns: Towns, flips: readonly VerdictChange[]) {
    this.#db = db;
    this.#towns = towns;
    for (const { venueId, schoolId } of flips) this.#add(venueId, schoolId);
  }

  async learn(ids: readonly number[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !this.#venues.has(id));
    for (const { id, name, category, lng, lat } of await selectPositions(this.#db, unknown))
      this.#venues.set(id, { name, category, town: this.#towns.at(lng, lat) });
    for (const { venueId, schoolId } of await selectSchoolsOfVenues(this.#db, unknown))
      this.#add(venueId, schoolId);
  }

  of(id: number): KnownVenue | null {
    return this.#venues.get(id) ?? null;
  }

  townOf(id: number): string {
    return this.#venues.get(id)?.town ?? '';
  }

  schoolsOf(id: number): number[] {
    return [...(this.#schools.get(id) ?? [])];
  }

  #add(venueId: number, schoolId: number): void {
    const known = this.#schools.get(venueId) ?? new Set();
    known.add(schoolId);
    this.#schools.set(venueId, known);
  }
}
