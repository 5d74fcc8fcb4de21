import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { handingOf, isOnBehalf } from '#shared/ledger/handing.ts';
import { isOpen } from '#shared/ledger/hazard.ts';
import { capabilitiesOf } from '#shared/office/rights.ts';
import { insertHandings } from '../../db/queries/handings.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { readWorkingClock } from '../days/work-days.ts';
import { type Hazard, recordStep, requireHazard } from '../hazards/record-step.ts';
import { requirePlaces } from '../hazards/register-hazard.ts';
import { actingBody, notePassedOn } from './note-handing.ts';

type Given = ParsedInputOf<'handings.hand'>;

/** Hands a hazard to bodies; the numbers of the handings. Errors: as `handings.hand` tells. */
export async function handOver(context: CommandContext, given: Given): Promise<number[]> {
  const hazard = given.hazardId === null ? null : await requireHazard(context.db, given.hazardId);
  if (hazard && !isOpen(hazard.state)) throw refused(`隐患 ${hazard.code} 已销号`);
  const dueAt = await dueMoment(context, given.due);
  if (given.kind === 'transfer') {
    if (!hazard) throw refused('转办的须是隐患，请在隐患里转办');
    return [await passOn(context, hazard, given, dueAt)];
  }
  const place = hazard ? {} : await placeOf(context, given);
  const fromBody = giverOf(context, given.fromBody);
  const toBodies = [...new Set(given.toBodies)];
  if (given.kind !== 'talk' && toBodies.includes(fromBody))
    throw refused(`不能${handingOf(given.kind).title}给自己，请另选单位`);
  const { db, now, actor } = context;
  const { hazardId, kind, matter, toPerson } = given;
  const handed = { handedAt: now.toISOString(), handedBy: actor, dueAt };
  const about = { hazardId, ...place, kind, matter };
  const rows = toBodies.map((toBody) => ({ ...about, toPerson, fromBody, toBody, ...handed }));
  context.recordAfter(rows);
  return await insertHandings(db, rows);
}

/** What is about no hazard says where it is; somebody may be talked to about no place. */
async function placeOf({ db }: CommandContext, { kind, venueId, schoolId, placeText }: Given) {
  if (kind !== 'talk' && venueId === null && schoolId === null && placeText === '')
    throw new CodedError('HAZARD_PLACE_REQUIRED');
  await requirePlaces(db, { venueId, schoolId });
  return { venueId, schoolId, placeText };
}

/** On whose behalf a thing is handed over. Errors: HANDING_NOT_YOURS. */
function giverOf(context: CommandContext, fromBody: string): string {
  const { rights } = context.caller;
  if (fromBody === '') return actingBody(context);
  if (!isOnBehalf(rights) && fromBody !== rights?.body)
    throw new CodedError('HANDING_NOT_YOURS', { body: fromBody });
  return fromBody;
}

/** Until when an answer is wanted; null where nobody said. Errors: HANDING_REFUSED where that is past. */
async function dueMoment(context: CommandContext, due: Given['due']): Promise<string | null> {
  if (due.by === 'none') return null;
  const { now } = context;
  const clock = await readWorkingClock(context);
  if (due.by === 'hours') return clock.after(now, due.hours).toISOString();
  const at = due.by === 'day' ? clock.endOf(due.day) : new Date(`${due.moment}:00+08:00`);
  if (at <= now) throw refused('时限已经过去，请改正');
  return at.toISOString();
}

/**
 * Another body answers for a hazard from now on, and signs for it. Who may assign, and the body that had it, pass it on.
 * Errors: HANDING_REFUSED, HANDING_NOT_YOURS.
 */
async function passOn(
  context: CommandContext,
  hazard: Hazard,
  { toBodies, toPerson, matter }: Given,
  dueAt: string | null,
): Promise<number> {
  const { rights } = context.caller;
  const { responsibleBody: fromBody, responsiblePerson: fromPerson } = hazard;
  const [toBody = ''] = toBodies;
  if (toBodies.length !== 1) throw refused('转办只能转给一个单位；几个单位一起办的，请用协办');
  if (fromBody === '' || hazard.state === 'found') throw refused(`隐患 ${hazard.code} 还没有交办，请先交办`);
  if (toBody === fromBody) throw refused(`${toBody}已是责任单位`);
  const may = rights === undefined || capabilitiesOf(rights).has('ledger.assign');
  if (!may && rights.body !== fromBody) throw new CodedError('HANDING_NOT_YOURS', { body: fromBody });
  const after = { responsibleBody: toBody, responsiblePerson: toPerson };
  await updateHazard(context.db, hazard.id, after);
  const note = `${fromBody} → ${toBody}：${matter}`;
  const eventId = await recordStep(context, hazard, { action: handingOf('transfer').title, note });
  context.recordAfter(after);
  const handed = { hazardId: hazard.id, eventId, matter, dueAt };
  return await notePassedOn(context, { ...handed, fromBody, fromPerson, toBody, toPerson });
}

function refused(reason: string): CodedError {
  return new CodedError('HANDING_REFUSED', { reason });
}
