import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { outcomeSchema, type Repeated, remindersOf, repeatedNames } from '#shared/ledger/dealings.ts';
import {
  type HazardState,
  hazardActionNames,
  hazardStateNames,
  hazardStateSchema,
  isOverdue,
  type TransitionRefusal,
  transition,
} from '#shared/ledger/hazard.ts';
import { hazardsMet, placeMet } from '../db/queries/place-of-record.ts';
import { latestStopOf, officerNames, selectLaterVisits } from '../db/queries/sweeps.ts';
import type { Read } from '../db/schema/schema.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const ledgerHandlers: Pick<
  HandlersOf<'hazards'>,
  'hazards.list' | 'hazards.get' | 'hazards.transition'
> = {
  async 'hazards.list'({ db, today }, { state, overdue }) {
    let rows = selectHazards(db);
    if (state) rows = rows.where('hazards.state', '=', state);
    if (overdue) rows = rows.where('hazards.dueOn', '<', today).where('hazards.state', '!=', 'closed');
    return (await rows.execute()).map((row) => toHazardRow(row, today));
  },

  async 'hazards.get'({ db, today }, { id }) {
    const row = await selectHazards(db).where('hazards.id', '=', id).executeTakeFirst();
    if (!row) throw new CodedError('HAZARD_UNKNOWN', { id });
    const events = await db
      .selectFrom('hazardEvents')
      .selectAll()
      .where('hazardId', '=', id)
      .orderBy('id')
      .execute();
    const visits = await selectLaterVisits(db, id);
    const supervisions = await db
      .selectFrom('supervisions')
      .selectAll()
      .where('hazardId', '=', id)
      .orderBy('id', 'desc')
      .execute();
    const repeated =
      row.repeats === null
        ? undefined
        : await db
            .selectFrom('hazards')
            .select(['id', 'code', 'foundOn'])
            .where('id', '=', row.repeats)
            .executeTakeFirst();
    return {
      hazard: toHazardRow(row, today),
      basis: row.basis,
      fiveItems: z.record(z.string(), z.string()).parse(JSON.parse(row.fiveItems)),
      meetingOn: row.meetingOn,
      reportedTo: row.reportedTo,
      repeated: repeated ? { ...repeated, by: repeatedNames[row.repeatedBy as Repeated] ?? '' } : null,
      supervisions,
      events: events.map((event) => ({ ...event, toState: event.toState as HazardState })),
      reinspections: visits.map((visit) => ({
        visitId: visit.id,
        on: visit.startedAt.slice(0, 10),
        result: visit.result,
        officers: officerNames(visit.officers),
      })),
      stopId: row.stopId ?? row.anyStopId,
    };
  },

  async 'hazards.transition'(context, input) {
    const { db, now, today, actor } = context;
    const hazard = await db.selectFrom('hazards').selectAll().where('id', '=', input.id).executeTakeFirst();
    if (!hazard) throw new CodedError('HAZARD_UNKNOWN', { id: input.id });
    const state = hazardStateSchema.parse(hazard.state);
    const responsibleBody = input.responsibleBody ?? hazard.responsibleBody;
    const responsiblePerson = input.responsiblePerson ?? hazard.responsiblePerson;
    if (input.action === 'assign' && (responsibleBody === '' || responsiblePerson === ''))
      throw new CodedError('HAZARD_RESPONSIBLE_REQUIRED');
    const outcome = transition({
      state,
      action: input.action,
      responsiblePerson,
      reinspection: await findReinspection(context, hazard, input.visitId),
    });
    if ('refusal' in outcome)
      throw refusalError(outcome.refusal, state, hazardActionNames[input.action], responsiblePerson);
    const after = {
      state: outcome.state,
      responsibleBody,
      responsiblePerson,
      closedOn: outcome.state === 'closed' ? today : null,
    };
    await db.updateTable('hazards').set(after).where('id', '=', hazard.id).execute();
    await db
      .insertInto('hazardEvents')
      .values({
        hazardId: hazard.id,
        at: now.toISOString(),
        actor,
        action: hazardActionNames[input.action],
        fromState: state,
        toState: outcome.state,
        note: input.note,
        visitId: input.visitId,
      })
      .execute();
    context.recordBefore(hazard);
    context.recordAfter(after);
    context.changed('hazards', 'workspace');
    return { state: outcome.state };
  },
};

function selectHazards(db: Read) {
  return hazardsMet(db)
    .selectAll('hazards')
    .select([
      placeMet.placeName.as('placeName'),
      placeMet.category.as('category'),
      'schools.name as schoolName',
      // Found by a gap: any stop of the same place will do.
      latestStopOf('hazards').as('anyStopId'),
      'visits.stopId as stopId',
    ])
    .select((select) =>
      select
        .exists(
          select
            .selectFrom('supervisions')
            .select('id')
            .whereRef('supervisions.hazardId', '=', 'hazards.id')
            .where('delistedOn', 'is', null),
        )
        .as('isListed'),
    )
    .orderBy('hazards.dueOn')
    .orderBy('hazards.id');
}

function toHazardRow(
  row: Awaited<ReturnType<ReturnType<typeof selectHazards>['execute']>>[number],
  today: string,
) {
  const state = hazardStateSchema.parse(row.state);
  const listed = Boolean(row.isListed);
  return {
    ...row,
    state,
    overdue: isOverdue(state, row.dueOn, today),
    outcome: outcomeSchema.nullable().parse(row.outcome),
    listed,
    reminders: remindersOf({ state, dueOn: row.dueOn, listed }, today),
  };
}

/** The visit offered as re-inspection. Errors: HAZARD_REINSPECTION_OTHER where it was to another place. */
async function findReinspection(
  { db }: CommandContext,
  hazard: { visitId: number | null; foundOn: string; venueId: number | null; schoolId: number | null },
  visitId: number | null,
) {
  if (visitId === null) return null;
  const visit = await db.selectFrom('visits').selectAll().where('id', '=', visitId).executeTakeFirst();
  const same =
    visit?.venueId === hazard.venueId && (hazard.venueId !== null || visit.schoolId === hazard.schoolId);
  if (!same) throw new CodedError('HAZARD_REINSPECTION_OTHER');
  if (hazard.visitId === null)
    return { officers: officerNames(visit.officers), afterFound: visit.startedAt >= hazard.foundOn };
  const found = await db
    .selectFrom('visits')
    .select('startedAt')
    .where('id', '=', hazard.visitId)
    .executeTakeFirstOrThrow();
  return {
    officers: officerNames(visit.officers),
    afterFound: visit.id > hazard.visitId && visit.startedAt >= found.startedAt,
  };
}

function refusalError(
  refusal: TransitionRefusal,
  state: HazardState,
  action: string,
  person: string,
): CodedError {
  switch (refusal) {
    case 'actionNotAllowed':
      return new CodedError('HAZARD_ACTION_REFUSED', { state: hazardStateNames[state], action });
    case 'reinspectionRequired':
      return new CodedError('HAZARD_REINSPECTION_REQUIRED');
    case 'reinspectionTooEarly':
      return new CodedError('HAZARD_REINSPECTION_EARLY');
    case 'reinspectedByResponsible':
      return new CodedError('HAZARD_REINSPECTION_SELF', { person });
  }
}
