import { calendarFile } from '../output/export/calendar-file.ts';
import { cancelDay, postpone, putStandIn, restoreDay } from '../sweeps/days/team-days.ts';
import type { HandlersOf } from './handler-types.ts';

export const daysHandlers: HandlersOf<'days'> = {
  async 'days.postpone'(context, input) {
    return await postpone(context, input);
  },

  async 'days.cancel'(context, input) {
    return await cancelDay(context, input);
  },

  async 'days.restore'(context, input) {
    await restoreDay(context, input);
    return {};
  },

  async 'days.standIn'(context, input) {
    await putStandIn(context, input);
    return {};
  },

  async 'days.export'(context, input) {
    return await calendarFile(context, input);
  },
};
