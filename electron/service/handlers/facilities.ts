import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import { type Provision, provisions } from '#shared/facilities/evaluate.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { insertEditable } from '../db/queries/editable-rows.ts';
import { saveGatePlan, selectGapHazards, selectGatePlan } from '../db/queries/gates.ts';
import { provisionSheets } from '../output/reports/provision-sheets.ts';
import { writeWorkbook } from '../output/reports/workbook.ts';
import { followRows } from '../places/editing/follow-changed-rows.ts';
import { listGateDuties } from '../places/judging/gate-duties.ts';
import { findGate, readGatePlan } from '../places/judging/gate-plan.ts';
import { judgeGates, provisionGround, readMatrix } from '../places/judging/gate-provisions.ts';
import { listIncidents } from '../places/judging/list-incidents.ts';
import { openHazard } from '../sweeps/open-hazard.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

type Context = QueryContext | CommandContext;

export const facilitiesHandlers: HandlersOf<'facilities'> &
  HandlersOf<'provisions'> &
  HandlersOf<'gaps'> &
  Pick<HandlersOf<'gates'>, 'gates.plan' | 'gates.savePlan'> &
  HandlersOf<'duties'> &
  HandlersOf<'incidents'> = {
  async 'facilities.kinds'({ workspace }) {
    const { facilityKinds, requirements } = workspace.catalogue;
    return { kinds: [...facilityKinds], requirements: [...requirements] };
  },

  async 'provisions.matrix'(context) {
    return await readMatrix(context);
  },

  async 'provisions.export'(context) {
    const matrix = await readMatrix(context);
    const { requirements } = context.workspace.catalogue;
    return new Uint8Array(await writeWorkbook(provisionSheets(context, matrix, requirements)));
  },

  async 'provisions.keep'(context, { title }) {
    const { db, now, actor } = context;
    const content = flatten(await readMatrix(context));
    const row = await db
      .insertInto('provisionSnapshots')
      .values({ title, at: now.toISOString(), by: actor, content: JSON.stringify(content) })
      .returning('id')
      .executeTakeFirstOrThrow();
    context.changed('facilities');
    return row;
  },

  async 'provisions.kept'({ db }) {
    return await db
      .selectFrom('provisionSnapshots')
      .select(['id', 'title', 'at', 'by'])
      .orderBy('id', 'desc')
      .execute();
  },

  async 'provisions.compare'(context, { id }) {
    const row = await context.db
      .selectFrom('provisionSnapshots')
      .select('content')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw new CodedError('SNAPSHOT_UNKNOWN');
    const before = snapshotSchema.parse(JSON.parse(row.content));
    const matrix = await readMatrix(context);
    const now = flatten(matrix);
    const titles = new Map(context.workspace.catalogue.requirements.map((each) => [each.id, each.title]));
    return matrix.flatMap(({ schoolId, name, gates }) =>
      gates.flatMap(({ gateId, gateName, cells }) =>
        cells.flatMap(({ requirementId }) => {
          const key = `${gateId} ${requirementId}`;
          const [was, is] = [before[key], now[key]];
          if (!was || !is || was === is) return [];
          const requirement = titles.get(requirementId) ?? requirementId;
          return [{ schoolId, school: name, gate: gateName, requirement, before: was, now: is }];
        }),
      ),
    );
  },

  async 'gaps.plan'(context, { gateId, requirementId }) {
    const { gate } = await findGate(context, gateId);
    const { kinds, title } = findRequirement(context, requirementId);
    const [lng, lat] = gate.position;
    const kind = kinds[0] ?? title;
    const values = { kind, name: '', state: '规划', lng, lat, body: '', note: `${title}，位置待定` };
    const identity = `${kind}|规划 ${gateId} ${requirementId}`;
    const id = await insertEditable(context.db, 'facilities', { ...values, identity, contentHash: '' });
    await followRows(context, 'facilities', [{ ...values, id }]);
    context.changed('facilities');
    return { id };
  },

  async 'gaps.toHazard'(context, { gateId, requirementId, responsibleBody, responsiblePerson, dueOn }) {
    const { db, today } = context;
    const { school, gate } = await findGate(context, gateId);
    const requirement = findRequirement(context, requirementId);
    const known = (await selectGapHazards(db)).get(`${gateId} ${requirementId}`);
    if (known) throw new CodedError('GAP_KNOWN', { code: known.code });
    if (dueOn < today) throw new CodedError('HAZARD_DUE_INVALID', { dueOn, foundOn: today });
    const ground = await provisionGround(context);
    const judged = judgeGates(context, ground, school)
      .find((each) => each.gate.id === gateId)
      ?.evaluated.find((each) => each.requirementId === requirementId);
    if (judged?.provision !== 'missing' && judged?.provision !== 'doubtful')
      throw new CodedError('GAP_NONE', { title: requirement.title });
    const hazard = await openHazard(
      context,
      {
        visitId: null,
        venueId: null,
        schoolId: school.id,
        kind: '设施缺失',
        level: '一般',
        description: `${gate.name}${requirement.title}：${judged.note}`,
        responsibleBody,
        responsiblePerson,
        foundOn: today,
        dueOn,
        basis: requirement.basis.map(({ document, article }) => `${document}${article}`).join('、'),
        gateId,
        requirementId,
      },
      { note: '由设施缺口登记' },
    );
    context.changed('hazards', 'facilities', 'workspace');
    return hazard;
  },

  async 'gates.plan'(context, { id }) {
    return await readGatePlan(context, id);
  },

  async 'gates.savePlan'(context, { id, ...text }) {
    const { db, now, actor } = context;
    await findGate(context, id);
    context.recordBefore((await selectGatePlan(db, id)) ?? null);
    await saveGatePlan(db, { gateId: id, ...text, updatedAt: now.toISOString(), updatedBy: actor });
    context.changed('facilities');
    return {};
  },

  async 'duties.list'(context) {
    return await listGateDuties(context);
  },

  async 'duties.save'(context, { id, ...duty }) {
    const { db } = context;
    await findGate(context, duty.gateId);
    if (duty.from >= duty.until) throw new CodedError('TEAM_HOURS', { name: duty.post });
    context.changed('facilities');
    if (id === null)
      return await db.insertInto('duties').values(duty).returning('id').executeTakeFirstOrThrow();
    const before = await db.selectFrom('duties').selectAll().where('id', '=', id).executeTakeFirst();
    if (!before) throw new CodedError('DUTY_UNKNOWN');
    context.recordBefore(before);
    await db.updateTable('duties').set(duty).where('id', '=', id).execute();
    return { id };
  },

  async 'duties.remove'(context, { id }) {
    const before = await context.db.selectFrom('duties').selectAll().where('id', '=', id).executeTakeFirst();
    if (!before) throw new CodedError('DUTY_UNKNOWN');
    context.recordBefore(before);
    await context.db.deleteFrom('duties').where('id', '=', id).execute();
    context.changed('facilities');
    return {};
  },

  async 'incidents.list'(context) {
    return await listIncidents(context);
  },

  async 'incidents.save'(context, { id, position: [lng, lat], ...incident }) {
    const { db, now, actor } = context;
    context.changed('facilities');
    if (id === null)
      return await db
        .insertInto('incidents')
        .values({ ...incident, lng, lat, addedAt: now.toISOString(), addedBy: actor })
        .returning('id')
        .executeTakeFirstOrThrow();
    const before = await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
    if (!before) throw new CodedError('INCIDENT_UNKNOWN');
    context.recordBefore(before);
    await db
      .updateTable('incidents')
      .set({ ...incident, lng, lat })
      .where('id', '=', id)
      .execute();
    return { id };
  },

  async 'incidents.remove'(context, { id }) {
    const before = await context.db
      .selectFrom('incidents')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!before) throw new CodedError('INCIDENT_UNKNOWN');
    context.recordBefore(before);
    await context.db.deleteFrom('incidents').where('id', '=', id).execute();
    context.changed('facilities');
    return {};
  },
};

const snapshotSchema = z.record(z.string(), z.enum(provisions));

/** Every provision by gate and requirement. */
function flatten(matrix: readonly SchoolProvisions[]): Record<string, Provision> {
  return Object.fromEntries(
    matrix.flatMap(({ gates }) =>
      gates.flatMap(({ gateId, cells }) =>
        cells.map(({ requirementId, provision }) => [`${gateId} ${requirementId}`, provision]),
      ),
    ),
  );
}

/** Errors: REQUIREMENT_UNKNOWN. */
function findRequirement({ workspace }: Context, id: string): Requirement {
  const requirement = workspace.catalogue.requirements.find((each) => each.id === id);
  if (!requirement) throw new CodedError('REQUIREMENT_UNKNOWN', { id });
  return requirement;
}
