import { z } from 'zod';
import { commentedThings } from '../comments/commented.ts';
import { boundsSchema, idSchema, lngLatSchema, nothing } from './common.ts';
import { command, form, ownQuery } from './procedure.ts';

const thingSchema = z.object({ kind: z.enum(commentedThings), id: idSchema });

/** What a comment is about: a thing, or a spot on the map. */
const commentedSchema = z.discriminatedUnion('kind', [
  thingSchema,
  z.object({ kind: z.literal('place'), position: lngLatSchema }),
]);
export type Commented = z.infer<typeof commentedSchema>;

/** Which comments: those of a thing, of all stops of a sweep, or the spots on the map, within a rectangle where one is given. */
const wantedSchema = z.discriminatedUnion('kind', [
  thingSchema,
  z.object({ kind: z.literal('sweep'), id: idSchema }),
  z.object({ kind: z.literal('map'), bounds: boundsSchema.nullable() }),
]);
export type WantedComments = z.infer<typeof wantedSchema>;

export const mentionedSchema = z.array(
  z.object({
    /** By which the person signs in; empty where nobody has an account. */
    name: z.string().max(40),
    person: z.string().trim().min(1).max(60),
  }),
);
/** What a comment said before it was edited, and until when. */
export const earlierTextsSchema = z.array(z.object({ text: z.string(), until: z.string() }));

const saidSchema = {
  text: z.string().trim().min(1, { error: '请填写批注' }).max(1000, { error: '批注最多 1000 字，请精简' }),
  mentioned: mentionedSchema.max(50).default([]),
};

const commentSchema = z.object({
  id: idSchema,
  text: z.string(),
  author: z.string(),
  /** Empty where nobody has an account. */
  authorBody: z.string(),
  addedAt: z.string(),
  editedAt: z.string().nullable(),
  earlier: earlierTextsSchema,
  /** Whom it mentions, by name. */
  mentioned: z.array(z.string()),
  mentionsMe: z.boolean(),
  /** Whether the caller wrote it, and so may edit and remove it. */
  mine: z.boolean(),
  /** Its words are shown no more; they stay on record. */
  removed: z.boolean(),
});
export type Comment = z.infer<typeof commentSchema>;

export const threadSchema = commentSchema.extend({
  about: commentedSchema,
  done: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** In their order; there are no answers to answers. */
  replies: z.array(commentSchema),
});
export type CommentThread = z.infer<typeof threadSchema>;

/** Comments on things and on spots of the map. What is removed or edited stays on record. */
export const commentsProcedures = {
  /** What is open comes first, then the latest. */
  'comments.list': ownQuery(
    z.object({
      of: wantedSchema,
      /** Only what is not done. */
      open: z.boolean().default(false),
    }),
    z.array(threadSchema),
    // Which stops are of a sweep is part of the answer.
    { reads: ['comments', 'sweeps'] },
  ),
  /** Errors: COMMENT_UNKNOWN for an answer to what is gone, COMMENT_THING_UNKNOWN, OUT_OF_SCOPE. */
  'comments.add': form(
    z.object({ about: commentedSchema, replyTo: idSchema.nullable().default(null), ...saidSchema }),
    z.object({ id: idSchema }),
    { changes: ['comments'] },
  ),
  /** One's own alone; what it said before stays with it. Errors: COMMENT_UNKNOWN, COMMENT_OTHERS. */
  'comments.edit': form(z.object({ id: idSchema, ...saidSchema }), nothing, { changes: ['comments'] }),
  /** Done, or open again; by whoever sees it. Errors: COMMENT_UNKNOWN. */
  'comments.finish': command(z.object({ id: idSchema, done: z.boolean() }), nothing, {
    changes: ['comments'],
  }),
  /** Takes one's own out of sight. Errors: COMMENT_UNKNOWN, COMMENT_OTHERS. */
  'comments.remove': command(z.object({ id: idSchema }), nothing, { changes: ['comments'] }),
  /** Takes that back. Errors: COMMENT_UNKNOWN, COMMENT_OTHERS. */
  'comments.restore': command(z.object({ id: idSchema }), nothing, { changes: ['comments'] }),
};
