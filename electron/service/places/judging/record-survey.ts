import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ComputedDistances, SurveyDraft } from '#shared/contract/surveys.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { measurePair, nearestGate } from '#shared/zones/measure-pair.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { nextCode } from '../../db/queries/next-code.ts';
import { insertSurvey } from '../../db/queries/surveys.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { findPair } from './read-survey.ts';
import { LONGEST_WALK } from './walks.ts';

/**
 * Stores a distance that officers measured, with what was computed for the same two places. Errors:
 * SURVEY_GATE_REQUIRED, SURVEY_IN_FUTURE, GATE_UNKNOWN, SCHOOL_UNKNOWN, VENUE_UNKNOWN, VENUE_UNLOCATED.
 */
export async function recordSurvey(
  context: CommandContext,
  draft: SurveyDraft,
): Promise<{ id: number; code: string }> {
  const { db, now } = context;
  const { school, position } = await checkEndsAndTime(context, draft);
  const code = await nextCode(db, 'surveys', `CL-${periodOf(draft.surveyedAt.slice(0, 10))}-`);
  const id = await insertSurvey(db, {
    ...draft,
    code,
    distance: draft.segments.reduce((sum, { metres }) => sum + metres, 0),
    segments: JSON.stringify(draft.segments),
    officers: JSON.stringify(draft.officers),
    computed: JSON.stringify(await computeDistances(context, school, draft.gateId, position)),
    recordedAt: now.toISOString(),
    withdrawnAt: null,
    withdrawnReason: '',
  });
  return { id, code };
}

async function checkEndsAndTime(context: CommandContext, draft: SurveyDraft) {
  if (draft.method === 'walking' && draft.gateId === null) throw new CodedError('SURVEY_GATE_REQUIRED');
  if (draft.surveyedAt > minuteOf(context.now)) throw new CodedError('SURVEY_IN_FUTURE');
  const pair = await findPair(context.db, draft.schoolId, draft.venueId);
  if (draft.gateId !== null && !pair.school.gates.some((gate) => gate.id === draft.gateId))
    throw new CodedError('GATE_UNKNOWN', { id: draft.gateId });
  return pair;
}

/** What the engine makes of the same pair, from the same gate where one was measured from. */
async function computeDistances(
  { workspace }: Pick<CommandContext, 'workspace'>,
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
