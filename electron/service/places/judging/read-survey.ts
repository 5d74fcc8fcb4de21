import { CodedError } from '#shared/contract/errors.ts';
import type { SurveyDetail, WalkPath } from '#shared/contract/surveys.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { loadSchoolPlaces, positionOf, toTuple } from '../../db/queries/places.ts';
import { selectDecided } from '../../db/queries/survey-findings.ts';
import { selectSurveys } from '../../db/queries/surveys.ts';
import { selectLocatedVenue } from '../../db/queries/venues.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { shortestWalk } from './walks.ts';

/** A survey as it is stored, with the names of what it is about. Errors: SURVEY_UNKNOWN. */
export async function findSurvey(db: Read, id: number) {
  const [survey] = await selectSurveys(db, { id });
  if (!survey) throw new CodedError('SURVEY_UNKNOWN', { id });
  return survey;
}

/** A survey with its ends and what it decides today. Errors: SURVEY_UNKNOWN. */
export async function readSurvey(db: Read, id: number): Promise<SurveyDetail> {
  const survey = await findSurvey(db, id);
  return {
    ...survey,
    venuePosition: toTuple(positionOf({ lng: survey.venueLng, lat: survey.venueLat })),
    gatePosition: toTuple(positionOf({ lng: survey.gateLng, lat: survey.gateLat })),
    decides: await selectDecided(db, id),
  };
}

/** A school, and the position of a venue. Errors: SCHOOL_UNKNOWN, VENUE_UNKNOWN, VENUE_UNLOCATED. */
export async function findPair(
  db: Read,
  schoolId: number,
  venueId: number,
): Promise<{ school: SchoolPlace; position: LngLat }> {
  const [school] = await loadSchoolPlaces(db, [schoolId]);
  if (!school) throw new CodedError('SCHOOL_UNKNOWN', { id: schoolId });
  const venue = await selectLocatedVenue(db, venueId);
  if (!venue) throw new CodedError('VENUE_UNKNOWN', { id: venueId });
  const position = positionOf(venue);
  if (!position) throw new CodedError('VENUE_UNLOCATED', { name: venue.name });
  return { school, position };
}

/**
 * The shortest walk from a school's gates to a venue, with its stretches.
 * Errors: SCHOOL_UNKNOWN, VENUE_UNKNOWN, VENUE_UNLOCATED.
 */
export async function readWalk(context: QueryContext, schoolId: number, venueId: number): Promise<WalkPath> {
  const { school, position } = await findPair(context.db, schoolId, venueId);
  const { gate, walk, reason } = await shortestWalk(context, school, position);
  const from = gate?.position ?? position;
  const segments = walk?.reason === null ? walk.segments : [];
  return {
    gateName: gate?.name ?? '',
    from: [...from],
    to: [...position],
    metres: walk?.metres ?? null,
    reason,
    segments: segments.map((segment) => ({
      ...segment,
      line: segment.line.map(([lng, lat]) => [lng, lat]),
    })),
  };
}
