import { z } from 'zod';
import { leaveSchema } from '../sweeps/officer-state.ts';
import { sessions, teamTimesSchema } from '../sweeps/plan-days.ts';
import { officerLimits } from '../sweeps/read-officers.ts';
import { standInSchema } from '../sweeps/stand-ins.ts';
import { visitCapsSchema } from '../sweeps/visit-caps.ts';
import { rulesInForce, zoneGrounds } from './areas.ts';
import { bytesSchema, daySchema, idSchema, lngLatSchema, memberSchema, nothing } from './common.ts';
import { edit, exporting, query, request } from './procedure.ts';
import { targetsProcedures } from './targets.ts';

export const clockSchema = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { error: '时间应写作 09:00' });

const teamDraftSchema = z.object({
  /** Null for a new team. */
  id: idSchema.nullable(),
  sweepId: idSchema,
  name: z.string().trim().min(1, { error: '请填写小组名称' }).max(40),
  days: z.number().int().min(1).max(60),
  from: clockSchema,
  until: clockSchema,
  /** From which day on it goes, its pause and evenings; null where its days have no dates. */
  times: teamTimesSchema.nullable().default(null),
  /** Its order was made by hand: planning leaves it as it is. */
  byHand: z.boolean(),
  members: z.array(memberSchema).max(30),
});
export type TeamDraft = z.infer<typeof teamDraftSchema>;

/** A stop in a team's day. */
const plannedStopSchema = z.object({
  stopId: idSchema,
  /** Clock times; null where the day does not suffice. */
  from: clockSchema.nullable(),
  until: clockSchema.nullable(),
  /** From the place before. */
  metres: z.number(),
  /** With what its visit is one, and why it is an exception, in words. */
  notes: z.array(z.string()),
});

const teamPlanSchema = z.object({
  team: teamDraftSchema.omit({ sweepId: true, id: true }).extend({ id: idSchema }),
  days: z.array(
    z.object({
      /** Null where its days have no dates. */
      date: daySchema.nullable(),
      session: z.enum(sessions),
      /** Clock times; a shift that ends before it begins goes through midnight. */
      from: clockSchema,
      until: clockSchema,
      /** Why nobody goes on that day; empty where the team does. */
      cancelled: z.string(),
      /** Who goes on that day, and who of them in whose place. */
      members: z.array(memberSchema),
      standIns: z.array(standInSchema),
      /** Who cannot be counted on that day, in words. */
      doubts: z.array(z.string()),
      /** How many of its stops were visited. */
      visited: z.number(),
      stops: z.array(plannedStopSchema),
      metres: z.number(),
      minutes: z.number(),
      /** From the start over the stops: along the roads where they are known, else straight. */
      line: z.array(lngLatSchema),
    }),
  ),
  stops: z.number(),
  metres: z.number(),
  minutes: z.number(),
  /** Why the team breaks a legal requirement or its working hours, in words. */
  problems: z.array(z.string()),
  /** Who of it cannot be counted on, and why: away, with a certificate that ended or that nobody has looked at. */
  doubts: z.array(z.string()),
  /** Who of these stands on the list of officers, and may be replaced everywhere. */
  replaceable: z.array(z.object({ officerId: idSchema, name: z.string() })),
});
export type TeamPlan = z.infer<typeof teamPlanSchema>;

const leftOutSchema = z.object({ stopId: idSchema, reason: z.string() });

const proposalSchema = z.object({
  teams: z.array(
    z.object({
      teamId: idSchema,
      /** Ids of stops, day by day: also of days that are over, with what was done on them. */
      days: z.array(z.array(idSchema)),
      metres: z.number(),
      minutes: z.number(),
    }),
  ),
  leftOut: z.array(leftOutSchema),
  metres: z.number(),
  /** The longest team's time over the mean, and the longest day over the mean of its team, at the worst. */
  balance: z.number(),
  dayBalance: z.number(),
  /** The same stops, shared alike, each day by nearest neighbour and 2-opt. */
  baselineMetres: z.number(),
  rounds: z.number(),
  ms: z.number(),
});
export type Proposal = z.infer<typeof proposalSchema>;

const officerName = z.string().trim().min(1, { error: '请填写姓名' }).max(officerLimits.name);
const officerCertificate = z
  .string()
  .trim()
  .min(1, { error: '请填写执法证号' })
  .max(officerLimits.certificate);

const readOfficerSchema = z.object({
  name: z.string().max(officerLimits.name),
  certificate: z.string().max(officerLimits.certificate),
  agency: z.string().max(officerLimits.agency),
  phone: z.string().max(officerLimits.phone),
  validUntil: daySchema.nullable(),
  /** Why the line cannot be taken; empty where it can. */
  problem: z.string(),
});

const officerRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  certificate: z.string(),
  agency: z.string(),
  active: z.boolean(),
  phone: z.string(),
  /** The last day on which the certificate counts; null where nobody said. */
  validUntil: daySchema.nullable(),
  leaves: z.array(leaveSchema),
  /** Somebody entered the certificate for itself: where it only came along with a record nobody has looked at it. */
  confirmed: z.boolean(),
  /** The day on which somebody was taken off the list; null where they stand on it. */
  removedOn: z.string().nullable(),
  /** Visits that they made, and the day of the last. */
  visits: z.number(),
  lastVisitOn: z.string().nullable(),
});
export type OfficerRow = z.infer<typeof officerRowSchema>;

const coveredSchema = z.object({
  /** A town, a station, or the school itself. */
  name: z.string(),
  schools: z.number(),
  swept: z.number(),
});

export const planningProcedures = {
  'officers.list': query(nothing, z.array(officerRowSchema), { reads: ['officers', 'visits'] }),
  /** Keeps an officer by certificate number; what is left out stays as it is. Errors: OFFICER_TAKEN. */
  'officers.save': edit(
    '修改执法人员',
    z.object({
      id: idSchema.nullable(),
      name: officerName,
      certificate: officerCertificate,
      agency: z.string().trim().min(1, { error: '请选择所属单位' }).max(officerLimits.agency),
      active: z.boolean(),
      phone: z.string().trim().max(officerLimits.phone).optional(),
      validUntil: daySchema.nullable().optional(),
      leaves: z.array(leaveSchema).max(60).optional(),
    }),
    z.object({ id: idSchema }),
    { changes: ['officers'] },
  ),
  /** What a list of officers says, line by line: a file, or a text that was pasted. Errors: those of a list's file. */
  'officers.read': request(
    z.object({
      /** A chosen file; null where a text was pasted. */
      token: z.string().min(1).max(100).nullable(),
      text: z.string().max(200_000, { error: '粘贴的内容太长，请改用文件' }),
    }),
    z.array(readOfficerSchema),
  ),
  /** Takes officers over from a list: those with a certificate that is known are brought up to date. */
  'officers.take': edit(
    '导入执法人员',
    z.object({
      officers: z
        .array(
          readOfficerSchema
            .omit({ problem: true })
            .extend({ name: officerName, certificate: officerCertificate }),
        )
        .min(1)
        .max(2000),
    }),
    z.object({ added: z.number(), changed: z.number(), same: z.number() }),
    { changes: ['officers'] },
  ),
  /** Takes somebody off the list; who it was stays on record. Errors: OFFICER_UNKNOWN. */
  'officers.remove': edit('移除执法人员', z.object({ id: idSchema }), z.object({}), {
    changes: ['officers'],
  }),
  /** Puts an officer in another's place in every team of sweeps that go on. Errors: OFFICER_UNKNOWN. */
  'officers.replace': edit(
    '替换执法人员',
    z.object({ id: idSchema, by: idSchema }),
    z.object({ teams: z.number() }),
    { changes: ['sweeps'] },
  ),
  'teams.save': edit('修改小组', teamDraftSchema, z.object({ id: idSchema }), {
    changes: ['sweeps', 'officers'],
  }),
  /** Its stops are left without a team. */
  'teams.remove': edit('删除小组', z.object({ id: idSchema }), z.object({}), { changes: ['sweeps'] }),
  /**
   * Makes teams by lot from the active officers, each with two of one body where there are so many; the seed
   * is kept with the sweep. Errors: OFFICERS_SHORT.
   */
  'teams.draw': edit(
    '随机选派执法人员',
    z.object({
      sweepId: idSchema,
      teams: z.number().int().min(1).max(50),
      seed: z.number().int().min(0).max(4294967295),
    }),
    z.object({ teams: z.number(), officers: z.number() }),
    { changes: ['sweeps'] },
  ),
  ...targetsProcedures,
  /** Teams of a sweep with their days as they stand, and the stops without a team. */
  'routes.get': query(
    z.object({ sweepId: idSchema }),
    z.object({
      teams: z.array(teamPlanSchema),
      leftOut: z.array(leftOutSchema),
      /** Stops that a visit of another sweep settles, each with which. */
      elsewhere: z.array(z.object({ stopId: idSchema, note: z.string() })),
      /** How many tasks of bodies are still to be settled, of this sweep and of others at its stops, in how many visits. */
      tasks: z.number(),
      visits: z.number(),
      metres: z.number(),
      balance: z.number(),
      dayBalance: z.number(),
      start: z.object({ name: z.string(), position: lngLatSchema }).nullable(),
    }),
    { reads: [...zoneGrounds, 'sweeps', 'visits', 'venues', 'calendar', 'officers'] },
  ),
  /** The routes as a spreadsheet, one line a stop: the bytes of an xlsx file. */
  'routes.export': exporting('导出检查路线', z.object({ sweepId: idSchema }), bytesSchema),
  /**
   * Shares stops among teams and orders them; nothing is stored. A long job with progress. Days before `from` keep what
   * was done on them; what was missed on days that are over, and what stands on cancelled ones, is planned anew.
   */
  'routes.propose': request(
    z.object({
      sweepId: idSchema,
      seed: z.number().int().min(0).max(4294967295).default(1),
      from: z.enum(['today', 'tomorrow']).default('today'),
    }),
    proposalSchema,
  ),
  'routes.keep': edit(
    '排定检查路线',
    z.object({
      sweepId: idSchema,
      teams: z.array(z.object({ teamId: idSchema, days: z.array(z.array(idSchema)) })),
      leftOut: z.array(leftOutSchema),
    }),
    z.object({}),
    { changes: ['sweeps'] },
  ),
  /**
   * Puts a stop into a team's day, before the stop that is at `place` now, and keeps it with the team; null takes it out of
   * its team. Errors: STOP_UNKNOWN, TEAM_UNKNOWN, DAY_OVER, DAY_CANCELLED, STOP_OVER_CAP,
   * STOP_ELSEWHERE.
   */
  'routes.move': edit(
    '调整检查路线',
    z.object({
      stopId: idSchema,
      to: z
        .object({ teamId: idSchema, day: z.number().int().min(0), place: z.number().int().min(0) })
        .nullable(),
    }),
    z.object({}),
    { changes: ['sweeps'] },
  ),
  /**
   * Gives many stops to a team, spread over its days to come behind what stands there, or takes them out of their teams;
   * those that somebody has looked at, or that may be visited on none of these days, stay. Errors: STOP_UNKNOWN,
   * TEAM_UNKNOWN, TEAM_DAYS_OVER.
   */
  'routes.assign': edit(
    '批量分配检查点',
    z.object({ stopIds: z.array(idSchema).min(1).max(5000), teamId: idSchema.nullable() }),
    z.object({ moved: z.number(), kept: z.number() }),
    { changes: ['sweeps'] },
  ),
  /**
   * Says why a stop is visited although its venue has had as many visits as it may have, or apart from the tasks of other
   * sweeps there; an empty text takes it back. Errors: STOP_UNKNOWN.
   */
  'routes.explain': edit(
    '说明检查点',
    z.object({
      stopId: idSchema,
      capReason: z.string().trim().max(200).optional(),
      apart: z.string().trim().max(200).optional(),
    }),
    z.object({}),
    { changes: ['sweeps'] },
  ),
  /** Whether planning may give a stop to another team. */
  'routes.lock': edit('锁定检查点', z.object({ stopId: idSchema, locked: z.boolean() }), z.object({}), {
    changes: ['sweeps'],
  }),
  'sweeps.settle': edit(
    '修改行动设置',
    z.object({
      id: idSchema,
      title: z.string().trim().min(1, { error: '请填写行动名称' }).max(100),
      startsOn: daySchema,
      endsOn: daySchema,
      leadBody: z.string().trim().max(100),
      /** Who takes part, also bodies that the pack does not know; and what is looked at. They stay where nothing is said. */
      agencies: z
        .array(z.string().trim().min(1).max(100))
        .min(1, { error: '请至少选择一个参与单位' })
        .max(60)
        .optional(),
      focusTopics: z.array(z.string().trim().min(1).max(60)).max(60).optional(),
      /** Its own limits of visits to a venue, null for those of the pack; they stay where nothing is said. */
      caps: visitCapsSchema.nullable().optional(),
      start: z.object({ name: z.string().trim().max(60), position: lngLatSchema }).nullable(),
    }),
    z.object({}),
    { changes: ['sweeps'] },
  ),
  /** A year by the pack's cadence: what is due, done, missed; and who is not swept yet in one span of it. */
  'coverage.get': query(
    z.object({ year: z.number().int().min(2000).max(2100), span: z.string().max(10).nullable() }),
    z.object({
      cadence: z.string(),
      spans: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          from: daySchema,
          to: daySchema,
          times: z.number(),
          state: z.enum(['done', 'current', 'missed', 'ahead']),
          swept: z.number(),
          schools: z.number(),
          visits: z.number(),
          sweeps: z.number(),
          daysLeft: z.number(),
        }),
      ),
      /** The span that the lists are about; null where the pack names none. */
      chosen: z.string().nullable(),
      towns: z.array(coveredSchema),
      stations: z.array(coveredSchema),
      /** Schools not swept often enough in the span, those longest ago first. */
      waiting: z.array(
        z.object({
          schoolId: idSchema,
          name: z.string(),
          town: z.string().nullable(),
          lastOn: z.string().nullable(),
          violations: z.number(),
          visits: z.number(),
        }),
      ),
    }),
    { reads: [...rulesInForce, 'schools', 'gates', 'regions', 'visits', 'findings', 'sweeps'] },
  ),
};
