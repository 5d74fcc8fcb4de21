import { insertDuty, removeDuty, updateDuty } from '../db/queries/duties.ts';
import { saveGatePlan, selectGatePlan } from '../db/queries/gates.ts';
import { insertIncident, removeIncident, updateIncident } from '../db/queries/incidents.ts';
import { selectSnapshots } from '../db/queries/provision-snapshots.ts';
import { provisionSheets } from '../output/reports/provision-sheets.ts';
import { rosterSheets } from '../output/reports/roster-sheets.ts';
import { writeWorkbook } from '../output/reports/workbook.ts';
import { planFacility } from '../places/editing/plan-facility.ts';
import { tellChangedRows } from '../places/editing/tell-changes.ts';
import { findGate } from '../places/judging/find-gate.ts';
import { checkDuty, dutyToStore, findDuty, listGateDuties } from '../places/judging/gate-duties.ts';
import { readGatePlan } from '../places/judging/gate-plan.ts';
import { readMatrix } from '../places/judging/gate-provisions.ts';
import { listToDraw } from '../places/judging/gates-to-draw.ts';
import { findIncident, listIncidents } from '../places/judging/list-incidents.ts';
import { compareWithSnapshot, takeSnapshot } from '../places/judging/provision-snapshots.ts';
import { requirementsOf } from '../places/judging/requirements.ts';
import { surveyGate } from '../places/judging/survey-gate.ts';
import { openGapHazard } from '../sweeps/hazards/open-gap-hazard.ts';
import type { HandlersOf } from './handler-types.ts';

export const facilitiesHandlers: HandlersOf<'facilities'> &
  HandlersOf<'provisions'> &
  HandlersOf<'gaps'> &
  Pick<HandlersOf<'gates'>, 'gates.plan' | 'gates.savePlan' | 'gates.survey' | 'gates.toDraw'> &
  HandlersOf<'duties'> &
  HandlersOf<'incidents'> = {
  async 'facilities.kinds'({ workspace }) {
    return { kinds: [...workspace.catalogue.facilityKinds], requirements: requirementsOf(workspace) };
  },

  async 'provisions.matrix'(context) {
    return await readMatrix(context);
  },

  async 'provisions.export'(context) {
    const matrix = await readMatrix(context);
    const requirements = requirementsOf(context.workspace);
    return new Uint8Array(await writeWorkbook(provisionSheets(context, matrix, requirements)));
  },

  async 'provisions.keep'(context, { title }) {
    const id = await takeSnapshot(context, title);
    return { id };
  },

  async 'provisions.kept'({ db }) {
    return await selectSnapshots(db);
  },

  async 'provisions.compare'(context, { id }) {
    return await compareWithSnapshot(context, id);
  },

  async 'gaps.plan'(context, { gateId, requirementId }) {
    const facility = await planFacility(context, gateId, requirementId);
    tellChangedRows(context, 'facilities', [facility]);
    return { id: facility.id };
  },

  async 'gaps.toHazard'(context, gap) {
    return await openGapHazard(context, gap);
  },

  async 'gates.plan'(context, { id }) {
    return await readGatePlan(context, id);
  },

  async 'gates.savePlan'(context, { id, ...text }) {
    const { db, now, actor } = context;
    await findGate(context, id);
    context.recordBefore((await selectGatePlan(db, id)) ?? null);
    await saveGatePlan(db, { gateId: id, ...text, updatedAt: now.toISOString(), updatedBy: actor });
    return {};
  },

  async 'gates.toDraw'(context) {
    return await listToDraw(context);
  },

  async 'gates.survey'(context, survey) {
    return { id: await surveyGate(context, survey) };
  },

  async 'duties.list'(context) {
    return await listGateDuties(context);
  },

  async 'duties.export'(context) {
    const gates = await listGateDuties(context);
    return new Uint8Array(await writeWorkbook(rosterSheets(context, gates)));
  },

  async 'duties.save'(context, { id, ...duty }) {
    const { db } = context;
    await checkDuty(context, duty);
    if (id === null) return { id: await insertDuty(db, dutyToStore(duty, null)) };
    const stored = await findDuty(db, id);
    context.recordBefore(stored);
    await updateDuty(db, id, dutyToStore(duty, stored, context.opened));
    return { id };
  },

  async 'duties.remove'(context, { id }) {
    context.recordBefore(await findDuty(context.db, id));
    await removeDuty(context.db, id);
    return {};
  },

  async 'incidents.list'(context) {
    return await listIncidents(context);
  },

  async 'incidents.save'(context, { id, position: [lng, lat], ...said }) {
    const { db, now, actor } = context;
    const incident = { ...said, lng, lat };
    if (id === null)
      return { id: await insertIncident(db, { ...incident, addedAt: now.toISOString(), addedBy: actor }) };
    context.recordBefore(await findIncident(db, id));
    await updateIncident(db, id, incident);
    return { id };
  },

  async 'incidents.remove'(context, { id }) {
    context.recordBefore(await findIncident(context.db, id));
    await removeIncident(context.db, id);
    return {};
  },
};
