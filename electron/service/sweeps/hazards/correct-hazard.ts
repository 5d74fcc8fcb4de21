import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  type CorrectionRefusal,
  correctedFacts,
  correctionRefusal,
  type VoidingRefusal,
  voidingRefusal,
} from '#shared/ledger/correction.ts';
import type { HazardState } from '#shared/ledger/hazard.ts';
import { dutyOf, type KindDuty } from '#shared/rules/hazard-kinds.ts';
import { findStateBeforeVoiding } from '../../db/queries/hazard-steps.ts';
import { selectMergedInto, updateHazard } from '../../db/queries/hazards.ts';
import { selectSchool } from '../../db/queries/schools.ts';
import { findStandingSupervision } from '../../db/queries/supervisions.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { hazardKindsOf, requireKind } from '../../workspace/hazard-kinds.ts';
import { joinNote, recordStep, requireAnyHazard, requireHazard } from './record-step.ts';

/**
 * Puts right what was registered of a hazard; its history says what stood there before. Errors: HAZARD_UNKNOWN,
 * HAZARD_VOIDED, SCHOOL_UNKNOWN, HAZARD_CORRECTION_REFUSED.
 */
export async function correctHazard(
  context: CommandContext,
  { id, reason, schoolId, level, kind, description }: ParsedInputOf<'hazards.correct'>,
): Promise<void> {
  const { db } = context;
  const hazard = await requireHazard(db, id);
  requireKind(context.workspace, kind, hazard.kind);
  const before = { ...hazard, school: await requireSchool(db, hazard.schoolId) };
  const after = { level, kind, description, school: await requireSchool(db, schoolId) };
  const listed = (await findStandingSupervision(db, id)) !== undefined;
  const refusal = correctionRefusal(before, after, {
    listed,
    atSchool: hazard.venueId === null && hazard.placeText === '',
  });
  if (refusal) throw new CodedError('HAZARD_CORRECTION_REFUSED', { reason: correctionReasons[refusal] });
  await updateHazard(db, id, { level, kind, description, schoolId, ...dutyAfter(context, hazard, kind) });
  await recordStep(context, hazard, {
    action: '更正',
    note: joinNote([...correctedFacts(before, after), `理由：${reason}`]),
  });
  context.recordAfter({ level, kind, description, schoolId });
}

/** Who else has to do with it follows from its kind until a person said otherwise. */
function dutyAfter(
  { workspace }: CommandContext,
  { subject, helpingBodies, kind: was }: KindDuty & { readonly kind: string },
  kind: string,
): Partial<KindDuty> {
  const known = hazardKindsOf(workspace);
  const duty = dutyOf(known, was);
  const isOwn = subject !== duty.subject || helpingBodies !== duty.helpingBodies;
  return kind === was || isOwn ? {} : dutyOf(known, kind);
}

/**
 * Voids a hazard, or merges it into another of its place: it stays on record and leaves every figure. Errors:
 * HAZARD_UNKNOWN, HAZARD_VOID_REFUSED.
 */
export async function voidHazard(
  context: CommandContext,
  { id, into: intoId, reason }: ParsedInputOf<'hazards.void'>,
): Promise<void> {
  const { db } = context;
  const hazard = await requireAnyHazard(db, id);
  const into = intoId === null ? null : await requireAnyHazard(db, intoId);
  const listed = (await findStandingSupervision(db, id)) !== undefined;
  const merged = (await selectMergedInto(db, id)).length;
  const refusal = voidingRefusal(hazard, { listed, into, merged });
  if (refusal) throw new CodedError('HAZARD_VOID_REFUSED', { reason: voidingReasons[refusal] });
  const after = { state: 'voided', voidReason: reason, mergedInto: intoId } as const;
  await updateHazard(db, id, after);
  if (into)
    await recordStep(context, into, { action: '并入隐患', note: joinNote([`${hazard.code} 并入`, reason]) });
  await recordStep(context, hazard, {
    action: into ? '并入' : '作废',
    note: joinNote([into ? `并入 ${into.code}` : '', reason]),
    toState: 'voided',
  });
  context.recordAfter(after);
}

/** Lets a voided hazard count again, in the state that it had. Errors: HAZARD_UNKNOWN, HAZARD_NOT_VOIDED. */
export async function restoreHazard(
  context: CommandContext,
  { id, reason }: ParsedInputOf<'hazards.restore'>,
): Promise<HazardState> {
  const { db } = context;
  const hazard = await requireAnyHazard(db, id);
  if (hazard.state !== 'voided') throw new CodedError('HAZARD_NOT_VOIDED', { code: hazard.code });
  const state = (await findStateBeforeVoiding(db, id)) ?? 'found';
  const after = { state, voidReason: '', mergedInto: null };
  await updateHazard(db, id, after);
  await recordStep(context, hazard, { action: '恢复', note: reason, toState: state });
  context.recordAfter(after);
  return state;
}

/** Errors: SCHOOL_UNKNOWN. */
async function requireSchool(db: Read, id: number | null) {
  if (id === null) return null;
  const school = await selectSchool(db, id);
  if (!school) throw new CodedError('SCHOOL_UNKNOWN', { id });
  return school;
}

const correctionReasons: Record<CorrectionRefusal, string> = {
  same: '没有改动任何内容',
  supervised: '正在挂牌督办的须为重大隐患，请先摘牌',
  placeless: '没有场所的隐患须写明学校',
};

const voidingReasons: Record<VoidingRefusal, string> = {
  unverified: '是线索，请用“核实”办理',
  voided: '已经作废',
  supervised: '正在挂牌督办，请先摘牌',
  hasMerged: '有别的隐患并入了它，请先恢复那些隐患',
  itself: '不能并入自己',
  intoVoided: '要并入的隐患已经作废',
  elsewhere: '两项隐患不是同一处地点的',
};
