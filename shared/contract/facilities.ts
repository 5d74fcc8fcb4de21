import { z } from 'zod';
import { weekdaysSchema } from '../facilities/duty-days.ts';
import { PATROL } from '../facilities/duty-roster.ts';
import { facilityKindSchema, facilityStateSchema, requirementSchema } from '../facilities/facility.ts';
import { provisions, surveyAnswers } from '../facilities/gate-provision.ts';
import { schoolStageSchema } from '../registry/stage.ts';
import { drawnThings } from '../zones/drawn-things.ts';
import { rulesInForce, zoneGrounds } from './areas.ts';
import {
  bytesSchema,
  daySchema,
  geometrySchema,
  idSchema,
  lngLatSchema,
  localTimeSchema,
  nothing,
} from './common.ts';
import { clockSchema } from './planning.ts';
import { command, edit, exporting, form, query } from './procedure.ts';

const provisionSchema = z.enum(provisions);

const cellSchema = z.object({
  requirementId: z.string(),
  provision: provisionSchema,
  facilityId: idSchema.nullable(),
  metres: z.number().nullable(),
  measure: z.enum(['straight', 'alongRoad']),
  note: z.string(),
  /** The open hazard and the planned facility that answer this gap. */
  hazardId: idSchema.nullable(),
  plannedId: idSchema.nullable(),
});
export type ProvisionCell = z.infer<typeof cellSchema>;

const gateRowSchema = z.object({
  gateId: idSchema,
  gateName: z.string(),
  isMain: z.boolean(),
  position: lngLatSchema,
  /** The street that it opens onto: name and class; null where none is near. */
  road: z.object({ name: z.string(), class: z.string() }).nullable(),
  /** The day on which somebody looked there last; null where nobody did. */
  surveyedOn: z.string().nullable(),
  cells: z.array(cellSchema),
});
export type GateProvisions = z.infer<typeof gateRowSchema>;

const schoolRowSchema = z.object({
  schoolId: idSchema,
  name: z.string(),
  stage: z.string(),
  town: z.string().nullable(),
  gates: z.array(gateRowSchema),
});
export type SchoolProvisions = z.infer<typeof schoolRowSchema>;

const nearSchema = z.object({
  id: idSchema,
  kind: z.string(),
  name: z.string(),
  state: facilityStateSchema,
  body: z.string(),
  checkedOn: z.string().nullable(),
  geometry: geometrySchema,
  position: lngLatSchema,
  metres: z.number(),
  /** What is wrong with it at this gate; null where nothing is. */
  fault: z.string().nullable(),
});

const gateSurveySchema = z.object({
  surveyedOn: daySchema,
  surveyors: z.string().trim().min(1, { error: '请填写核对人' }).max(100),
  /** What was seen, by requirement; what is left out was not looked for. */
  answers: z.record(z.string().max(100), z.enum(surveyAnswers)),
  note: z.string().trim().max(1000),
});

const planTextSchema = z.object({
  /** 限时禁行、单行、等候安排和其他，自己的话. */
  restrictions: z.string().trim().max(1000),
  oneWay: z.string().trim().max(300),
  waiting: z.string().trim().max(500),
  note: z.string().trim().max(1000),
});

/** When pupils come and go: a gate that has nobody then lacks somebody. */
export const dutyPeriods = ['上学', '放学'] as const;
/** All for which people are planned at gates. */
export const dutyKinds = [...dutyPeriods, PATROL] as const;
export type DutyPeriod = (typeof dutyKinds)[number];
const dutySchema = z.object({
  id: idSchema.nullable(),
  gateId: idSchema,
  period: z.enum(dutyKinds),
  post: z.string().trim().min(1, { error: '请填写岗位' }).max(60),
  body: z.string().trim().min(1, { error: '请填写单位' }).max(100),
  person: z.string().trim().min(1, { error: '请填写人员' }).max(40),
  phone: z.string().trim().max(30),
  from: clockSchema,
  until: clockSchema,
  /** Monday is 1. */
  weekdays: weekdaysSchema,
  /** Who stands in; empty where nobody does. */
  substitute: z.string().trim().max(40),
  substitutePhone: z.string().trim().max(30),
});
export type Duty = z.infer<typeof dutySchema>;

export const incidentKinds = ['乱停', '拥堵', '摊贩聚集', '交通事故', '治安', '其他'] as const;
export type IncidentKind = (typeof incidentKinds)[number];
const incidentSchema = z.object({
  kind: z.enum(incidentKinds),
  at: localTimeSchema,
  position: lngLatSchema,
  note: z.string().trim().max(500),
});
const incidentRowSchema = incidentSchema.extend({
  id: idSchema,
  addedAt: z.string(),
  addedBy: z.string(),
  /** The nearest gate within 200 m. */
  gate: z.object({ id: idSchema, schoolId: idSchema, name: z.string(), metres: z.number() }).nullable(),
});
export type Incident = z.infer<typeof incidentRowSchema>;

const schoolToDrawSchema = z.object({
  id: idSchema,
  name: z.string(),
  stage: schoolStageSchema,
  town: z.string().nullable(),
  /** Venues in doubt there. */
  doubts: z.number(),
  /** What settles the most of them. */
  best: z.enum(drawnThings),
  /** What is missing: how many of the doubts drawing it can settle, and how many of these may be 区内·禁设. */
  things: z.array(z.object({ thing: z.enum(drawnThings), settles: z.number(), grave: z.number() })),
});
export type SchoolToDraw = z.infer<typeof schoolToDrawSchema>;

/** What is known of gates rests on walks to them, on facilities, and on which kinds of them a list brought. */
const provisionGrounds = [...zoneGrounds, 'lists', 'facilities', 'regions', 'provisions'] as const;

export const facilitiesProcedures = {
  'facilities.kinds': query(
    nothing,
    z.object({ kinds: z.array(facilityKindSchema), requirements: z.array(requirementSchema) }),
    { reads: rulesInForce },
  ),
  /** Every gate of every school against every requirement. */
  'provisions.matrix': query(nothing, z.array(schoolRowSchema), {
    reads: [...provisionGrounds, 'hazards'],
  }),
  /** The matrix as a workbook: schools × requirements, and the list of gaps. */
  'provisions.export': exporting('导出校门设施对照', nothing, bytesSchema),
  /** Stores a snapshot of what gates have today, to compare with later. */
  'provisions.keep': command(
    z.object({ title: z.string().trim().min(1, { error: '请填写名称' }).max(60) }),
    z.object({ id: idSchema }),
    { changes: ['provisions'] },
  ),
  'provisions.kept': query(
    nothing,
    z.array(z.object({ id: idSchema, title: z.string(), at: z.string(), by: z.string() })),
    { reads: ['provisions'] },
  ),
  /** What has changed since a snapshot was stored. */
  'provisions.compare': query(
    z.object({ id: idSchema }),
    z.array(
      z.object({
        schoolId: idSchema,
        school: z.string(),
        gate: z.string(),
        requirement: z.string(),
        before: provisionSchema,
        now: provisionSchema,
      }),
    ),
    { reads: provisionGrounds },
  ),
  /** Plans a facility where a gap is: it stands at the gate until somebody puts it in its place. Errors: GATE_UNKNOWN, REQUIREMENT_UNKNOWN. */
  'gaps.plan': edit(
    '规划设施',
    z.object({ gateId: idSchema, requirementId: z.string() }),
    z.object({ id: idSchema }),
    { changes: ['facilities'] },
  ),
  /** Puts a gap into the ledger as a hazard of the school. Errors: GATE_UNKNOWN, REQUIREMENT_UNKNOWN, GAP_KNOWN, GAP_NONE, GAP_UNSURVEYED. */
  'gaps.toHazard': form(
    z.object({
      gateId: idSchema,
      requirementId: z.string(),
      responsibleBody: z.string().trim().max(100),
      responsiblePerson: z.string().trim().max(50),
      dueOn: daySchema,
    }),
    z.object({ id: idSchema, code: z.string() }),
    { changes: ['hazards'] },
  ),
  /** A gate with its no-parking stretch, the facilities around it, what is missing, and what is arranged there. */
  'gates.plan': query(
    z.object({ id: idSchema }),
    z.object({
      schoolId: idSchema,
      schoolName: z.string(),
      gate: gateRowSchema,
      stretch: geometrySchema,
      /** Metres each way. */
      length: z.number(),
      shape: z.enum(['alongRoad', 'circle', 'drawn']),
      facilities: z.array(nearSchema),
      text: planTextSchema,
      updatedAt: z.string().nullable(),
      duties: z.array(dutySchema.extend({ id: idSchema })),
      /** Members that the pack asks for; null where it asks for none. */
      escort: z.number().nullable(),
      incidents: z.array(incidentRowSchema),
      /** Walks to the gate, the latest first. */
      surveys: z.array(gateSurveySchema.extend({ id: idSchema })),
    }),
    { reads: [...provisionGrounds, 'hazards', 'gatePlans', 'duties', 'incidents'] },
  ),
  /**
   * Schools of which a gate or the campus is missing, the most consequential first: where one drawing can settle the most
   * doubts. Those where it settles none are left out.
   */
  'gates.toDraw': query(
    nothing,
    z.object({
      /** Venues at schools that are in doubt, whatever for. */
      doubts: z.number(),
      /** How many of them the best drawing at each school can settle. */
      settles: z.number(),
      schools: z.array(schoolToDrawSchema),
    }),
    { reads: [...zoneGrounds, 'venues', 'regions', 'surveys', 'findings'] },
  ),
  /**
   * Records what somebody saw at a gate of what it is to have. Errors: GATE_UNKNOWN, REQUIREMENT_UNKNOWN,
   * GATE_SURVEY_EMPTY, GATE_SURVEY_FUTURE.
   */
  'gates.survey': form(gateSurveySchema.extend({ gateId: idSchema }), z.object({ id: idSchema }), {
    changes: ['provisions'],
  }),
  'gates.savePlan': command(planTextSchema.extend({ id: idSchema }), z.object({}), {
    changes: ['gatePlans'],
  }),
  /** Telephone numbers are shortened, here as in `gates.plan`. */
  'duties.list': query(
    nothing,
    z.array(
      z.object({
        gateId: idSchema,
        gateName: z.string(),
        schoolId: idSchema,
        schoolName: z.string(),
        town: z.string().nullable(),
        duties: z.array(dutySchema.extend({ id: idSchema })),
        /** What is missing, in words. */
        gaps: z.array(z.string()),
        /** Who is to be at another gate at the same time (存疑): by the post, and there who stands or who stands in. */
        doubts: z.array(
          z.object({
            dutyId: idSchema,
            isSubstitute: z.boolean(),
            weekdays: weekdaysSchema,
            text: z.string(),
          }),
        ),
      }),
    ),
    { reads: [...rulesInForce, 'regions', 'schools', 'gates', 'duties'] },
  ),
  /** The week at every gate as a workbook, and everybody with their days; numbers are shortened. */
  'duties.export': exporting('导出护学岗值守表', nothing, bytesSchema),
  /** A telephone number that comes back shortened, as it was shown, stays. Errors: GATE_UNKNOWN, TEAM_HOURS, CELL_REFUSED. */
  'duties.save': command(dutySchema, z.object({ id: idSchema }), { changes: ['duties'] }),
  'duties.remove': command(z.object({ id: idSchema }), z.object({}), { changes: ['duties'] }),
  'incidents.list': query(nothing, z.array(incidentRowSchema), { reads: ['schools', 'gates', 'incidents'] }),
  'incidents.save': form(incidentSchema.extend({ id: idSchema.nullable() }), z.object({ id: idSchema }), {
    changes: ['incidents'],
  }),
  'incidents.remove': command(z.object({ id: idSchema }), z.object({}), { changes: ['incidents'] }),
};
