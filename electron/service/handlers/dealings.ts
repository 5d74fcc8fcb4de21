import { CodedError } from '#shared/contract/errors.ts';
import {
  delistingRefusal,
  type ExtensionRefusal,
  extensionRefusal,
  listingRefusal,
  type OutcomeRefusal,
  outcomeNames,
  outcomeRefusal,
  outcomeSchema,
  type SupervisionRefusal,
} from '#shared/ledger/dealings.ts';
import { type HazardState, hazardActionNames, hazardStateSchema, transition } from '#shared/ledger/hazard.ts';
import { draw, seededRandom } from '#shared/sweeps/random.ts';
import { placeMet } from '../db/queries/place-of-record.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** What is done with hazards beside their states: who, until when, how far, under whose eyes. */
export const dealingsHandlers: Omit<
  HandlersOf<'hazards'>,
  'hazards.list' | 'hazards.get' | 'hazards.transition'
> &
  HandlersOf<'rechecks'> = {
  async 'hazards.assignMany'(context, { ids, responsibleBody, responsiblePerson, dueOn }) {
    const { db } = context;
    const counts = { assigned: 0, changed: 0, skipped: 0 };
    const before = [];
    for (const id of ids) {
      const hazard = await requireHazard(context, id);
      if (hazard.state === 'closed' || (dueOn !== null && dueOn < hazard.foundOn)) {
        counts.skipped += 1;
        continue;
      }
      const moved = transition({
        state: hazard.state,
        action: 'assign',
        responsiblePerson,
        reinspection: null,
      });
      const state = 'state' in moved ? moved.state : hazard.state;
      const values = { responsibleBody, responsiblePerson, ...(dueOn ? { dueOn } : {}) };
      await db
        .updateTable('hazards')
        .set({ ...values, state })
        .where('id', '=', id)
        .execute();
      const action = state === hazard.state ? '变更责任' : hazardActionNames.assign;
      const due = dueOn ? `，期限 ${dueOn}` : '';
      await note(context, hazard, action, `${responsibleBody} ${responsiblePerson}${due}`, state);
      counts[state === hazard.state ? 'changed' : 'assigned'] += 1;
      before.push(hazard);
    }
    // The trail keeps all of them, not only the last.
    context.recordBefore(before);
    return counts;
  },

  async 'hazards.extend'(context, { id, dueOn, reason }) {
    const hazard = await requireHazard(context, id);
    const refusal = extensionRefusal({ state: hazard.state, dueOn: hazard.dueOn, wanted: dueOn, reason });
    if (refusal) throw new CodedError('HAZARD_EXTENSION_REFUSED', { reason: extensionWords[refusal] });
    await context.db.updateTable('hazards').set({ dueOn }).where('id', '=', id).execute();
    await note(context, hazard, '延期', `${hazard.dueOn ?? '未定'} → ${dueOn}：${reason}`);
    return {};
  },

  async 'hazards.describe'(context, { id, basis, fiveItems }) {
    const hazard = await requireHazard(context, id);
    const kept = Object.fromEntries(Object.entries(fiveItems).filter(([, text]) => text !== ''));
    await context.db
      .updateTable('hazards')
      .set({ basis, fiveItems: JSON.stringify(kept) })
      .where('id', '=', id)
      .execute();
    const items = Object.entries(kept).map(([item, text]) => `${item}：${text}`);
    await note(context, hazard, '落实措施', [basis && `依据：${basis}`, ...items].filter(Boolean).join('；'));
    return {};
  },

  async 'hazards.classify'(context, { id, outcome, dueOn, meetingOn, reportedTo, note: text }) {
    const hazard = await requireHazard(context, id);
    const due = dueOn ?? hazard.dueOn;
    const refusal = outcomeRefusal({ state: hazard.state, outcome, dueOn: due, meetingOn, reportedTo });
    if (refusal)
      throw new CodedError('HAZARD_OUTCOME_REFUSED', {
        outcome: outcomeNames[outcome],
        reason: outcomeWords[refusal],
      });
    await context.db
      .updateTable('hazards')
      .set({ outcome, dueOn: due, meetingOn, reportedTo })
      .where('id', '=', id)
      .execute();
    const said = [
      outcomeNames[outcome],
      outcome === 'resolving' ? `时限 ${due}` : '',
      meetingOn ? `专题研商 ${meetingOn}` : '',
      reportedTo ? `报 ${reportedTo}` : '',
      text,
    ];
    await note(context, hazard, '评估', said.filter(Boolean).join('；'));
    return {};
  },

  async 'hazards.supervise'(context, { id, ...supervision }) {
    const hazard = await requireHazard(context, id);
    const refusal = listingRefusal({ ...hazard, listed: (await standing(context, id)) !== null });
    if (refusal) throw new CodedError('SUPERVISION_REFUSED', { reason: supervisionWords[refusal] });
    await context.db
      .insertInto('supervisions')
      .values({ hazardId: id, ...supervision, delistedOn: null })
      .execute();
    const { number, level, body, leader, dueOn } = supervision;
    await note(context, hazard, '挂牌督办', `${number}，${level}，${body} ${leader}，时限 ${dueOn}`);
    return {};
  },

  async 'hazards.superviseProgress'(context, { id, progress }) {
    const hazard = await requireHazard(context, id);
    const supervision = await standing(context, id);
    if (!supervision) throw new CodedError('SUPERVISION_REFUSED', { reason: supervisionWords.notListed });
    await context.db.updateTable('supervisions').set({ progress }).where('id', '=', supervision.id).execute();
    await note(context, hazard, '督办进展', progress);
    return {};
  },

  async 'hazards.delist'(context, { id, acceptance, delistedOn }) {
    const hazard = await requireHazard(context, id);
    const supervision = await standing(context, id);
    const refusal = delistingRefusal({ state: hazard.state, listed: supervision !== null });
    if (refusal || !supervision)
      throw new CodedError('SUPERVISION_REFUSED', { reason: supervisionWords[refusal ?? 'notListed'] });
    await context.db
      .updateTable('supervisions')
      .set({ acceptance, delistedOn })
      .where('id', '=', supervision.id)
      .execute();
    await note(context, hazard, '摘牌', `${supervision.number}：${acceptance}`);
    return {};
  },

  async 'rechecks.list'({ db }) {
    const rows = await db
      .selectFrom('rechecks')
      .innerJoin('hazards', 'hazards.id', 'rechecks.hazardId')
      .leftJoin('venues', 'venues.id', 'hazards.venueId')
      .leftJoin('schools', 'schools.id', 'hazards.schoolId')
      .selectAll('rechecks')
      .select(['hazards.code as code', 'hazards.outcome as outcome', placeMet.placeName.as('placeName')])
      .orderBy('rechecks.checkedOn', 'asc')
      .orderBy('rechecks.id', 'desc')
      .execute();
    return rows.map(({ passed, outcome, ...row }) => ({
      ...row,
      outcome: outcomeSchema.nullable().parse(outcome),
      passed: passed === null ? null : passed === 1,
    }));
  },

  async 'rechecks.draw'(context, { share, seed }) {
    const { db, today } = context;
    const pool = await db
      .selectFrom('hazards')
      .select('id')
      .where('outcome', 'in', ['resolved', 'resolving'])
      .where('id', 'not in', (select) =>
        select.selectFrom('rechecks').select('hazardId').where('checkedOn', 'is', null),
      )
      .orderBy('id')
      .execute();
    if (pool.length === 0) throw new CodedError('RECHECK_NONE');
    const drawn = draw(pool, Math.max(1, Math.ceil(pool.length * share)), seededRandom(seed));
    for (const { id } of drawn)
      await db
        .insertInto('rechecks')
        .values({ hazardId: id, drawnOn: today, seed, share, checkedOn: null, passed: null })
        .execute();
    context.changed('hazards');
    return { drawn: drawn.length, pool: pool.length };
  },

  async 'rechecks.record'(context, { id, passed, ...result }) {
    const { db } = context;
    const recheck = await db.selectFrom('rechecks').selectAll().where('id', '=', id).executeTakeFirst();
    if (!recheck) throw new CodedError('RECHECK_UNKNOWN', { id });
    if (recheck.checkedOn !== null) throw new CodedError('RECHECK_DONE');
    const hazard = await requireHazard(context, recheck.hazardId);
    await db
      .updateTable('rechecks')
      .set({ ...result, passed: passed ? 1 : 0 })
      .where('id', '=', id)
      .execute();
    // What a re-check finds undone is no longer held to be dealt with; a new visit registers it anew.
    if (!passed) await db.updateTable('hazards').set({ outcome: null }).where('id', '=', hazard.id).execute();
    const found = passed ? '抽查属实' : '抽查不属实，请现场检查并重新登记';
    await note(context, hazard, '抽样复核', [found, result.officers, result.note].filter(Boolean).join('；'));
    return {};
  },
};

const extensionWords: Record<ExtensionRefusal, string> = {
  closed: '隐患已销号',
  noReason: '没有写明理由',
  notLater: '新期限不晚于原期限',
};
const outcomeWords: Record<OutcomeRefusal, string> = {
  notClosed: '隐患还没有经复查销号',
  closed: '隐患已销号',
  dueRequired: '没有明确完成时限',
  meetingRequired: '没有专题研商的日期',
  reportRequired: '没有写明报送哪位领导或上级单位',
};
const supervisionWords: Record<SupervisionRefusal, string> = {
  notMajor: '只有重大隐患才挂牌督办',
  closed: '隐患已销号',
  alreadyListed: '已在挂牌督办中',
  notListed: '没有在挂牌督办',
  notClosed: '隐患还没有经复查销号，不能摘牌',
};

async function requireHazard({ db }: Pick<CommandContext, 'db'>, id: number) {
  const hazard = await db.selectFrom('hazards').selectAll().where('id', '=', id).executeTakeFirst();
  if (!hazard) throw new CodedError('HAZARD_UNKNOWN', { id });
  return { ...hazard, state: hazardStateSchema.parse(hazard.state) };
}

/** The supervision that a hazard is under now. */
async function standing({ db }: Pick<CommandContext, 'db'>, hazardId: number) {
  const row = await db
    .selectFrom('supervisions')
    .selectAll()
    .where('hazardId', '=', hazardId)
    .where('delistedOn', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps a step in the hazard's history, and what it was before in the trail. */
async function note(
  context: CommandContext,
  hazard: Awaited<ReturnType<typeof requireHazard>>,
  action: string,
  text: string,
  toState: HazardState = hazard.state,
): Promise<void> {
  await context.db
    .insertInto('hazardEvents')
    .values({
      hazardId: hazard.id,
      at: context.now.toISOString(),
      actor: context.actor,
      action,
      fromState: hazard.state,
      toState,
      note: text,
      visitId: null,
    })
    .execute();
  context.recordBefore(hazard);
  context.changed('hazards', 'workspace');
}
