import { z } from 'zod';
import { outcomeSchema } from '../ledger/assessment.ts';
import {
  hazardActionSchema,
  hazardKindSchema,
  hazardLevelSchema,
  hazardStateSchema,
} from '../ledger/hazard.ts';
import { verdictSchema } from '../ledger/lead.ts';
import { reinspectionResultSchema } from '../ledger/reinspection.ts';
import { officerSchema } from '../sweeps/visit-rules.ts';
import { daySchema, idSchema, momentSchema } from './common.ts';
import { command, form, query, recordForm } from './procedure.ts';

const hazardRowSchema = z.object({
  id: idSchema,
  code: z.string(),
  /** Null where it is about a school itself. */
  venueId: idSchema.nullable(),
  /** Of the venue, or of the school. */
  placeName: z.string(),
  category: z.string(),
  schoolId: idSchema.nullable(),
  schoolName: z.string().nullable(),
  kind: z.string(),
  level: z.string(),
  description: z.string(),
  state: hazardStateSchema,
  responsibleBody: z.string(),
  responsiblePerson: z.string(),
  foundOn: daySchema,
  dueOn: daySchema.nullable(),
  closedOn: z.string().nullable(),
  overdue: z.boolean(),
  outcome: outcomeSchema.nullable(),
  /** Under 挂牌督办 and not yet taken off. */
  listed: z.boolean(),
  /** The earlier hazard that this one repeats, and by what. */
  repeats: idSchema.nullable(),
  /** Why it was voided, and the hazard that it was merged into; empty and null where it counts. */
  voidReason: z.string(),
  mergedInto: idSchema.nullable(),
  source: z.string(),
  sourceNumber: z.string(),
  /** It was registered as a 线索. */
  lead: z.boolean(),
  /** Where it is in words, as it was said; `placeName` says it where nothing of the map is named. */
  placeText: z.string(),
  reminders: z.array(z.enum(['verify', 'overdue', 'soon', 'reinspect', 'unassigned', 'delist'])),
});
export type HazardRow = z.infer<typeof hazardRowSchema>;

const eventSchema = z.object({
  id: idSchema,
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  fromState: z.string(),
  toState: hazardStateSchema,
  note: z.string(),
  visitId: idSchema.nullable(),
});

/** A step of it, or of what was handed about: `shared/ledger/timeline.ts`. */
const timelineSchema = z.object({
  key: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  note: z.string(),
  visitId: idSchema.nullable(),
  bodies: z.string(),
  dueAt: z.string().nullable(),
  /** Working hours. */
  hoursLate: z.number().nullable(),
});

const reinspectionSchema = z.object({
  id: idSchema,
  startedAt: z.string(),
  result: reinspectionResultSchema,
  officers: z.array(z.string()),
  facts: z.string(),
  /** Why it does not close the hazard; null where it does. */
  refusal: z.string().nullable(),
});

const supervisionSchema = z.object({
  number: z.string().trim().min(1, { error: '请填写挂牌编号' }).max(60),
  level: z.string().trim().min(1, { error: '请填写督办级别' }).max(20),
  body: z.string().trim().min(1, { error: '请填写督办单位' }).max(100),
  leader: z.string().trim().min(1, { error: '请填写督办领导' }).max(50),
  requirement: z.string().trim().min(1, { error: '请填写督办要求' }).max(1000),
  listedOn: daySchema,
  dueOn: daySchema,
});

const recheckSchema = z.object({
  id: idSchema,
  hazardId: idSchema,
  code: z.string(),
  placeName: z.string(),
  outcome: outcomeSchema.nullable(),
  drawnOn: daySchema,
  seed: z.number(),
  checkedOn: z.string().nullable(),
  passed: z.boolean().nullable(),
  officers: z.string(),
  note: z.string(),
});
export type Recheck = z.infer<typeof recheckSchema>;

export const ledgerProcedures = {
  'hazards.list': query(
    z.object({ state: hazardStateSchema.optional(), overdue: z.boolean().optional() }),
    z.array(hazardRowSchema),
    { reads: ['hazards', 'sweeps', 'visits', 'venues', 'schools'] },
  ),
  'hazards.get': query(
    z.object({ id: idSchema }),
    z.object({
      hazard: hazardRowSchema,
      basis: z.string(),
      fiveItems: z.record(z.string(), z.string()),
      /** 责任主体, 配合部门, and 临时强化防范措施 until it is closed. */
      subject: z.string(),
      helpingBodies: z.string(),
      temporaryMeasures: z.string(),
      meetingOn: z.string().nullable(),
      reportedTo: z.string(),
      repeated: z.object({ id: idSchema, code: z.string(), foundOn: z.string(), by: z.string() }).nullable(),
      /** The hazard that it was merged into, and those that were merged into it. */
      mergedInto: z.object({ id: idSchema, code: z.string() }).nullable(),
      merged: z.array(z.object({ id: idSchema, code: z.string() })),
      /** Who said it, on which day; who verified it, when, and what was found. */
      saidBy: z.string(),
      saidOn: daySchema.nullable(),
      verifiedOn: daySchema.nullable(),
      verifiedBy: z.string(),
      verification: z.string(),
      /** What can be said of a 线索 now; none of what is no 线索. */
      verdicts: z.array(verdictSchema),
      /** Hazards that a 线索 waiting for its verdict may be known as, what is most alike first. */
      alike: z.array(
        z.object({
          id: idSchema,
          code: z.string(),
          kind: z.string(),
          description: z.string(),
          state: hazardStateSchema,
          by: z.string(),
        }),
      ),
      /** Every time it was under 挂牌督办, the latest first. */
      supervisions: z.array(
        supervisionSchema.extend({
          id: idSchema,
          progress: z.string(),
          acceptance: z.string(),
          delistedOn: z.string().nullable(),
        }),
      ),
      events: z.array(eventSchema),
      /** The same, with what was handed about, in one order. */
      timeline: z.array(timelineSchema),
      /** The latest first. */
      reinspections: z.array(reinspectionSchema),
    }),
    { reads: ['hazards', 'sweeps', 'visits', 'venues', 'schools', 'calendar', 'settings'] },
  ),
  'hazards.transition': recordForm(
    z.object({
      id: idSchema,
      action: hazardActionSchema,
      note: z.string().trim().max(2000),
      responsibleBody: z.string().trim().max(100).optional(),
      responsiblePerson: z.string().trim().max(50).optional(),
      /** The re-inspection by which it is closed; null for other actions. */
      reinspectionId: idSchema.nullable(),
      /** To whom it is reported (上报). */
      reportedTo: z.string().trim().max(200).optional(),
    }),
    z.object({ state: hazardStateSchema }),
    {
      changes: ['hazards'],
      opened: z.object({ id: idSchema, responsibleBody: z.string(), responsiblePerson: z.string() }),
    },
  ),
  /**
   * 复查 of a hazard: one that failed sends it back to 整改中; none makes another hazard or closes it by itself. Errors:
   * HAZARD_UNKNOWN, HAZARD_CLOSED, HAZARD_REINSPECTION_EARLY, VISIT_TIME_INVALID, VISIT_IN_FUTURE.
   */
  'hazards.reinspect': form(
    z.object({
      hazardId: idSchema,
      startedAt: momentSchema,
      endedAt: momentSchema,
      officers: z.array(officerSchema).max(20),
      result: reinspectionResultSchema,
      facts: z.string().trim().min(1, { error: '请写明复查情况' }).max(5000),
    }),
    z.object({ id: idSchema, state: hazardStateSchema }),
    { changes: ['hazards', 'officers'] },
  ),
  /** Names who is responsible for several hazards at once; hazards that were not yet assigned become assigned. Errors: HAZARD_UNKNOWN. */
  'hazards.assignMany': form(
    z.object({
      ids: z.array(idSchema).min(1).max(2000),
      responsibleBody: z.string().trim().min(1, { error: '请选择责任单位' }).max(100),
      responsiblePerson: z.string().trim().min(1, { error: '请填写责任人' }).max(50),
      dueOn: daySchema.nullable(),
    }),
    z.object({ assigned: z.number(), changed: z.number(), skipped: z.number() }),
    { changes: ['hazards'] },
  ),
  /** Errors: HAZARD_EXTENSION_REFUSED. */
  'hazards.extend': recordForm(
    z.object({ id: idSchema, dueOn: daySchema, reason: z.string().trim().max(500) }),
    z.object({}),
    {
      changes: ['hazards'],
      opened: z.object({ id: idSchema, dueOn: daySchema.nullable() }),
    },
  ),
  /**
   * Puts right what was registered; the history keeps both versions. A hazard that names no venue keeps a school. Errors:
   * HAZARD_UNKNOWN, HAZARD_VOIDED, SCHOOL_UNKNOWN, HAZARD_CORRECTION_REFUSED.
   */
  'hazards.correct': recordForm(
    z.object({
      id: idSchema,
      level: hazardLevelSchema,
      kind: hazardKindSchema,
      description: z.string().trim().min(1, { error: '请写明隐患情况' }).max(2000),
      schoolId: idSchema.nullable(),
      reason: z.string().trim().min(1, { error: '请写明更正理由' }).max(500),
    }),
    z.object({}),
    {
      changes: ['hazards'],
      opened: z.object({
        id: idSchema,
        level: z.string(),
        kind: z.string(),
        description: z.string(),
        schoolId: idSchema.nullable(),
      }),
    },
  ),
  /**
   * Voids a hazard (作废), or merges it into another of its place where one is named: it stays on record and leaves every
   * figure. Errors: HAZARD_UNKNOWN, HAZARD_VOID_REFUSED.
   */
  'hazards.void': form(
    z.object({
      id: idSchema,
      into: idSchema.nullable(),
      reason: z.string().trim().min(1, { error: '请写明理由' }).max(500),
    }),
    z.object({}),
    { changes: ['hazards'] },
  ),
  /** A voided hazard counts again, in the state that it had. Errors: HAZARD_UNKNOWN, HAZARD_NOT_VOIDED. */
  'hazards.restore': form(
    z.object({
      id: idSchema,
      reason: z.string().trim().min(1, { error: '请写明理由' }).max(500),
    }),
    z.object({ state: hazardStateSchema }),
    { changes: ['hazards'] },
  ),
  /** Basis, 五落实, who else has to do with it, and what is done until it is closed; what is not said stays. */
  'hazards.describe': recordForm(
    z.object({
      id: idSchema,
      basis: z.string().trim().max(500),
      fiveItems: z.record(z.string().max(20), z.string().trim().max(300)),
      subject: z.string().trim().max(100).optional(),
      helpingBodies: z.string().trim().max(300).optional(),
      temporaryMeasures: z.string().trim().max(1000).optional(),
    }),
    z.object({}),
    {
      changes: ['hazards'],
      opened: z.object({
        id: idSchema,
        basis: z.string(),
        fiveItems: z.record(z.string(), z.string()),
        subject: z.string().optional(),
        helpingBodies: z.string().optional(),
        temporaryMeasures: z.string().optional(),
      }),
    },
  ),
  /** Errors: HAZARD_OUTCOME_REFUSED. */
  'hazards.classify': recordForm(
    z.object({
      id: idSchema,
      outcome: outcomeSchema,
      dueOn: daySchema.nullable(),
      meetingOn: daySchema.nullable(),
      reportedTo: z.string().trim().max(200),
      note: z.string().trim().max(1000),
    }),
    z.object({}),
    {
      changes: ['hazards'],
      opened: z.object({
        id: idSchema,
        outcome: outcomeSchema.nullable(),
        dueOn: daySchema.nullable(),
        meetingOn: daySchema.nullable(),
        reportedTo: z.string(),
      }),
    },
  ),
  /** Puts a hazard under 挂牌督办. Errors: SUPERVISION_REFUSED. */
  'hazards.supervise': form(supervisionSchema.extend({ id: idSchema }), z.object({}), {
    changes: ['hazards'],
  }),
  'hazards.superviseProgress': recordForm(
    z.object({ id: idSchema, progress: z.string().trim().max(2000) }),
    z.object({}),
    {
      changes: ['hazards'],
      opened: z.object({ id: idSchema, progress: z.string() }),
    },
  ),
  /** 摘牌. Errors: SUPERVISION_REFUSED. */
  'hazards.delist': form(
    z.object({
      id: idSchema,
      acceptance: z.string().trim().min(1, { error: '请填写验收意见' }).max(1000),
      delistedOn: daySchema,
    }),
    z.object({}),
    { changes: ['hazards'] },
  ),
  'rechecks.list': query(z.object({}), z.array(recheckSchema), {
    reads: ['rechecks', 'hazards', 'venues', 'schools'],
  }),
  /** Draws a share of the hazards of classes ① and ② that no open re-check is about. Errors: RECHECK_NONE. */
  'rechecks.draw': command(
    z.object({
      share: z.number().gt(0).max(1),
      seed: z.number().int().min(0).max(4294967295),
    }),
    z.object({ drawn: z.number(), pool: z.number() }),
    { changes: ['rechecks'] },
  ),
  'rechecks.record': form(
    z.object({
      id: idSchema,
      checkedOn: daySchema,
      passed: z.boolean(),
      officers: z.string().trim().min(1, { error: '请填写复核人员' }).max(200),
      note: z.string().trim().max(1000),
    }),
    z.object({}),
    { changes: ['rechecks', 'hazards'] },
  ),
};
