import { z } from 'zod';
import { adoptionSchema } from '../classification/adopted-values.ts';
import { wordingFieldSchema, wordingSchema } from '../classification/category.ts';
import { stageSchema } from '../registry/stage.ts';
import { severitySchema } from '../zones/verdict.ts';
import { idSchema } from './common.ts';
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

/** What it would mean if a venue were of a kind, or stood somewhere. */
export const consequenceSchema = z.object({
  category: z.string(),
  schoolId: idSchema,
  schoolName: z.string(),
  ruleId: z.string(),
  distance: z.number(),
  severity: severitySchema,
});

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
  consequence: consequenceSchema.nullable(),
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
