import { dayOf } from '#shared/calendar/china-time.ts';
import type { WorkingClock } from '#shared/calendar/working-clock.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Meeting } from '#shared/contract/handings.ts';
import { hoursLate, waitsFor } from '#shared/ledger/handing.ts';
import {
  countUrges,
  insertHandings,
  removeHanding,
  type SelectedDecision,
  selectDecisions,
  updateHanding,
} from '../../db/queries/handings.ts';
import { findMeeting, insertMeeting, selectMeetings, updateMeeting } from '../../db/queries/meetings.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { readWorkingClock } from '../days/work-days.ts';
import { requireHazard } from '../hazards/record-step.ts';
import { actingBody } from './note-handing.ts';

type Saved = ParsedInputOf<'meetings.save'>;
type Decision = Saved['decisions'][number];

/** Meetings, the latest first, with their agendas and what became of what they decided. */
export async function listMeetings(
  context: Pick<QueryContext, 'db' | 'now' | 'workspace'>,
): Promise<Meeting[]> {
  const { db, now } = context;
  const clock = await readWorkingClock(context);
  const urges = await countUrges(db);
  const decisions = await selectDecisions(db);
  return (await selectMeetings(db)).map((meeting) => ({
    ...meeting,
    agenda: readStored('meetings.agenda', meeting.agenda),
    decisions: decisions
      .filter(({ meetingId }) => meetingId === meeting.id)
      .map((each) => ({
        ...{ id: each.id, matter: each.matter, toBody: each.toBody, hazardId: each.hazardId },
        code: each.code ?? '',
        dueAt: each.dueAt,
        dueOn: dueDayOf(each),
        begun: isBegun(each, urges),
        waits: waitsFor(each, each.state),
        answer: each.answer,
        hoursLate: hoursLate(each, now, clock),
      })),
  }));
}

/** Keeps a meeting; what it decided is handed to bodies. Its number. Errors: as `meetings.save` tells. */
export async function keepMeeting(
  context: CommandContext,
  { id, savedAt, decisions, agenda, ...fields }: Saved,
): Promise<number> {
  const { db, now, actor } = context;
  const row = {
    ...fields,
    agenda: writeStored('meetings.agenda', agenda),
    ...{ savedAt: now.toISOString(), savedBy: actor },
  };
  if (id === null) {
    const added = await insertMeeting(db, row);
    await keepDecisions(context, added, decisions);
    return added;
  }
  const before = await findMeeting(db, id);
  if (!before) throw new CodedError('MEETING_UNKNOWN', { id });
  if (before.savedAt !== savedAt) throw new CodedError('MEETING_CHANGED', { by: before.savedBy });
  context.recordBefore(before);
  await updateMeeting(db, id, row);
  await keepDecisions(context, id, decisions);
  return id;
}

/** What somebody signed for, answered or was urged about stays as it is. Errors: MEETING_BEGUN, HAZARD_UNKNOWN. */
async function keepDecisions(
  context: CommandContext,
  meetingId: number,
  decisions: readonly Decision[],
): Promise<void> {
  const { db } = context;
  const clock = await readWorkingClock(context);
  const urges = await countUrges(db);
  const known = (await selectDecisions(db)).filter((each) => each.meetingId === meetingId);
  for (const each of known) {
    const said = decisions.find(({ id }) => id === each.id);
    if (said && isSame(said, each)) continue;
    if (isBegun(each, urges)) throw new CodedError('MEETING_BEGUN', { matter: each.matter });
    if (said) await updateHanding(db, each.id, await taskOf(context, said, clock));
    else await removeHanding(db, each.id);
  }
  for (const said of decisions) {
    if (known.some(({ id }) => id === said.id)) continue;
    const handed = { handedAt: context.now.toISOString(), handedBy: context.actor };
    const task = { ...(await taskOf(context, said, clock)), ...handed, fromBody: actingBody(context) };
    await insertHandings(db, [{ ...task, kind: 'task', meetingId }]);
  }
}

async function taskOf(
  { db }: CommandContext,
  { matter, toBody, dueOn, hazardId }: Decision,
  clock: WorkingClock,
) {
  if (hazardId !== null) await requireHazard(db, hazardId);
  return { matter, toBody, hazardId, dueAt: dueOn === null ? null : clock.endOf(dueOn).toISOString() };
}

const dueDayOf = ({ dueAt }: Pick<SelectedDecision, 'dueAt'>) =>
  dueAt === null ? null : dayOf(new Date(dueAt));

const isSame = (said: Decision, stored: SelectedDecision) =>
  said.matter === stored.matter &&
  said.toBody === stored.toBody &&
  said.hazardId === stored.hazardId &&
  said.dueOn === dueDayOf(stored);

function isBegun(
  { id, receivedAt, ended }: SelectedDecision,
  urges: ReadonlyMap<number, { readonly urges: number }>,
): boolean {
  return receivedAt !== null || ended !== '' || urges.has(id);
}
