import { CodedError } from '#shared/contract/errors.ts';
import type { ComputedDistances, SurveyDraft } from '#shared/contract/surveys.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { measurePair, nearestGate } from '#shared/zones/measure-pair.ts';
import type { SchoolPlace } from '#shared/zones/places.ts';
import { nextCode } from '../db/queries/next-code.ts';
import { selectSurveys } from '../db/queries/surveys.ts';
import type { Read } from '../db/schema/schema.ts';
import { findPair, findSurvey, readSurvey, readWalk } from '../places/judging/read-survey.ts';
import { recompute } from '../places/judging/recompute.ts';
import { LONGEST_WALK } from '../places/judging/walks.ts';
import { minuteOf } from '../platform/clock.ts';
import { requireOfficers } from '../sweeps/officers.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const surveysHandlers: HandlersOf<'surveys'> & HandlersOf<'walks'> = {
  async 'surveys.list'({ db }, { venueId }) {
    return await selectSurveys(db, { venueId });
  },

  async 'surveys.get'({ db }, { id }) {
    return await readSurvey(db, id);
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
    const survey = await findSurvey(db, id);
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
    return await readWalk(context, schoolId, venueId);
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
