import { z } from 'zod';
import { officerSchema } from '../sweeps/visit-rules.ts';
import { instrumentSchema } from '../zones/instruments.ts';
import { surveyMethodSchema } from '../zones/surveyed-distance.ts';
import { verdictSchema } from '../zones/verdict.ts';
import { rulesInForce, zoneGrounds } from './areas.ts';
import { idSchema, lngLatSchema, momentSchema } from './common.ts';
import { command, form, query } from './procedure.ts';

const surveySegmentSchema = z.object({
  from: z.string().trim().max(100),
  to: z.string().trim().max(100),
  metres: z
    .number({ error: '请填写长度' })
    .positive({ error: '长度应大于 0' })
    .max(5000, { error: '单段不超过 5000 米' }),
});

const surveyDraftSchema = z.object({
  schoolId: idSchema,
  venueId: idSchema,
  /** Null where it was measured from the campus edge. */
  gateId: idSchema.nullable(),
  method: surveyMethodSchema,
  fromText: z.string().trim().min(1, { error: '请写明起点' }).max(100),
  toText: z.string().trim().min(1, { error: '请写明终点' }).max(100),
  segments: z.array(surveySegmentSchema).min(1).max(200),
  instrument: instrumentSchema,
  instrumentNumber: z.string().trim().max(100),
  /** Standard error of the whole distance, metres. */
  sigma: z.number().min(0.001).max(20),
  surveyedAt: momentSchema,
  officers: z.array(officerSchema).max(20),
  witness: z.string().trim().max(100),
  note: z.string().trim().max(2000),
});
export type SurveyDraft = z.infer<typeof surveyDraftSchema>;

const surveyRowSchema = z.object({
  id: idSchema,
  code: z.string(),
  schoolId: idSchema,
  schoolName: z.string(),
  venueId: idSchema,
  venueName: z.string(),
  gateName: z.string().nullable(),
  method: surveyMethodSchema,
  distance: z.number(),
  sigma: z.number(),
  surveyedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string(),
});
export type SurveyRow = z.infer<typeof surveyRowSchema>;

/** Distances that were computed when the survey was recorded, metres; null where they could not be. */
const computedSchema = z.object({
  boundary: z.number().nullable(),
  gate: z.number().nullable(),
  walking: z.number().nullable(),
});
export type ComputedDistances = z.infer<typeof computedSchema>;
export { computedSchema };

const surveyDetailSchema = surveyRowSchema.extend({
  fromText: z.string(),
  toText: z.string(),
  segments: z.array(surveySegmentSchema),
  instrument: instrumentSchema,
  instrumentNumber: z.string(),
  officers: z.array(officerSchema),
  witness: z.string(),
  note: z.string(),
  recordedAt: z.string(),
  computed: computedSchema,
  venueAddress: z.string(),
  venueUscc: z.string(),
  venuePosition: lngLatSchema.nullable(),
  gatePosition: lngLatSchema.nullable(),
  /** Rules that this survey decides today. */
  decides: z.array(z.object({ ruleId: z.string(), limit: z.number(), verdict: verdictSchema })),
});
export type SurveyDetail = z.infer<typeof surveyDetailSchema>;

const walkSegmentSchema = z.object({
  kind: z.enum(['road', 'connector']),
  road: z.string(),
  metres: z.number(),
  line: z.array(lngLatSchema),
});

export const walkSchema = z.object({
  gateName: z.string(),
  from: lngLatSchema,
  to: lngLatSchema,
  /** Null where there is no walk; `reason` then says why. */
  metres: z.number().nullable(),
  reason: z.string().nullable(),
  segments: z.array(walkSegmentSchema),
});
export type WalkPath = z.infer<typeof walkSchema>;

export const surveysProcedures = {
  'surveys.list': query(z.object({ venueId: idSchema.optional() }), z.array(surveyRowSchema), {
    reads: ['surveys', 'schools', 'venues', 'gates'],
  }),
  'surveys.get': query(z.object({ id: idSchema }), surveyDetailSchema, {
    reads: [...rulesInForce, 'surveys', 'schools', 'venues', 'gates', 'findings'],
  }),
  'surveys.record': form(surveyDraftSchema, z.object({ id: idSchema, code: z.string() }), {
    changes: ['surveys', 'findings'],
  }),
  'surveys.withdraw': command(
    z.object({ id: idSchema, reason: z.string().trim().min(1, { error: '请写明作废原因' }).max(200) }),
    z.object({}),
    { changes: ['surveys', 'findings'] },
  ),
  /** The shortest walk from a school's gates to a venue, with its stretches. */
  'walks.get': query(z.object({ schoolId: idSchema, venueId: idSchema }), walkSchema, {
    reads: [...zoneGrounds, 'venues'],
  }),
};
