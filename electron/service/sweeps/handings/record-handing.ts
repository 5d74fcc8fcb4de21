import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { handingOf, isOnBehalf, mayTake, stepsOf, stepTitle } from '#shared/ledger/handing.ts';
import {
  type FoundHanding,
  findHanding,
  insertHandings,
  selectHandingsOf,
  updateHanding,
} from '../../db/queries/handings.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import type { RowChanges } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { recordStep, requireHazard } from '../hazards/record-step.ts';
import { actingBody } from './note-handing.ts';

type Said = ParsedInputOf<'handings.record'>;

/** Takes a step with what was handed over. Errors: as `handings.record` tells. */
export async function recordHanding(context: CommandContext, said: Said): Promise<void> {
  const handing = await findHanding(context.db, said.id);
  if (!handing) throw new CodedError('HANDING_UNKNOWN', { id: said.id });
  const { kind, state } = handing;
  const title = stepTitle(kind, said.step);
  if (!stepsOf(handing, state).includes(said.step)) throw refused(whyNot(handing, title));
  if (!mayTake(said.step, handing, context.caller.rights)) throw notYours(handing, said);
  if (said.step !== 'receive' && said.step !== 'urge' && said.note === '')
    throw refused(`请写明${title}的内容`);
  const when = momentOf(context, handing, said);
  const who = said.by === '' ? context.actor : `${said.by}（${context.actor} 登记）`;
  context.recordBefore(handing);
  const received = handing.receivedAt === null ? { receivedAt: when, receivedBy: who } : {};
  const end = { answer: said.note, endedAt: when, endedBy: who };
  switch (said.step) {
    case 'receive':
      return await change(context, handing, received);
    case 'answer':
      // Who answers has it.
      return await change(context, handing, {
        ...(handingOf(kind).receipt === null ? {} : received),
        ...{ ...end, ended: 'answered' },
      });
    case 'return':
      await change(context, handing, { ...end, ended: 'returned' });
      return await giveHazardBack(context, handing, said.note);
    case 'withdraw':
      return await change(context, handing, { ...end, ended: 'withdrawn' });
    case 'urge':
      return await urge(context, handing, said.note);
  }
}

async function change(context: CommandContext, { id }: FoundHanding, after: RowChanges<'handings'>) {
  await updateHanding(context.db, id, after);
  context.recordAfter(after);
}

function whyNot({ kind, ended, state }: FoundHanding, title: string): string {
  if (ended === 'answered') return '已经回复过';
  if (ended === 'returned') return '已经退回';
  if (ended === 'withdrawn') return '已经撤回或改交';
  if (kind === 'assign' && title === '退回' && state !== 'assigned')
    return '已经开始整改，不能退回；不由本单位办的，请转办';
  return `现在不能${title}，请刷新`;
}

function notYours({ kind, fromBody, toBody }: FoundHanding, { step }: Said): CodedError {
  const isGivers = step === 'urge' || step === 'withdraw' || kind === 'talk';
  return new CodedError('HANDING_NOT_YOURS', { body: isGivers ? fromBody : toBody });
}

/** When a step was taken: now, or as somebody says who records it for others. Errors: HANDING_REFUSED. */
function momentOf({ now, caller }: CommandContext, handing: FoundHanding, { at, step }: Said): string {
  if (at === null) return now.toISOString();
  if (!isOnBehalf(caller.rights)) throw refused('时间由系统记录，不能另填');
  if (step === 'urge') throw refused('催办的时间由系统记录');
  const after = handing.receivedAt ?? handing.handedAt;
  const moment = new Date(`${at}:00+08:00`);
  // The minute is all that is said: in that of the step before it is not earlier.
  if (moment.getTime() + 59_999 < Date.parse(after)) throw refused('所填时间早于上一步，请改正');
  if (moment > now) throw refused('所填时间还没有到，请改正');
  return new Date(Math.max(moment.getTime(), Date.parse(after))).toISOString();
}

async function urge(context: CommandContext, handing: FoundHanding, matter: string): Promise<void> {
  const { db, now, actor } = context;
  const { id: about, hazardId, meetingId, venueId, schoolId, placeText, toBody, toPerson } = handing;
  const row = {
    ...{ kind: 'urge' as const, about, hazardId, meetingId, matter, toBody, toPerson },
    ...{ venueId, schoolId, placeText },
    ...{ fromBody: actingBody(context), handedAt: now.toISOString(), handedBy: actor },
  };
  await insertHandings(db, [row]);
  context.recordAfter(row);
}

/**
 * A hazard that was assigned waits to be assigned anew; one that was passed on goes back to the body that had it, and
 * with it what that body had signed for.
 */
async function giveHazardBack(context: CommandContext, handing: FoundHanding, reason: string): Promise<void> {
  const { db } = context;
  const { kind, hazardId, fromBody, fromPerson, toBody, id } = handing;
  if (hazardId === null || (kind !== 'assign' && kind !== 'transfer')) return;
  const hazard = await requireHazard(db, hazardId);
  const isBack = kind === 'transfer';
  const toState = isBack ? hazard.state : 'found';
  await updateHazard(db, hazardId, {
    state: toState,
    responsibleBody: isBack ? fromBody : '',
    responsiblePerson: isBack ? fromPerson : '',
  });
  const note = `${toBody} 退回${isBack ? ` ${fromBody}` : ''}：${reason}`;
  await recordStep(context, hazard, { action: '退回', note, toState });
  if (!isBack) return;
  const earlier = (await selectHandingsOf(db, hazardId)).findLast(
    (each) =>
      each.id < id &&
      (each.kind === 'assign' || each.kind === 'transfer') &&
      each.toBody === fromBody &&
      each.ended === 'withdrawn',
  );
  if (earlier) await updateHanding(db, earlier.id, { ended: '', endedAt: null, endedBy: '', answer: '' });
}

function refused(reason: string): CodedError {
  return new CodedError('HANDING_REFUSED', { reason });
}
