import { z } from 'zod';
import { comparedDays, troubleSpotStates, troubleSpotSteps } from '../ledger/trouble-spot.ts';
import { zoneGrounds } from './areas.ts';
import { daySchema, geometrySchema, idSchema, lngLatSchema } from './common.ts';
import { edit, query } from './procedure.ts';

const spotSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** 治安突出问题. */
  problem: z.string(),
  /** 涉及区域类型. */
  areaKind: z.string(),
  /** 涉及区域范围, in words. */
  rangeText: z.string(),
  geometry: geometrySchema,
  position: lngLatSchema,
  leadBody: z.string(),
  joinBodies: z.string(),
  leadPerson: z.string(),
  /** Shown shortened. */
  phone: z.string(),
  foundOn: daySchema,
  dueOn: daySchema.nullable(),
  /** By whom it is listed, as 市级. */
  grade: z.string(),
  listedOn: daySchema.nullable(),
  delistedOn: daySchema.nullable(),
  settledOn: daySchema.nullable(),
  /** 整治期间破获刑事案件数, 查处治安案件数; null where nobody said. */
  criminalCases: z.number().nullable(),
  publicOrderCases: z.number().nullable(),
  /** 整治情况. */
  progress: z.string(),
  /** 效果评估. */
  evaluation: z.string(),
  note: z.string(),
  state: z.enum(troubleSpotStates),
  overdue: z.boolean(),
});

const belongingSchema = z.object({
  /** Its position lies in the area. */
  isIn: z.boolean(),
  /** So near to the edge, or known so coarsely, that it may be otherwise. */
  doubtful: z.boolean(),
  /** A person put it to this area. */
  byHand: z.boolean(),
});

const hazardSchema = belongingSchema.extend({
  id: idSchema,
  code: z.string(),
  kind: z.string(),
  level: z.string(),
  state: z.string(),
  description: z.string(),
  placeName: z.string(),
  responsibleBody: z.string(),
  source: z.string(),
  foundOn: daySchema,
  closedOn: daySchema.nullable(),
  isOpen: z.boolean(),
});
const visitSchema = belongingSchema.extend({
  id: idSchema,
  on: daySchema,
  placeName: z.string(),
  sweep: z.string(),
  result: z.string(),
  officers: z.string(),
});

const spanSchema = z.object({ from: daySchema, to: daySchema });
const comparedSchema = z.object({
  before: spanSchema,
  after: spanSchema,
  /** Shorter than the days asked for while the second span is not over. */
  daysAfter: z.number(),
  rows: z.array(z.object({ title: z.string(), unit: z.string(), before: z.number(), after: z.number() })),
});

/** 治安乱点: areas that are listed, treated and taken off. They are drawn, changed and removed as every thing on the map. */
export const troubleSpotsProcedures = {
  /** Those that are open come first, the latest first. */
  'troubleSpots.list': query(z.object({}), z.array(spotSchema), { reads: ['troubleSpots'] }),
  /** Errors: TROUBLE_SPOT_UNKNOWN. */
  'troubleSpots.get': query(
    z.object({ id: idSchema, days: z.union(comparedDays.map((days) => z.literal(days))).default(90) }),
    z.object({
      spot: spotSchema,
      schools: z.array(z.object({ id: idSchema, name: z.string(), inDoubt: z.boolean() })),
      /** What lies in it or was put to it; what only may lie in it is `isIn: false` and counts in nothing. */
      hazards: z.array(hazardSchema),
      visits: z.array(visitSchema),
      /** Null where it was never listed. */
      compared: comparedSchema.nullable(),
    }),
    {
      reads: [...zoneGrounds, 'troubleSpots', 'venues', 'hazards', 'visits', 'sweeps', 'incidents'],
    },
  ),
  /** 挂牌, 摘牌, or the end without either. Errors: TROUBLE_SPOT_UNKNOWN, TROUBLE_SPOT_STEP, TROUBLE_SPOT_DAY. */
  'troubleSpots.step': edit(
    '治安乱点挂牌摘牌',
    z.object({
      id: idSchema,
      step: z.enum(troubleSpotSteps),
      on: daySchema,
      /** By whom it is listed; of 挂牌 alone. */
      grade: z.string().trim().max(20).default(''),
      /** 效果评估; of the end alone. */
      evaluation: z.string().trim().max(500).default(''),
    }),
    z.object({}),
    { changes: ['troubleSpots'] },
  ),
  /** Puts a hazard or a visit to an area, or takes it back. Errors: TROUBLE_SPOT_UNKNOWN, HAZARD_UNKNOWN, VISIT_UNKNOWN. */
  'troubleSpots.put': edit(
    '列入治安乱点',
    z.object({
      id: idSchema,
      kind: z.enum(['hazard', 'visit']),
      recordId: idSchema,
      belongs: z.boolean(),
    }),
    z.object({}),
    { changes: ['troubleSpots'] },
  ),
};
