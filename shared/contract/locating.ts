import { z } from 'zod';
import { unplacedReasonSchema } from '../registry/unplaced.ts';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { severitySchema } from '../zones/verdict.ts';
import { zoneGrounds } from './areas.ts';
import { idSchema, lngLatSchema } from './common.ts';
import { command, edit, query, request } from './procedure.ts';
import { rankSchema } from './queue-rank.ts';
import { consequenceSchema } from './review.ts';

const candidateSchema = z.object({
  position: lngLatSchema,
  source: positionSourceSchema,
  /** Where the position comes from. */
  origin: z.enum(['address', 'venue', 'school']),
  title: z.string(),
  /** 1 for the same address, less for one that is only near. */
  likeness: z.number(),
  /** Whether each area that the venue's address names is known of the candidate. */
  isAreaConfirmed: z.boolean(),
  /** The venue that stands there; null where it is none. */
  venueId: idSchema.nullable(),
});
export type PlaceCandidate = z.infer<typeof candidateSchema>;

const unplacedSchema = z.object({
  id: idSchema,
  name: z.string(),
  address: z.string(),
  category: z.string(),
  /** Where it was, of a venue whose address has changed since. */
  position: lngLatSchema.nullable(),
  candidates: z.array(candidateSchema),
  reason: unplacedReasonSchema,
  /** What it would mean at the likeliest place; null where it would mean nothing, or no place is known. */
  consequence: consequenceSchema.nullable(),
  rank: rankSchema,
});
export type UnplacedVenue = z.infer<typeof unplacedSchema>;

const geocoderSchema = z.object({
  provider: z.enum(['off', 'tianditu', 'amap']),
  key: z.string().trim().max(100),
  /** Put before addresses that do not name it. */
  city: z.string().trim().max(40),
  /** Requests a second; the services' free allowances are small. */
  perSecond: z.number().min(0.2).max(20),
});
export type GeocoderSettings = z.infer<typeof geocoderSchema>;
export { geocoderSchema };

const answerSchema = z.object({
  id: idSchema,
  address: z.string(),
  level: z.string(),
  /** WGS84; null where the service knew nothing. */
  position: lngLatSchema.nullable(),
  /** Null where it is too coarse to be a place of the venue. */
  source: positionSourceSchema.nullable(),
});
export type GeocoderAnswer = z.infer<typeof answerSchema>;

/** Which of the venues without a place are asked for. */
export const unplacedFilter = {
  /** What name or address contains. */
  text: z.string().max(60).default(''),
  /** Those that a person has said to lie elsewhere, instead of those that wait for a place. */
  elsewhere: z.boolean().default(false),
  reason: unplacedReasonSchema.nullable().default(null),
  /** Only those of a governed kind. */
  isGoverned: z.boolean().default(false),
};

export const locatingProcedures = {
  /**
   * Venues without a sure position, with places that they could be at: first those that a rule would be about where they
   * probably are, the gravest and nearest before others; then those of a governed kind; then the rest.
   */
  'locating.list': request(
    z.object({
      ...unplacedFilter,
      limit: z.number().int().min(1).max(1000).default(100),
      /** Reads on behind this one. */
      after: rankSchema.nullable().default(null),
    }),
    z.object({
      /** All that wait, whatever is asked for. */
      total: z.number(),
      sure: z.number(),
      /** How many were said to lie elsewhere. */
      elsewhere: z.number(),
      /** Of all that wait, those that a rule would be about where they probably are. */
      grave: z.number(),
      /** How many there are of what is asked for, and how many of these are not behind `after`. */
      matching: z.number(),
      passed: z.number(),
      reasons: z.array(z.object({ reason: unplacedReasonSchema, count: z.number(), grave: z.number() })),
      rows: z.array(unplacedSchema),
    }),
  ),
  /** Places one or many venues; later lists do not change a position that was chosen by hand. */
  'locating.place': edit(
    '定位场所',
    z.object({
      places: z
        .array(z.object({ id: idSchema, position: lngLatSchema, source: positionSourceSchema }))
        .min(1)
        .max(5000),
      byHand: z.boolean(),
    }),
    z.object({ placed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  /** The venues that `locating.placeSure` would place, and where, in the order of the queue: to be looked through before. */
  'locating.sure': query(
    z.object({}),
    z.array(
      z.object({
        id: idSchema,
        name: z.string(),
        address: z.string(),
        category: z.string(),
        at: candidateSchema,
        /** What it would mean there; null where no rule is about it. */
        severity: severitySchema.nullable(),
      }),
    ),
    { reads: [...zoneGrounds, 'addresses', 'venues', 'regions', 'surveys'] },
  ),
  /**
   * Places venues whose address is known exactly, in the same areas, from the address table or another venue; all of
   * them, or those that a person has left ticked.
   */
  'locating.placeSure': edit(
    '按地址定位',
    z.object({ ids: z.array(idSchema).nullable().default(null) }),
    z.object({ placed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  /**
   * Says that the present addresses of venues do not lie in this district, or takes it back: a place is no longer asked
   * for until a list brings another address. Errors: VENUE_UNKNOWN.
   */
  'locating.setElsewhere': edit(
    '记下是否属本区',
    z.object({ ids: z.array(idSchema).min(1).max(5000), isElsewhere: z.boolean() }),
    z.object({ changed: z.number() }),
    { changes: ['venues'] },
  ),
  'locating.geocoder': query(z.object({}), geocoderSchema, { reads: ['settings'] }),
  'locating.saveGeocoder': command(geocoderSchema, z.object({}), { changes: ['settings'] }),
  /**
   * Asks the online service for the next venues that it was not asked for yet; nothing is written.
   * Errors: GEOCODER_OFF, GEOCODER_REFUSED, GEOCODER_UNREACHABLE.
   */
  'locating.ask': request(
    z.object({ limit: z.number().int().min(1).max(50).default(10) }),
    z.object({ answers: z.array(answerSchema), left: z.number() }),
  ),
  /** Keeps what the service answered and places the venues that it knows closely enough. */
  'locating.keepAnswers': command(
    z.object({ answers: z.array(answerSchema).min(1).max(50) }),
    z.object({ placed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
};
