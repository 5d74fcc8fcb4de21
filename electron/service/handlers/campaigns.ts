import { campaignCalendar } from '../output/export/campaign-calendar.ts';
import {
  finishTask,
  listCampaigns,
  removeCampaign,
  removeTask,
  saveTask,
  startCampaign,
} from '../sweeps/campaigns/campaigns.ts';
import type { HandlersOf } from './handler-types.ts';

export const campaignsHandlers: HandlersOf<'campaigns'> = {
  async 'campaigns.list'(context) {
    return await listCampaigns(context);
  },

  async 'campaigns.start'(context, wanted) {
    return await startCampaign(context, wanted);
  },

  async 'campaigns.remove'(context, { id }) {
    await removeCampaign(context, id);
    return {};
  },

  async 'campaigns.saveTask'(context, task) {
    return { id: await saveTask(context, task) };
  },

  async 'campaigns.finishTask'(context, done) {
    await finishTask(context, done);
    return {};
  },

  async 'campaigns.removeTask'(context, { id }) {
    await removeTask(context, id);
    return {};
  },

  async 'campaigns.calendar'(context, { id }) {
    return await campaignCalendar(context, id);
  },
};
