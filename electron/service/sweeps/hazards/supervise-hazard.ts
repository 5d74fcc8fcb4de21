import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { delistingRefusal, listingRefusal, type SupervisionRefusal } from '#shared/ledger/supervision.ts';
import {
  findStandingSupervision,
  insertSupervision,
  updateSupervision,
} from '../../db/queries/supervisions.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { recordStep, requireHazard } from './record-step.ts';

/** Puts a hazard under 挂牌督办. Errors: HAZARD_UNKNOWN, SUPERVISION_REFUSED. */
export async function superviseHazard(
  context: CommandContext,
  { id, ...supervision }: ParsedInputOf<'hazards.supervise'>,
): Promise<void> {
  const { db } = context;
  const hazard = await requireHazard(db, id);
  const isSupervised = (await findStandingSupervision(db, id)) !== undefined;
  const refusal = listingRefusal({ ...hazard, listed: isSupervised });
  if (refusal) throw refused(refusal);
  await insertSupervision(db, { hazardId: id, ...supervision, delistedOn: null });
  const { number, level, body, leader, dueOn } = supervision;
  await recordStep(context, hazard, {
    action: '挂牌督办',
    note: `${number}，${level}，${body} ${leader}，时限 ${dueOn}`,
  });
}

/** Says how far 挂牌督办 has come. Errors: HAZARD_UNKNOWN, SUPERVISION_REFUSED. */
export async function reportSupervision(
  context: CommandContext,
  { id, progress }: ParsedInputOf<'hazards.superviseProgress'>,
): Promise<void> {
  const hazard = await requireHazard(context.db, id);
  const supervision = await findStandingSupervision(context.db, id);
  if (!supervision) throw refused('notListed');
  await updateSupervision(context.db, supervision.id, { progress });
  await recordStep(context, hazard, { action: '督办进展', note: progress });
}

/** Ends 挂牌督办 once the hazard is closed (摘牌). Errors: HAZARD_UNKNOWN, SUPERVISION_REFUSED. */
export async function endSupervision(
  context: CommandContext,
  { id, acceptance, delistedOn }: ParsedInputOf<'hazards.delist'>,
): Promise<void> {
  const hazard = await requireHazard(context.db, id);
  const supervision = await findStandingSupervision(context.db, id);
  if (!supervision) throw refused('notListed');
  const refusal = delistingRefusal({ state: hazard.state, listed: true });
  if (refusal) throw refused(refusal);
  await updateSupervision(context.db, supervision.id, { acceptance, delistedOn });
  await recordStep(context, hazard, { action: '摘牌', note: `${supervision.number}：${acceptance}` });
}

function refused(refusal: SupervisionRefusal): CodedError {
  return new CodedError('SUPERVISION_REFUSED', { reason: reasons[refusal] });
}

const reasons: Record<SupervisionRefusal, string> = {
  notMajor: '只有重大隐患才挂牌督办',
  closed: '隐患已销号',
  alreadyListed: '已在挂牌督办中',
  notListed: '没有在挂牌督办',
  notClosed: '隐患还没有经复查销号，不能摘牌',
};
