import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ExchangeReply } from '#shared/contract/exchange.ts';
import { stepsConfirmed } from '#shared/exchange/reply.ts';
import { type HazardState, hazardStateNames } from '#shared/ledger/hazard.ts';
import { findReceived, selectWaitingReplies, settleReceived } from '../../db/queries/exchange.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { changeState } from '../hazards/change-state.ts';
import { joinNote, recordStep, requireAnyHazard } from '../hazards/record-step.ts';

/** What other systems said of hazards and nobody has confirmed. */
export async function listReplies(db: Read): Promise<ExchangeReply[]> {
  return (await selectWaitingReplies(db)).map(({ content, ...reply }) => {
    const { state, result } = readStored('exchangeEvents.content', content);
    return { ...reply, state, result };
  });
}

/**
 * A person says whether what another system said is so. One that is put right waits for its re-inspection; a 线索 is
 * verified as any other. Errors: REPLY_UNKNOWN, REPLY_SETTLED, and those of `changeState`.
 */
export async function settleReply(
  context: CommandContext,
  { id, confirmed, note }: ParsedInputOf<'exchange.settle'>,
): Promise<HazardState> {
  const { db, now, actor } = context;
  const event = await findReceived(db, id);
  if (!event || event.reply === '') throw new CodedError('REPLY_UNKNOWN');
  const hazard = await requireAnyHazard(db, event.hazardId);
  if (event.reply !== 'waiting') throw new CodedError('REPLY_SETTLED', { code: hazard.code });
  const said = readStored('exchangeEvents.content', event.content);
  const words = joinNote([
    `${event.system} ${event.number}`.trim(),
    hazardStateNames[said.state],
    said.result,
    note,
  ]);
  await settleReceived(db, id, {
    reply: confirmed ? 'confirmed' : 'refused',
    ...{ settledAt: now.toISOString(), settledBy: actor, settledNote: note },
  });
  await recordStep(context, hazard, { action: confirmed ? '确认外部反馈' : '不认可外部反馈', note: words });
  if (!confirmed) return hazard.state;
  let state = hazard.state;
  for (const action of stepsConfirmed(said, hazard.state))
    state = await changeState(context, { id: hazard.id, action, note: words, reinspectionId: null });
  return state;
}
