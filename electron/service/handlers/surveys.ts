import { CodedError } from '#shared/contract/errors.ts';
import { selectSurveys, withdrawSurvey } from '../db/queries/surveys.ts';
import { findSurvey, readSurvey, readWalk } from '../places/judging/read-survey.ts';
import { recordSurvey } from '../places/judging/record-survey.ts';
import { requireOfficers } from '../sweeps/officers.ts';
import type { HandlersOf } from './handler-types.ts';

export const surveysHandlers: HandlersOf<'surveys'> & HandlersOf<'walks'> = {
  async 'surveys.list'({ db }, { venueId }) {
    return await selectSurveys(db, { venueId });
  },

  async 'surveys.get'({ db }, { id }) {
    return await readSurvey(db, id);
  },

  async 'surveys.record'(context, draft) {
    requireOfficers(draft.officers, context.workspace.pack);
    const survey = await recordSurvey(context, draft);
    context.touched({ surveyedVenues: [draft.venueId] });
    return survey;
  },

  async 'surveys.withdraw'(context, { id, reason }) {
    const { db, now } = context;
    const survey = await findSurvey(db, id);
    if (survey.withdrawnAt !== null) throw new CodedError('SURVEY_WITHDRAWN', { code: survey.code });
    context.recordBefore(survey);
    await withdrawSurvey(db, id, now.toISOString(), reason);
    context.touched({ surveyedVenues: [survey.venueId] });
    return {};
  },

  async 'walks.get'(context, { schoolId, venueId }) {
    return await readWalk(context, schoolId, venueId);
  },
};
