import { z } from 'zod';
import { hazardKindSchema, hazardLevelSchema, hazardStateSchema } from '../ledger/hazard.ts';
import { checkAnswerSchema, checkItemSchema } from '../sweeps/checklist.ts';
import { periodSchema } from '../sweeps/period.ts';
import { visitCapsSchema } from '../sweeps/visit-caps.ts';
import { visitCorrectionSchema } from '../sweeps/visit-correction.ts';
import { officerSchema, visitResultSchema } from '../sweeps/visit-rules.ts';
import { rulesInForce } from './areas.ts';
import { daySchema, idSchema, lngLatSchema, momentSchema } from './common.ts';
import { edit, form, query, recordForm } from './procedure.ts';

const sweepRowSchema = z.object({
  id: idSchema,
  title: z.string(),
  period: periodSchema,
  coordinator: z.string(),
  agencies: z.array(z.string()),
  focusTopics: z.array(z.string()),
  stops: z.number(),
  /** Stops that are passed over because their place is gone; they are none of `stops`. */
  skipped: z.number(),
  visited: z.number(),
  hazards: z.number(),
  createdAt: z.string(),
  startsOn: daySchema,
  endsOn: daySchema,
  leadBody: z.string(),
  startName: z.string(),
  startLng: z.number().nullable(),
  startLat: z.number().nullable(),
  /** How targets were chosen last, as JSON of the options; null where all were picked by hand. */
  selection: z.string().nullable(),
  /** Its own limits of visits to a venue; null where those of the pack hold. */
  caps: visitCapsSchema.nullable(),
});
export type SweepRow = z.infer<typeof sweepRowSchema>;

const stopSchema = z.object({
  id: idSchema,
  /** Null where the stop is at a school itself. */
  venueId: idSchema.nullable(),
  /** Of the venue, or of the school. */
  placeName: z.string(),
  category: z.string(),
  address: z.string(),
  schoolId: idSchema.nullable(),
  schoolName: z.string().nullable(),
  severity: z.string().nullable(),
  distance: z.number().nullable(),
  /** A point stands for the campus of its school. */
  byPoint: z.boolean(),
  position: lngLatSchema.nullable(),
  reason: z.string(),
  teamId: idSchema.nullable(),
  locked: z.number(),
  leftOut: z.string(),
  /** The bodies of the sweep with power over it, the most directly responsible first. */
  bodies: z.array(z.string()),
  openHazards: z.number(),
  /** Of the same place, in any sweep. */
  lastVisitOn: z.string().nullable(),
  visitId: idSchema.nullable(),
  visitedOn: z.string().nullable(),
  result: z.string().nullable(),
  /** Somebody has looked; where it was found closed (未营业) it is still to be visited. */
  done: z.boolean(),
  /** Why nobody goes there any more; empty where it is to be visited. */
  skipped: z.string(),
  /** Why it is visited beyond the limits, and apart from other sweeps. */
  capReason: z.string(),
  apart: z.string(),
  /** With what its visit is one, and why it is an exception, in words. */
  notes: z.array(z.string()),
  /** Who goes there, where it is done in the visit of another sweep; null where it is visited itself. */
  host: z.object({ sweepId: idSchema, teamId: idSchema.nullable() }).nullable(),
});
export type SweepStop = z.infer<typeof stopSchema>;

const hazardDraftSchema = z.object({
  kind: hazardKindSchema,
  level: hazardLevelSchema,
  description: z.string().trim().min(1, { error: '请写明隐患情况' }).max(2000),
  responsibleBody: z.string().trim().max(100),
  responsiblePerson: z.string().trim().max(50),
  dueOn: daySchema,
  /** 当场整改: how it was put right while the officers stood by, as they saw it; empty where that is still to be done. */
  onSpot: z.string().trim().max(2000).default(''),
});
export type HazardDraft = z.infer<typeof hazardDraftSchema>;

const visitDraftSchema = z.object({
  stopId: idSchema,
  /** The latest visit to the stop that was known when the form was opened; where nothing is said nobody looked. */
  knownVisitId: idSchema.nullable().optional(),
  /** Recorded beside a visit that somebody else recorded meanwhile: both stay. */
  alongside: z.boolean().default(false),
  startedAt: momentSchema,
  endedAt: momentSchema,
  officers: z.array(officerSchema).max(20),
  result: visitResultSchema,
  facts: z.string().trim().min(1, { error: '请写明现场情况' }).max(5000),
  /** Metres, measured on the spot; null where nothing was measured. */
  measuredDistance: z.number().min(0).max(100000).nullable(),
  /** Its two ends, and with what it was measured. */
  measuredFrom: z.string().trim().max(100).default(''),
  measuredTo: z.string().trim().max(100).default(''),
  instrument: z.string().trim().max(60).default(''),
  /** Answers by point of the checklist. */
  checklist: z.record(z.string().max(40), checkAnswerSchema).default({}),
  measures: z.string().trim().max(2000),
  partyView: z.string().trim().max(2000),
  /** Documents issued on the spot. */
  documents: z.string().trim().max(500).default(''),
  /** When somebody comes again; null where nobody said. */
  nextOn: daySchema.nullable().default(null),
  capReason: z.string().trim().max(500),
  hazards: z.array(hazardDraftSchema).max(50),
});
export type VisitDraft = z.infer<typeof visitDraftSchema>;

/** How often a venue is visited: what a visit more would be held against. */
const frequencySchema = z.object({
  caps: visitCapsSchema,
  /** Why it is visited beyond the limits, as the plan says; empty where it says nothing. */
  reason: z.string(),
  /** Visits with who made them, and whether they found something. */
  visits: z.array(z.object({ day: daySchema, certificates: z.array(z.string()), hasFound: z.boolean() })),
});

export const sweepsProcedures = {
  'sweeps.list': query(z.object({}), z.array(sweepRowSchema), {
    reads: [...rulesInForce, 'sweeps', 'visits', 'hazards'],
  }),
  'sweeps.get': query(
    z.object({ id: idSchema }),
    z.object({ sweep: sweepRowSchema, stops: z.array(stopSchema) }),
    { reads: [...rulesInForce, 'sweeps', 'visits', 'hazards', 'venues', 'schools', 'findings'] },
  ),
  'sweeps.create': edit(
    '新建整治',
    z.object({
      title: z.string().trim().min(1, { error: '请填写行动名称' }).max(100),
      period: periodSchema,
      /** Its days; the quarter's where nothing is said. */
      days: z.object({ from: daySchema, to: daySchema }).optional(),
      agencies: z.array(z.string()).min(1, { error: '请至少选择一个参与单位' }),
      focusTopics: z.array(z.string()),
    }),
    z.object({ id: idSchema }),
    { changes: ['sweeps'] },
  ),
  /** A venue, or a school itself where no venue is named. Errors: SWEEP_UNKNOWN, VENUE_UNKNOWN, SCHOOL_UNKNOWN, STOP_EXISTS. */
  'sweeps.addStop': edit(
    '加入检查点',
    z
      .object({
        sweepId: idSchema,
        venueId: idSchema.nullable(),
        schoolId: idSchema.nullable(),
        reason: z.string().trim().min(1).max(200),
      })
      .refine(({ venueId, schoolId }) => venueId !== null || schoolId !== null, {
        error: '请选择场所或学校',
      }),
    z.object({ id: idSchema }),
    { changes: ['sweeps'] },
  ),
  /** Puts many venues on a sweep at once; those on it already stay as they are. */
  'sweeps.addStops': edit(
    '加入检查点',
    z.object({
      sweepId: idSchema,
      venueIds: z.array(idSchema).min(1).max(5000),
      reason: z.string().trim().min(1, { error: '请填写加入原因' }).max(200),
    }),
    z.object({ added: z.number(), known: z.number() }),
    { changes: ['sweeps'] },
  ),
  /** Puts schools themselves on a sweep; those on it already stay as they are. Errors: SWEEP_UNKNOWN. */
  'sweeps.addSchools': edit(
    '加入检查点',
    z.object({
      sweepId: idSchema,
      schoolIds: z.array(idSchema).min(1).max(5000),
      reason: z.string().trim().min(1, { error: '请填写加入原因' }).max(200),
    }),
    z.object({ added: z.number(), known: z.number() }),
    { changes: ['sweeps'] },
  ),
  /** Removes a sweep that was made by mistake, with its stops and teams. Errors: SWEEP_UNKNOWN, SWEEP_IN_USE. */
  'sweeps.remove': edit('删除整治行动', z.object({ id: idSchema }), z.object({}), { changes: ['sweeps'] }),
  'sweeps.removeStop': edit('移出检查点', z.object({ stopId: idSchema }), z.object({}), {
    changes: ['sweeps'],
  }),
  /** The points that a visit to a venue of this category, or to a school itself, looks at. */
  'visits.checklist': query(z.object({ category: z.string() }), z.array(checkItemSchema), { reads: [] }),
  /** A visit as it was recorded. Errors: VISIT_UNKNOWN. */
  'visits.get': query(
    z.object({ id: idSchema }),
    z.object({
      id: idSchema,
      venueId: idSchema.nullable(),
      placeName: z.string(),
      address: z.string(),
      schoolName: z.string().nullable(),
      startedAt: z.string(),
      endedAt: z.string(),
      officers: z.array(officerSchema),
      result: visitResultSchema,
      facts: z.string(),
      measuredDistance: z.number().nullable(),
      measuredFrom: z.string(),
      measuredTo: z.string(),
      instrument: z.string(),
      checklist: z.array(z.object({ text: z.string(), answer: checkAnswerSchema })),
      measures: z.string(),
      partyView: z.string(),
      documents: z.string(),
      nextOn: z.string().nullable(),
      capReason: z.string(),
      recordedAt: z.string(),
      /** What was put right later, the first one first. */
      corrections: z.array(visitCorrectionSchema),
      /** What its venue's status would say after it; null where the result leaves the venue as it is, or it says so. */
      settles: z.string().nullable(),
      hazards: z.array(z.object({ id: idSchema, code: z.string(), kind: z.string(), state: z.string() })),
    }),
    { reads: ['visits', 'venues', 'schools', 'hazards'] },
  ),
  /**
   * A stop where somebody else recorded a visit while the form was open is told. Errors: those of a visit,
   * VISIT_MEANWHILE.
   */
  'visits.record': form(
    visitDraftSchema,
    z.object({
      id: idSchema,
      hazards: z.array(idSchema),
      /** What the venue's status would say (`visits.settleVenue`): a person is asked; null where nothing is to be asked. */
      settles: z.string().nullable().default(null),
    }),
    { changes: ['visits', 'hazards', 'officers', 'sweeps'] },
  ),
  /**
   * Takes over what a visit found of its venue (已搬迁, 已关闭, 查无此店): its status says so, and stops there that nobody
   * has visited yet are passed over. Errors: VISIT_UNKNOWN, VISIT_NOT_GONE.
   */
  'visits.settleVenue': edit(
    '按检查结果更新场所',
    z.object({ id: idSchema }),
    z.object({ skipped: z.number() }),
    {
      changes: ['venues', 'findings', 'sweeps'],
    },
  ),
  /** What is on record of the place of a stop: earlier visits, the latest first, and open hazards. Errors: STOP_UNKNOWN. */
  'visits.earlier': query(
    z.object({ stopId: idSchema }),
    z.object({
      visits: z.array(
        z.object({
          id: idSchema,
          startedAt: z.string(),
          result: visitResultSchema,
          facts: z.string(),
          officers: z.array(z.string()),
          hazards: z.number(),
        }),
      ),
      hazards: z.array(
        z.object({
          id: idSchema,
          code: z.string(),
          kind: z.string(),
          level: z.string(),
          description: z.string(),
          state: hazardStateSchema,
          dueOn: z.string().nullable(),
        }),
      ),
      /** Null at a school, which has no limits. */
      frequency: frequencySchema.nullable(),
    }),
    { reads: [...rulesInForce, 'sweeps', 'visits', 'hazards'] },
  ),
  /**
   * Puts a visit right by an addition: what was said before stays with it. Errors: VISIT_UNKNOWN, VISIT_HAZARD_REQUIRED,
   * VISIT_HAZARDS_STAND.
   */
  'visits.correct': recordForm(
    z.object({
      id: idSchema,
      result: visitResultSchema,
      facts: z.string().trim().min(1, { error: '请写明现场情况' }).max(5000),
      measures: z.string().trim().max(2000),
      partyView: z.string().trim().max(2000),
      documents: z.string().trim().max(500),
      reason: z.string().trim().min(1, { error: '请写明补正理由或补充内容' }).max(1000),
      /** Hazards that are registered with it: where the result becomes 发现隐患 there has to be one. */
      hazards: z.array(hazardDraftSchema).max(50).default([]),
    }),
    z.object({ hazards: z.array(idSchema) }),
    {
      changes: ['visits', 'hazards'],
      opened: z.object({
        id: idSchema,
        result: visitResultSchema,
        facts: z.string(),
        measures: z.string(),
        partyView: z.string(),
        documents: z.string(),
      }),
    },
  ),
};
