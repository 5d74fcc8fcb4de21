import { z } from 'zod';
import type { Metres } from '../geodesy/units.ts';

export const surveyMethodSchema = z.enum(['straight', 'walking']);
export type SurveyMethod = z.infer<typeof surveyMethodSchema>;

/**
 * A distance between one school and one venue that officers measured on the ground. It governs wherever
 * a rule means this distance; what was computed is kept beside it.
 */
export interface SurveyedDistance {
  readonly id: number;
  /** Number of its certificate. */
  readonly code: string;
  readonly schoolId: number;
  readonly venueId: number;
  /** The gate it was measured from; null where it was measured from the campus edge. */
  readonly gateId: number | null;
  readonly method: SurveyMethod;
  readonly distance: Metres;
  readonly sigma: Metres;
}

/** Surveyed distances by school and venue. */
export class SurveyedDistances {
  readonly #bySchool = new Map<number, Map<number, SurveyedDistance[]>>();

  constructor(surveys: Iterable<SurveyedDistance>) {
    for (const survey of surveys) {
      const venues = this.#bySchool.get(survey.schoolId) ?? new Map<number, SurveyedDistance[]>();
      this.#bySchool.set(survey.schoolId, venues);
      const known = venues.get(survey.venueId);
      if (known) known.push(survey);
      else venues.set(survey.venueId, [survey]);
    }
  }

  get isEmpty(): boolean {
    return this.#bySchool.size === 0;
  }

  /** By venue; null where nothing was measured at this school. */
  ofSchool(schoolId: number): ReadonlyMap<number, readonly SurveyedDistance[]> | null {
    return this.#bySchool.get(schoolId) ?? null;
  }
}
