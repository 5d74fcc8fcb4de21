import { z } from 'zod';
import { schoolCalendarSchema } from '../calendar/school-calendar.ts';
import { calendarDaySchema } from '../calendar/work-calendar.ts';
import { workingHoursSchema } from '../calendar/working-clock.ts';
import { bytesSchema, daySchema, idSchema, memberSchema, nothing } from './common.ts';
import { command, edit, exporting, query, request } from './procedure.ts';

/** The days of one team, or of all teams of a sweep. */
const whose = { sweepId: idSchema, teamId: idSchema.nullable() };

/** A notice, a table or a file of holidays, as text. */
const holidaysText = z.object({ text: z.string().max(200_000) });

/** Days of a plan on the calendar, and the calendar of working days. */
export const planDaysProcedures = {
  /** Days from one on go one working day later. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, DAY_UNKNOWN, DAY_BEGUN. */
  'days.postpone': edit(
    '顺延一天',
    z.object({ ...whose, from: daySchema }),
    /** How many days of teams moved, and the last one now. */
    z.object({ moved: z.number(), last: daySchema }),
    { changes: ['sweeps'] },
  ),
  /**
   * Nobody goes on a day; its stops stay with it until routes are planned anew. `makeUp` adds a day after the last one.
   * Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, DAY_UNKNOWN.
   */
  'days.cancel': edit(
    '取消当天检查',
    z.object({
      ...whose,
      date: daySchema,
      reason: z.string().trim().min(1, { error: '请填写取消原因' }).max(100),
      makeUp: z.boolean().default(false),
    }),
    z.object({ teams: z.number(), stops: z.number() }),
    { changes: ['sweeps'] },
  ),
  /** A day that was cancelled takes place after all. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, DAY_UNKNOWN. */
  'days.restore': edit('恢复当天检查', z.object({ ...whose, date: daySchema }), z.object({}), {
    changes: ['sweeps'],
  }),
  /**
   * Somebody goes in a member's place on one date, by day and in the evening; null takes it back. Errors: SWEEP_UNKNOWN,
   * TEAM_UNKNOWN, DAY_UNKNOWN, MEMBER_UNKNOWN, MEMBER_TWICE.
   */
  'days.standIn': edit(
    '替换当天人员',
    z.object({
      sweepId: idSchema,
      teamId: idSchema,
      date: daySchema,
      away: memberSchema.pick({ name: true, certificate: true }),
      by: memberSchema.nullable(),
    }),
    z.object({}),
    { changes: ['sweeps', 'officers'] },
  ),
  /** The days of a sweep, or of one of its teams, as an iCalendar file. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, PLAN_NO_DATES. */
  'days.export': exporting('导出检查日历', z.object(whose), bytesSchema),
  /** Holidays and worked weekends of a year, where they are known. */
  'calendar.get': query(
    z.object({ year: z.number().int().min(2000).max(2100) }),
    z.object({
      isKnown: z.boolean(),
      /** Where they are from: the notice, or that the office gave them. */
      source: z.string(),
      days: z.array(calendarDaySchema),
      /** When the office works on a working day. */
      hours: workingHoursSchema,
    }),
    { reads: ['calendar', 'settings'] },
  ),
  /** Keeps when the office works: by these hours run the times within which bodies are to answer. */
  'calendar.keepHours': command(z.object({ hours: workingHoursSchema }), nothing, { changes: ['settings'] }),
  /** When the district's schools are at work; `ownPeaks` are the program's own hours in which pupils come and go. */
  'calendar.schools': query(
    nothing,
    schoolCalendarSchema.required().extend({ ownPeaks: z.array(z.tuple([z.string(), z.string()])) }),
    { reads: ['settings'] },
  ),
  /** Keeps breaks between terms, and when pupils come and go. */
  'calendar.keepSchools': command(schoolCalendarSchema, z.object({}), { changes: ['settings'] }),
  /** What keeping these holidays would change; nothing is stored. */
  'calendar.read': request(
    holidaysText,
    z.object({
      /** Null where no day was read. */
      year: z.number().nullable(),
      days: z.array(calendarDaySchema.extend({ change: z.enum(['added', 'changed', 'same']) })),
      /** Days that are known now and would be ordinary ones. */
      gone: z.array(calendarDaySchema),
      problems: z.array(z.string()),
    }),
  ),
  /** Keeps the holidays of a year in the place of those known until now. Errors: HOLIDAYS_UNREADABLE. */
  'calendar.keep': edit('导入节假日', holidaysText, z.object({ year: z.number(), days: z.number() }), {
    changes: ['calendar'],
  }),
};
