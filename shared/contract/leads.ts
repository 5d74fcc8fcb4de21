import { z } from 'zod';
import { hazardKindSchema, hazardLevelSchema, hazardStateSchema } from '../ledger/hazard.ts';
import { verdictSchema } from '../ledger/lead.ts';
import { toldSourceSchema } from '../ledger/source.ts';
import { daySchema, idSchema } from './common.ts';
import { form } from './procedure.ts';

/** Who puts it right, and by when; empty and null where nobody said. */
const charge = {
  responsibleBody: z.string().trim().max(100),
  responsiblePerson: z.string().trim().max(50),
  dueOn: daySchema.nullable(),
};

const place = { venueId: idSchema.nullable(), schoolId: idSchema.nullable() };

/** What others than inspecting officers say. It is no visit and no administrative act, and makes none. */
export const leadsProcedures = {
  /**
   * Registers what a source says: a 线索, which is no hazard before it is verified, or a fact, which is one at once and has
   * a deadline. Errors: HAZARD_PLACE_REQUIRED, HAZARD_SAID_LATER, HAZARD_DUE_REQUIRED, HAZARD_DUE_INVALID,
   * HAZARD_SOURCE_KNOWN, SCHOOL_UNKNOWN, VENUE_UNKNOWN.
   */
  'hazards.register': form(
    z.object({
      lead: z.boolean(),
      source: toldSourceSchema,
      /** Of the source, for example of a complaint; a source gives each once. */
      sourceNumber: z.string().trim().max(100),
      saidBy: z.string().trim().max(100),
      saidOn: daySchema,
      ...place,
      /** Where it is, in words. */
      placeText: z.string().trim().max(200),
      kind: hazardKindSchema,
      level: hazardLevelSchema,
      description: z.string().trim().min(1, { error: '请写明情况' }).max(2000),
      ...charge,
    }),
    z.object({ id: idSchema, code: z.string() }),
    { changes: ['hazards'] },
  ),
  /**
   * Says what became of a 线索: true, and it is a hazard from today on; not true; known already, and it goes into another;
   * or to be looked into again. Errors: HAZARD_UNKNOWN, LEAD_VERDICT_REFUSED, HAZARD_DUE_REQUIRED, HAZARD_DUE_INVALID,
   * SCHOOL_UNKNOWN, VENUE_UNKNOWN.
   */
  'hazards.verify': form(
    z.object({
      id: idSchema,
      verdict: verdictSchema,
      /** How it was verified, and what was found. */
      note: z.string().trim().min(1, { error: '请写明核实情况或理由' }).max(1000),
      /** The hazard that it goes into; null for other verdicts. */
      into: idSchema.nullable(),
      /** What the hazard is; null for other verdicts. */
      hazard: z.object({ kind: hazardKindSchema, level: hazardLevelSchema, ...place, ...charge }).nullable(),
    }),
    z.object({ state: hazardStateSchema }),
    { changes: ['hazards'] },
  ),
};
