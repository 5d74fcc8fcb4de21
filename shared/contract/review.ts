import { z } from 'zod';
import { adoptionSchema } from '../classification/adopted-values.ts';
import { wordingFieldSchema, wordingSchema } from '../classification/category.ts';
import { duplicateReasonSchema } from '../registry/duplicates.ts';
import { stageSchema } from '../registry/stage.ts';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { severitySchema } from '../zones/verdict.ts';
import { rulesInForce } from './areas.ts';
import { idSchema, lngLatSchema } from './common.ts';
import { command, edit, query, request } from './procedure.ts';

const reviewedVenueSchema = z.object({
  id: idSchema,
  name: z.string(),
  scope: z.string(),
  listedCategory: z.string(),
  address: z.string(),
  category: z.string(),
  score: z.number(),
});

/** Venues whose category was decided by the same words. */
const reviewGroupSchema = z.object({
  reason: z.string(),
  category: z.string(),
  count: z.number(),
  /** Venues of the group inside or near a zone, were the category right. */
  inZone: z.number(),
  /** Words that all venues of the group have in common and that could decide them, with the field that contains them. */
  wording: z.object({ field: wordingFieldSchema, text: z.string() }).nullable(),
  examples: z.array(reviewedVenueSchema),
});
export type ReviewGroup = z.infer<typeof reviewGroupSchema>;

const queuedVenueSchema = reviewedVenueSchema.extend({
  reason: z.string(),
  /** What it could be as well, the likeliest first. */
  suggested: z.array(z.string()),
  /** The kind in question beside its category, which is sure; null where the category itself is in question. */
  beside: z.string().nullable(),
  /** How many wait for the same reason, itself included; 1 where no word gives one. */
  alike: z.number(),
  /** The name without what tells one branch from another, by which venues of one brand are alike. */
  stem: z.string(),
  /** Pieces of the name by which it is like venues of its first kind whose kind is certain; none where it is not. */
  likePieces: z.array(z.string()),
  /** Who runs it; empty where nobody is named. */
  owner: z.string(),
  /** What it would mean if it were what it could be; null where it would mean nothing. */
  consequence: z
    .object({
      category: z.string(),
      schoolId: idSchema,
      schoolName: z.string(),
      ruleId: z.string(),
      distance: z.number(),
      severity: severitySchema,
    })
    .nullable(),
});
export type QueuedVenue = z.infer<typeof queuedVenueSchema>;

const unstagedSchoolSchema = z.object({
  id: idSchema,
  name: z.string(),
  schoolCode: z.string(),
  address: z.string(),
  /** Venues near by that a rule would be about, were it about this school's stage. */
  inQuestion: z.number(),
});
export type UnstagedSchool = z.infer<typeof unstagedSchoolSchema>;

export const reviewProcedures = {
  /** How many wait for a place, for somebody who says their kind, and how many schools for their stage. */
  'review.waiting': query(
    z.object({}),
    z.object({ unplaced: z.number(), kinds: z.number(), stages: z.number() }),
    { reads: ['schools', 'venues', 'addresses'] },
  ),
  /** Venues whose category a person should look at, grouped by the words that decided. */
  'review.groups': query(z.object({}), z.object({ total: z.number(), groups: z.array(reviewGroupSchema) }), {
    reads: ['venues', 'findings'],
  }),
  'review.venues': query(
    z.object({ reason: z.string(), limit: z.number().int().max(500).default(200) }),
    z.array(reviewedVenueSchema),
    { reads: ['venues'] },
  ),
  /**
   * Venues whose kind nobody is sure of, by consequence: first those that would break a rule, the nearest to a school
   * first, alike ones following each other where they weigh the same. Those of which nothing says anything are among them only where that is so.
   */
  'review.queue': request(
    z.object({ limit: z.number().int().min(1).max(2000).default(200) }),
    z.object({
      total: z.number(),
      /** Those that would break a rule, or stand where that has to be measured. */
      grave: z.number(),
      /** Of those, how many of which nothing says anything. */
      unknown: z.number(),
      /** Decided by people so far. */
      decided: z.number(),
      venues: z.array(queuedVenueSchema),
    }),
  ),
  /** Decides all venues that wait for the same reason. Errors: CATEGORY_UNKNOWN. */
  'review.decideAlike': edit(
    '认定同类类别',
    z.object({ reason: z.string(), category: z.string(), decided: z.string() }),
    z.object({ changed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  /**
   * Decides venues one after the other in one go, as a person does faster than decisions can be carried out one by one;
   * of those that wait for the same reason all. Errors: VENUE_UNKNOWN, CATEGORY_UNKNOWN, CELL_REFUSED as `setKind`.
   */
  'review.decideEach': edit(
    '认定类别',
    z.object({
      decisions: z
        .array(
          z.object({
            ids: z.array(idSchema).max(5000).default([]),
            /** By what they are taken for, or by the kind in question beside that. */
            alike: z.object({ reason: z.string(), category: z.string() }).nullable().default(null),
            category: z.string(),
            /** Whether they are of this kind beside their category, as `setKind` says it; null decides the category. */
            isOfKind: z.boolean().nullable().default(null),
          }),
        )
        .min(1)
        .max(1000),
    }),
    z.object({ changed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  /** Decides the kind of every venue anew by the words of today; what people decided stands. */
  'review.reclassify': command(z.object({}), z.object({ changed: z.number() }), {
    changes: ['venues', 'findings'],
  }),
  /** Decides some venues by hand; later lists do not overturn it. Errors: VENUE_UNKNOWN. */
  'review.decide': edit(
    '认定类别',
    z.object({ ids: z.array(idSchema).min(1).max(5000), category: z.string() }),
    z.object({ changed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  /**
   * Says of some venues that they are of a kind beside their main one as well, or that they are not of a kind that
   * something speaks for. Later lists do not overturn it. A venue of no governed kind gets it as its main one; where the
   * main one is struck the next one takes its place. Errors: VENUE_UNKNOWN, CATEGORY_UNKNOWN, CELL_REFUSED where a venue
   * is of no other kind.
   */
  'review.setKind': edit(
    '增减兼营类别',
    z.object({ ids: z.array(idSchema).min(1).max(5000), category: z.string(), isOfKind: z.boolean() }),
    z.object({ changed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  /** The same of all venues of which the kind is in question for the same reason. Errors: CATEGORY_UNKNOWN. */
  'review.setKindAlike': edit(
    '增减同类兼营类别',
    z.object({ reason: z.string(), category: z.string(), isOfKind: z.boolean() }),
    z.object({ changed: z.number() }),
    { changes: ['venues', 'findings'] },
  ),
  'review.wordings': query(
    z.object({}),
    z.array(wordingSchema.extend({ id: idSchema, venues: z.number() })),
    { reads: ['wordings', 'venues'] },
  ),
  /** Keeps a wording of the workspace and decides all venues that it speaks of. Errors: CATEGORY_UNKNOWN. */
  'review.saveWording': command(wordingSchema, z.object({ changed: z.number() }), {
    changes: ['wordings', 'venues', 'findings'],
  }),
  /** What was adopted of values of lists, with how many venues each decided or put in question. */
  'review.adoptions': query(
    z.object({}),
    z.array(adoptionSchema.extend({ id: idSchema, venues: z.number() })),
    {
      reads: ['wordings', 'venues'],
    },
  ),
  /** Takes an adoption back; its venues are told by everything else. */
  'review.removeAdoption': command(z.object({ id: idSchema }), z.object({ changed: z.number() }), {
    changes: ['wordings', 'venues', 'findings'],
  }),
  /** Schools whose stage nobody knows yet, those with venues in question near by first. */
  'review.stages': query(
    z.object({ limit: z.number().int().max(5000).default(1000) }),
    z.object({ total: z.number(), schools: z.array(unstagedSchoolSchema) }),
    { reads: ['schools', 'findings'] },
  ),
  /** Sets the stage of some schools by hand; later lists do not overturn it. Errors: ROW_UNKNOWN. */
  'review.setStage': edit(
    '认定学段',
    z.object({ ids: z.array(idSchema).min(1).max(5000), stage: stageSchema }),
    z.object({ changed: z.number() }),
    { changes: ['schools', 'findings'] },
  ),
  'review.removeWording': command(z.object({ id: idSchema }), z.object({ changed: z.number() }), {
    changes: ['wordings', 'venues', 'findings'],
  }),
};

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

export const locatingProcedures = {
  /** Venues without a sure position, governed categories first, with places that they could be at. */
  'locating.list': query(
    z.object({
      text: z.string().max(60).default(''),
      /** Those that a person has said to lie elsewhere, instead of those that wait for a place. */
      elsewhere: z.boolean().default(false),
      limit: z.number().int().max(500).default(100),
      offset: z.number().int().min(0).default(0),
    }),
    z.object({
      total: z.number(),
      sure: z.number(),
      /** How many were said to lie elsewhere. */
      elsewhere: z.number(),
      rows: z.array(unplacedSchema),
    }),
    { reads: [...rulesInForce, 'addresses', 'venues', 'schools', 'regions'] },
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
  /** The venues that `locating.placeSure` would place, and where: to be looked through before. */
  'locating.sure': query(
    z.object({}),
    z.array(
      z.object({
        id: idSchema,
        name: z.string(),
        address: z.string(),
        category: z.string(),
        at: candidateSchema,
      }),
    ),
    { reads: [...rulesInForce, 'addresses', 'venues', 'schools', 'regions'] },
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
  'locating.setElsewhere': command(
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

const duplicateVenueSchema = z.object({
  id: idSchema,
  name: z.string(),
  uscc: z.string(),
  regNo: z.string(),
  address: z.string(),
  category: z.string(),
  legalPerson: z.string(),
  phone: z.string(),
  status: z.string(),
  establishedOn: z.string().nullable(),
  position: lngLatSchema.nullable(),
  source: z.string(),
  vanished: z.boolean(),
  visits: z.number(),
  openHazards: z.number(),
});
export type DuplicateVenue = z.infer<typeof duplicateVenueSchema>;

const duplicatePairSchema = z.object({
  first: duplicateVenueSchema,
  second: duplicateVenueSchema,
  reasons: z.array(duplicateReasonSchema),
  score: z.number(),
  /** Metres between them; null where one has no position. */
  apart: z.number().nullable(),
});
export type DuplicatePair = z.infer<typeof duplicatePairSchema>;

export const duplicatesProcedures = {
  'duplicates.list': query(
    z.object({}),
    z.object({ total: z.number(), pairs: z.array(duplicatePairSchema) }),
    { reads: ['venues', 'lists', 'visits', 'hazards'] },
  ),
  /**
   * Makes two venues one. What was recorded of either is kept; `values` tells whose particulars count.
   * Later lists that name either find it. Errors: VENUE_UNKNOWN, MERGE_STOPS.
   */
  'duplicates.merge': command(
    z
      .object({ keptId: idSchema, removedId: idSchema, values: z.enum(['kept', 'removed']) })
      .refine(({ keptId, removedId }) => keptId !== removedId, { error: '一家场所不能与自己合并' }),
    z.object({ mergeId: idSchema }),
    { changes: ['venues', 'findings', 'surveys', 'sweeps', 'visits', 'hazards'] },
  ),
  /** Takes a merge back. Errors: MERGE_UNKNOWN. */
  'duplicates.part': command(z.object({ mergeId: idSchema }), z.object({}), {
    changes: ['venues', 'findings', 'surveys', 'sweeps', 'visits', 'hazards'],
  }),
  'duplicates.keepApart': command(z.object({ firstId: idSchema, secondId: idSchema }), z.object({}), {
    changes: ['venues'],
  }),
};
