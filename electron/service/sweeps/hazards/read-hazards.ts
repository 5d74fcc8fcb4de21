import { addDays } from '#shared/calendar/days.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { REMINDED_DAYS, remindersOf } from '#shared/ledger/due-dates.ts';
import { isOverdue } from '#shared/ledger/hazard.ts';
import { closingRefusal, reinspectionRefusalNames } from '#shared/ledger/reinspection.ts';
import { repeatedNames } from '#shared/ledger/repeated-hazard.ts';
import { timelineOf } from '#shared/ledger/timeline.ts';
import { selectHandingsOf } from '../../db/queries/handings.ts';
import { isOpenHazard, isWaitingHazard } from '../../db/queries/hazard-state.ts';
import { selectHazardSteps } from '../../db/queries/hazard-steps.ts';
import {
  findHazard,
  type SelectedHazard,
  selectHazards,
  selectMergedInto,
} from '../../db/queries/hazards.ts';
import { judged, selectReinspections } from '../../db/queries/reinspections.ts';
import { selectSupervisions } from '../../db/queries/supervisions.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readWorkingClock } from '../days/work-days.ts';
import { foundAt } from './change-state.ts';
import { findAlike } from './find-alike.ts';
import { possibleVerdicts } from './verify-lead.ts';

type Context = Pick<QueryContext, 'db' | 'today'>;

/** The hazards of the ledger: all, those in a state, or those overdue; those due first come first. */
export async function listHazards(
  { db, today }: Context,
  { state, overdue }: ParsedInputOf<'hazards.list'>,
): Promise<HazardRow[]> {
  let rows = selectHazards(db);
  if (state) rows = rows.where('hazards.state', '=', state);
  if (overdue) rows = rows.where('hazards.dueOn', '<', today).where(isOpenHazard());
  return (await rows.execute()).map((row) => toHazardRow(row, today));
}

/** Open hazards, and 线索 that have a term of their own, that are overdue or soon due, the longest overdue first; of one body where it is named. */
export async function listHazardsDue({ db, today }: Context, body: string | null): Promise<HazardRow[]> {
  let rows = selectHazards(db)
    .where(({ or }) => or([isOpenHazard(), isWaitingHazard()]))
    .where('hazards.dueOn', '<=', addDays(today, REMINDED_DAYS));
  if (body !== null) rows = rows.where('responsibleBody', '=', body);
  return (await rows.execute()).map((row) => toHazardRow(row, today));
}

/** A hazard with its history and what belongs to it. Errors: HAZARD_UNKNOWN. */
export async function readHazard(
  context: Context & Pick<QueryContext, 'now' | 'workspace'>,
  id: number,
): Promise<OutputOf<'hazards.get'>> {
  const { db, today } = context;
  const row = await selectHazards(db).where('hazards.id', '=', id).executeTakeFirst();
  if (!row) throw new CodedError('HAZARD_UNKNOWN', { id });
  const reinspections = await selectReinspections(db, id);
  const events = await selectHazardSteps(db, id);
  const judging = { ...row, foundAt: await foundAt(db, row), reinspections: reinspections.map(judged) };
  return {
    hazard: toHazardRow(row, today),
    basis: row.basis,
    fiveItems: readStored('hazards.fiveItems', row.fiveItems),
    subject: row.subject,
    helpingBodies: row.helpingBodies,
    temporaryMeasures: row.temporaryMeasures,
    meetingOn: row.meetingOn,
    reportedTo: row.reportedTo,
    repeated: await readRepeated(db, row),
    mergedInto: await readMergedInto(db, row),
    merged: await selectMergedInto(db, id),
    saidBy: row.saidBy,
    saidOn: row.saidOn,
    verifiedOn: row.verifiedOn,
    verifiedBy: row.verifiedBy,
    verification: row.verification,
    verdicts: await possibleVerdicts(db, row),
    alike: row.state === 'lead' ? await findAlike(db, row) : [],
    supervisions: await selectSupervisions(db, id),
    events,
    timeline: timelineOf(
      events,
      await selectHandingsOf(db, id),
      context.now,
      await readWorkingClock(context),
    ),
    reinspections: reinspections.map((each) => toldReinspection(each, judging)),
  };
}

function toldReinspection(
  each: Awaited<ReturnType<typeof selectReinspections>>[number],
  judging: Parameters<typeof closingRefusal>[1],
): OutputOf<'hazards.get'>['reinspections'][number] {
  const { id, startedAt, result, names: officers, facts } = each;
  const refusal = closingRefusal(judged(each), judging);
  return { id, startedAt, result, officers, facts, refusal: refusal && reinspectionRefusalNames[refusal] };
}

/** The earlier hazard that one repeats, and by what in words; null where it repeats none. */
async function readRepeated(
  db: Read,
  { repeats, repeatedBy }: SelectedHazard,
): Promise<OutputOf<'hazards.get'>['repeated']> {
  const earlier = repeats === null ? undefined : await findHazard(db, repeats);
  if (!earlier) return null;
  const { id, code, foundOn } = earlier;
  return { id, code, foundOn, by: repeatedBy === null ? '' : repeatedNames[repeatedBy] };
}

async function readMergedInto(
  db: Read,
  { mergedInto }: SelectedHazard,
): Promise<OutputOf<'hazards.get'>['mergedInto']> {
  const into = mergedInto === null ? undefined : await findHazard(db, mergedInto);
  return into ? { id: into.id, code: into.code } : null;
}

function toHazardRow(row: SelectedHazard, today: string): HazardRow {
  const { state, dueOn } = row;
  const listed = Boolean(row.isSupervised);
  return {
    ...row,
    lead: row.lead === 1,
    overdue: isOverdue(state, dueOn, today),
    listed,
    reminders: remindersOf({ state, dueOn, listed }, today),
  };
}
