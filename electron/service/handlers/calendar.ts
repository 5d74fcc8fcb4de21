import { compareHolidays, keepHolidays, readCalendarYear } from '../sweeps/days/work-days.ts';
import type { HandlersOf } from './handler-types.ts';

export const calendarHandlers: HandlersOf<'calendar'> = {
  async 'calendar.get'(context, { year }) {
    return await readCalendarYear(context, year);
  },

  async 'calendar.read'(context, { text }) {
    return await compareHolidays(context, text);
  },

  async 'calendar.keep'(context, { text }) {
    return await keepHolidays(context, text);
  },
};
