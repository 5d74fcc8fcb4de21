import { z } from 'zod';
import { schoolStageSchema } from '../registry/stage.ts';
import { effectSchema, existingSchema, methodSchema, originSchema, ruleSchema } from '../rules/rule.ts';
import { verdictSchema } from '../zones/verdict.ts';
import { zoneGrounds } from './areas.ts';
import { daySchema, idSchema, lngLatSchema, nothing } from './common.ts';
import { edgeFindingSchema, edgeFindingsSchema } from './districts.ts';
import { edit, query, request } from './procedure.ts';

const countsSchema = { district: z.string(), day: daySchema, schools: z.number(), venues: z.number() };

/** A neighbour whose places are here. */
const neighbourSchema = z.object({
  id: idSchema,
  ...countsSchema,
  /** Days since the one that it is as of. */
  age: z.number(),
  broughtAt: z.string(),
  broughtBy: z.string(),
});
export type NeighbourTold = z.infer<typeof neighbourSchema>;

/** What a file would do with a district, or did: only `new` and `other` are brought in. */
const broughtOutcomes = ['new', 'other', 'same', 'older', 'own'] as const;
const broughtSchema = z.object({
  ...countsSchema,
  outcome: z.enum(broughtOutcomes),
  /** The day that the places here are as of; null where there are none. */
  was: daySchema.nullable(),
});
export type Brought = z.infer<typeof broughtSchema>;

const placesSchema = z.object({
  district: z.string(),
  day: daySchema,
  schools: z.array(
    z.object({
      name: z.string(),
      stage: schoolStageSchema,
      position: lngLatSchema,
      campus: z.array(z.array(z.array(lngLatSchema))).nullable(),
    }),
  ),
  venues: z.array(z.object({ name: z.string(), category: z.string(), position: lngLatSchema })),
});
export type NeighbourPlaces = z.infer<typeof placesSchema>;

/** What was found of one place across the border, with what explains it: the rule is that of the school's district. */
const acrossSchema = edgeFindingSchema.extend({
  verdict: verdictSchema,
  effect: effectSchema,
  existing: existingSchema.nullable(),
  origin: originSchema,
  method: methodSchema,
  /** The gate that was measured from; null where it was the campus, or no gate is known. */
  gateName: z.string().nullable(),
  sigma: z.number(),
  rule: ruleSchema,
});
export type AcrossTold = z.infer<typeof acrossSchema>;

/** An own place. */
const ownPlaceSchema = z.object({ kind: z.enum(['school', 'venue']), id: idSchema });
export type OwnPlace = z.infer<typeof ownPlaceSchema>;

const file = z.object({ token: z.string().min(1).max(100) });

/**
 * Places of the districts beside this one. They lie apart from the own ones and count in no figure, ledger, export or report; with
 * them it is judged what lies across the border.
 */
export const neighboursProcedures = {
  /**
   * Whose places are here, and what was found across the border: by the rules of the school's district, as it is above districts;
   * the district of the venue answers for it.
   */
  'neighbours.list': query(
    nothing,
    z.object({ own: z.string(), neighbours: z.array(neighbourSchema), findings: edgeFindingsSchema }),
    { reads: [...zoneGrounds, 'venues', 'lists', 'neighbours'] },
  ),
  /**
   * What was found across the border of one own place, what presses most first; nothing of one that is gone or not seen. Whoever
   * sees the place sees it, as the own district answers for its venues.
   */
  'neighbours.around': query(z.object({ about: ownPlaceSchema }), z.array(acrossSchema), {
    reads: [...zoneGrounds, 'venues', 'lists', 'neighbours'],
  }),
  /** The places themselves, to be drawn. */
  'neighbours.places': query(nothing, z.array(placesSchema), { reads: ['neighbours'] }),
  /** What a file would bring, and how many findings there would be with it. Errors: NEIGHBOURS_UNREADABLE. */
  'neighbours.read': request(file, z.object({ districts: z.array(broughtSchema), findings: z.number() })),
  /** Puts the places of a file in the stead of those of the same districts that are of an earlier day. Errors: the same. */
  'neighbours.bring': edit('带入邻区地点', file, z.object({ districts: z.array(broughtSchema) }), {
    changes: ['neighbours'],
  }),
  /** Errors: NEIGHBOUR_UNKNOWN. */
  'neighbours.remove': edit('移除邻区地点', z.object({ id: idSchema }), nothing, {
    changes: ['neighbours'],
  }),
};
