import { keepSchoolCalendar, readSchoolCalendar } from '../sweeps/days/school-days.ts';
import {
  compareHolidays,
  keepHolidays,
  keepWorkingHours,
  readCalendarYear,
} from '../sweeps/days/work-days.ts';
import type { HandlersOf } from './handler-types.ts';

export const calendarHandlers: HandlersOf<'calendar'> = {
  async 'calendar.get'(context, { year }) {
    return await readCalendarYear(context, year);
  },

  async 'calendar.schools'({ db, workspace }) {
    const ownPeaks = workspace.catalogue.practice.peaks.map(([from, to]): [string, string] => [from, to]);
    return { ...(await readSchoolCalendar(db)), ownPeaks };
  },

  async 'calendar.keepSchools'(context, input) {
    await keepSchoolCalendar(context, input);
    return {};
  },

  async 'calendar.keepHours'(context, { hours }) {
    await keepWorkingHours(context, hours);
    return {};
  },

  async 'calendar.read'(context, { text }) {
    return await compareHolidays(context, text);
  },

  async 'calendar.keep'(context, { text }) {
    return await keepHolidays(context, text);
  },
};
