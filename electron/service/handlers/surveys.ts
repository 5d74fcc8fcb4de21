import { CodedError } from '#shared/contract/errors.ts';
import type { ComputedDistances, SurveyDraft } from '#shared/contract/surveys.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { measurePair, nearestGate } from '#shared/zones/measure-pair.ts';
import type { SchoolPlace } from '#shared/zones/places.ts';
import type { Verdict } from '#shared/zones/verdict.ts';
import { nextCode } from '../db/queries/next-code.ts';
import { loadSchoolPlaces, positionOf, toTuple } from '../db/queries/places.ts';
import { selectSurveys } from '../db/queries/surveys.ts';
import type { Read } from '../db/schema/schema.ts';
import { recompute } from '../places/judging/recompute.ts';
import { LONGEST_WALK, shortestWalk } from '../places/judging/walks.ts';
import { minuteOf } from '../platform/clock.ts';
import { requireOfficers } from '../sweeps/officers.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const surveysHandlers: HandlersOf<'surveys'> & HandlersOf<'walks'> = {
  async 'surveys.list'({ db }, { venueId }) {
    return await selectSurveys(db, { venueId });
  },

  async 'surveys.get'({ db }, { id }) {
    const [survey] = await selectSurveys(db, { id });
    if (!survey) throw new CodedError('SURVEY_UNKNOWN', { id });
    const findings = await db
      .selectFrom('findings')
      .select(['ruleId', 'limit', 'verdict'])
      .where('surveyId', '=', id)
      .orderBy('ruleRank')
      .execute();
    return {
      ...survey,
      venuePosition: toTuple(positionOf({ lng: survey.venueLng, lat: survey.venueLat })),
      gatePosition: toTuple(positionOf({ lng: survey.gateLng, lat: survey.gateLat })),
      decides: findings.map((finding) => ({ ...finding, verdict: finding.verdict as Verdict })),
    };
  },

  async 'surveys.record'(context, draft) {
    const { db, now } = context;
    const { school, position } = await checkSurvey(context, draft);
    const distance = draft.segments.reduce((sum, { metres }) => sum + metres, 0);
    const code = await nextCode(db, 'surveys', `CL-${periodOf(draft.surveyedAt.slice(0, 10))}-`);
    const row = await db
      .insertInto('surveys')
      .values({
        ...draft,
        code,
        distance,
        segments: JSON.stringify(draft.segments),
        officers: JSON.stringify(draft.officers),
        computed: JSON.stringify(await computeDistances(context, school, draft.gateId, position)),
        recordedAt: now.toISOString(),
        withdrawnAt: null,
        withdrawnReason: '',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    context.changed('surveys');
    await recompute(context, { venues: [draft.venueId] });
    return { id: row.id, code };
  },

  async 'surveys.withdraw'(context, { id, reason }) {
    const { db, now } = context;
    const [survey] = await selectSurveys(db, { id });
    if (!survey) throw new CodedError('SURVEY_UNKNOWN', { id });
    if (survey.withdrawnAt !== null) throw new CodedError('SURVEY_WITHDRAWN', { code: survey.code });
    context.recordBefore(survey);
    await db
      .updateTable('surveys')
      .set({ withdrawnAt: now.toISOString(), withdrawnReason: reason })
      .where('id', '=', id)
      .execute();
    context.changed('surveys');
    await recompute(context, { venues: [survey.venueId] });
    return {};
  },

  async 'walks.get'(context, { schoolId, venueId }) {
    const { school, position } = await findPair(context.db, schoolId, venueId);
    const { gate, walk, reason } = await shortestWalk(context, school, position);
    const from = gate?.position ?? position;
    return {
      gateName: gate?.name ?? '',
      from: [...from],
      to: [...position],
      metres: walk?.metres ?? null,
      reason,
      segments:
        walk?.reason === null
          ? walk.segments.map((segment) => ({
              ...segment,
              line: segment.line.map(([lng, lat]) => [lng, lat]),
            }))
          : [],
    };
  },
};

/** The law and good sense of a survey: its officers, its ends, its time. */
async function checkSurvey(context: CommandContext, draft: SurveyDraft) {
  requireOfficers(draft.officers, context.workspace.pack);
  if (draft.method === 'walking' && draft.gateId === null) throw new CodedError('SURVEY_GATE_REQUIRED');
  if (draft.surveyedAt > minuteOf(context.now)) throw new CodedError('SURVEY_IN_FUTURE');
  const pair = await findPair(context.db, draft.schoolId, draft.venueId);
  if (draft.gateId !== null && !pair.school.gates.some((gate) => gate.id === draft.gateId))
    throw new CodedError('GATE_UNKNOWN', { id: draft.gateId });
  return pair;
}

/** Errors: SCHOOL_UNKNOWN, VENUE_UNKNOWN, VENUE_UNLOCATED. */
async function findPair(db: Read, schoolId: number, venueId: number) {
  const [school] = await loadSchoolPlaces(db, [schoolId]);
  if (!school) throw new CodedError('SCHOOL_UNKNOWN', { id: schoolId });
  const venue = await db
    .selectFrom('venues')
    .select(['name', 'lng', 'lat'])
    .where('id', '=', venueId)
    .executeTakeFirst();
  if (!venue) throw new CodedError('VENUE_UNKNOWN', { id: venueId });
  const position = positionOf(venue);
  if (!position) throw new CodedError('VENUE_UNLOCATED', { name: venue.name });
  return { school, position };
}

/** What the engine makes of the same pair, from the same gate where one was measured from. */
async function computeDistances(
  { workspace }: Pick<QueryContext, 'workspace'> & { readonly db: Read },
  school: SchoolPlace,
  gateId: number | null,
  position: LngLat,
): Promise<ComputedDistances> {
  const network = await workspace.places.network();
  const end = network?.snap(position) ?? null;
  const walkTo = (id: number) => {
    const gate = school.gates.find((candidate) => candidate.id === id);
    return network && gate ? network.walksFrom(network.snap(gate.position), LONGEST_WALK)(end) : null;
  };
  const pair = measurePair(school, { position, sigma: 0, coarse: false }, walkTo, []);
  const gate = pair.gates.find((entry) => entry.gate.id === gateId) ?? nearestGate(pair.gates);
  return {
    boundary: pair.boundary?.distance ?? null,
    gate: gate?.distance ?? null,
    walking: gate?.walking?.metres ?? null,
  };
}
