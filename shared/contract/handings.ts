import { z } from 'zod';
import { handingEndSchema, handingKinds, handingSteps } from '../ledger/handing.ts';
import { daySchema, idSchema, momentSchema } from './common.ts';
import { edit, form, ownQuery, query } from './procedure.ts';

const bodySchema = z.string().trim().min(1, { error: '请选择单位' }).max(100);

const handingSchema = z.object({
  id: idSchema,
  kind: z.enum(handingKinds),
  hazardId: idSchema.nullable(),
  /** Of the hazard; empty where it is about none, or one that is out of sight. */
  code: z.string(),
  /** Of the hazard, or what it is about itself where that is none. */
  placeName: z.string(),
  schoolId: idSchema.nullable(),
  meetingId: idSchema.nullable(),
  meeting: z.string(),
  /** What is to be done, or why; of an assignment what the hazard is. */
  matter: z.string(),
  fromBody: z.string(),
  toBody: z.string(),
  toPerson: z.string(),
  handedAt: z.string(),
  handedBy: z.string(),
  dueAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  receivedBy: z.string(),
  answer: z.string(),
  endedAt: z.string().nullable(),
  endedBy: z.string(),
  ended: handingEndSchema,
  urges: z.number(),
  urgedAt: z.string().nullable(),
  waits: z.enum(['receipt', 'answer']).nullable(),
  /** Working hours; null where it is not late. */
  hoursLate: z.number().nullable(),
  /** What whoever asks may do with it now. */
  steps: z.array(z.enum(handingSteps)),
  /** It waits for the body of whoever asks; without accounts for nobody in particular. */
  own: z.boolean(),
});
export type Handing = z.infer<typeof handingSchema>;

/** Until when an answer is wanted: so many working hours from now, by the end of a day, or at a moment. */
const dueSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('hours'), hours: z.number().positive().max(2000) }),
  z.object({ by: z.literal('day'), day: daySchema }),
  z.object({ by: z.literal('moment'), moment: momentSchema }),
  z.object({ by: z.literal('none') }),
]);

const decisionSchema = z.object({
  /** Null for one that is new. */
  id: idSchema.nullable(),
  matter: z.string().trim().min(1, { error: '请写明议定事项' }).max(2000),
  toBody: bodySchema,
  dueOn: daySchema.nullable(),
  hazardId: idSchema.nullable(),
});

const meetingFields = {
  title: z.string().trim().min(1, { error: '请填写会议名称' }).max(100),
  heldOn: daySchema,
  place: z.string().trim().max(100),
  chair: z.string().trim().max(50),
  recorder: z.string().trim().max(50),
  attendees: z.string().trim().max(1000),
  agenda: z.array(z.string().trim().min(1, { error: '请填写议题' }).max(300)).max(50),
};
const meetingSchema = z.object({
  id: idSchema,
  ...meetingFields,
  savedAt: z.string(),
  savedBy: z.string(),
  decisions: z.array(
    decisionSchema.extend({
      id: idSchema,
      code: z.string(),
      dueAt: z.string().nullable(),
      /** Somebody signed for it or answered: it is changed no more. */
      begun: z.boolean(),
      waits: handingSchema.shape.waits,
      answer: z.string(),
      hoursLate: z.number().nullable(),
    }),
  ),
});
export type Meeting = z.infer<typeof meetingSchema>;

export const handingsProcedures = {
  /** What was handed about: of one hazard or of all; `standing` leaves out what has ended. What is late comes first. */
  'handings.list': ownQuery(
    z.object({ hazardId: idSchema.nullable(), standing: z.boolean() }),
    z.array(handingSchema),
    { reads: ['hazards', 'venues', 'schools', 'calendar', 'settings'] },
  ),
  /**
   * Hands a hazard to bodies: passes it on (one body), whistles, asks to help, or calls for a talk. Without a hazard it
   * says its place, a school or a venue or in words; a talk may be with anybody. Errors: HAZARD_UNKNOWN, HAZARD_VOIDED,
   * HAZARD_NOT_VERIFIED, HAZARD_PLACE_REQUIRED, SCHOOL_UNKNOWN, VENUE_UNKNOWN, HANDING_REFUSED, HANDING_NOT_YOURS.
   */
  'handings.hand': form(
    z.object({
      hazardId: idSchema.nullable(),
      venueId: idSchema.nullable().default(null),
      schoolId: idSchema.nullable().default(null),
      placeText: z.string().trim().max(200).default(''),
      kind: z.enum(['transfer', 'whistle', 'assist', 'talk']),
      /** On whose behalf; empty for the body of whoever hands it over. */
      fromBody: z.string().trim().max(100),
      toBodies: z.array(bodySchema).min(1, { error: '请选择单位' }).max(20),
      toPerson: z.string().trim().max(50),
      matter: z.string().trim().min(1, { error: '请写明事由' }).max(2000),
      due: dueSchema,
    }),
    z.object({ ids: z.array(idSchema) }),
    { changes: ['hazards'] },
  ),
  /**
   * Signs for what was handed over, answers it, gives it back, urges it or takes it back. Who records it for others says
   * when it was and who did it. Errors: HANDING_UNKNOWN, HANDING_REFUSED, HANDING_NOT_YOURS.
   */
  'handings.record': form(
    z.object({
      id: idSchema,
      step: z.enum(handingSteps),
      note: z.string().trim().max(2000),
      at: momentSchema.nullable(),
      by: z.string().trim().max(50),
    }),
    z.object({}),
    { changes: ['hazards'] },
  ),
  /** Joint meetings, the latest first, each with its agenda and what became of its decisions. */
  'meetings.list': query(z.object({}), z.array(meetingSchema), {
    reads: ['hazards', 'calendar', 'settings'],
  }),
  /**
   * Keeps a meeting with its agenda and decisions; each decision is handed to its body. Errors: MEETING_UNKNOWN,
   * MEETING_CHANGED where somebody kept it since `savedAt`, MEETING_BEGUN, HAZARD_UNKNOWN.
   */
  'meetings.save': edit(
    '联席会',
    z.object({
      id: idSchema.nullable(),
      /** As it was opened; null for one that is new. */
      savedAt: z.string().max(40).nullable(),
      ...meetingFields,
      decisions: z.array(decisionSchema).max(100),
    }),
    z.object({ id: idSchema }),
    { changes: ['hazards'] },
  ),
};
