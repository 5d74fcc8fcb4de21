import { z } from 'zod';
import { hazardActionSchema, hazardStateSchema } from '../ledger/hazard.ts';
import { daySchema, idSchema } from './common.ts';
import { command, query } from './procedure.ts';

const hazardRowSchema = z.object({
  id: idSchema,
  code: z.string(),
  venueId: idSchema,
  venueName: z.string(),
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

const reinspectionSchema = z.object({
  visitId: idSchema,
  on: z.string(),
  result: z.string(),
  officers: z.array(z.string()),
});

export const ledgerProcedures = {
  'hazards.list': query(
    z.object({ state: hazardStateSchema.optional(), overdue: z.boolean().optional() }),
    z.array(hazardRowSchema),
  ),
  'hazards.get': query(
    z.object({ id: idSchema }),
    z.object({
      hazard: hazardRowSchema,
      events: z.array(eventSchema),
      /** Visits to the same venue after the hazard was found. */
      reinspections: z.array(reinspectionSchema),
      /** Where a re-inspection can be recorded: the venue's stop in a sweep. */
      stopId: idSchema,
    }),
  ),
  'hazards.transition': command(
    z.object({
      id: idSchema,
      action: hazardActionSchema,
      note: z.string().trim().max(2000),
      responsibleBody: z.string().trim().max(100).optional(),
      responsiblePerson: z.string().trim().max(50).optional(),
      visitId: idSchema.nullable(),
    }),
    z.object({ state: hazardStateSchema }),
  ),
};
