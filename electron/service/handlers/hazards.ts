import { assessHazard, describeHazard, extendHazard } from '../sweeps/hazards/assess-hazard.ts';
import { assignHazards } from '../sweeps/hazards/assign-hazards.ts';
import { changeState } from '../sweeps/hazards/change-state.ts';
import { correctHazard, restoreHazard, voidHazard } from '../sweeps/hazards/correct-hazard.ts';
import { listHazards, readHazard } from '../sweeps/hazards/read-hazards.ts';
import { registerHazard } from '../sweeps/hazards/register-hazard.ts';
import { recordReinspection } from '../sweeps/hazards/reinspect-hazard.ts';
import { endSupervision, reportSupervision, superviseHazard } from '../sweeps/hazards/supervise-hazard.ts';
import { verifyLead } from '../sweeps/hazards/verify-lead.ts';
import type { HandlersOf } from './handler-types.ts';

export const hazardsHandlers: HandlersOf<'hazards'> = {
  async 'hazards.list'(context, input) {
    return await listHazards(context, input);
  },

  async 'hazards.get'(context, { id }) {
    return await readHazard(context, id);
  },

  async 'hazards.transition'(context, input) {
    const state = await changeState(context, input);
    return { state };
  },

  async 'hazards.reinspect'(context, input) {
    return await recordReinspection(context, input);
  },

  async 'hazards.assignMany'(context, input) {
    return await assignHazards(context, input);
  },

  async 'hazards.extend'(context, input) {
    await extendHazard(context, input);
    return {};
  },

  async 'hazards.describe'(context, input) {
    await describeHazard(context, input);
    return {};
  },

  async 'hazards.correct'(context, input) {
    await correctHazard(context, input);
    return {};
  },

  async 'hazards.register'(context, input) {
    return await registerHazard(context, input);
  },

  async 'hazards.verify'(context, input) {
    return { state: await verifyLead(context, input) };
  },

  async 'hazards.void'(context, input) {
    await voidHazard(context, input);
    return {};
  },

  async 'hazards.restore'(context, input) {
    return { state: await restoreHazard(context, input) };
  },

  async 'hazards.classify'(context, input) {
    await assessHazard(context, input);
    return {};
  },

  async 'hazards.supervise'(context, input) {
    await superviseHazard(context, input);
    return {};
  },

  async 'hazards.superviseProgress'(context, input) {
    await reportSupervision(context, input);
    return {};
  },

  async 'hazards.delist'(context, input) {
    await endSupervision(context, input);
    return {};
  },
};
