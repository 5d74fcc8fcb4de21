import { z } from 'zod';
import { bytesSchema, idSchema, lngLatSchema } from './common.ts';
import { command, query, request } from './procedure.ts';

/** Whose evidence a photo or file is. */
export const attachedToSchema = z.object({
  kind: z.enum(['visit', 'hazard', 'facility', 'gateSurvey']),
  id: idSchema,
});
export type AttachedTo = z.infer<typeof attachedToSchema>;

/** One that is there: `on` is what it lies on, by which is known who may change it. */
const ofOne = { id: idSchema, on: attachedToSchema.shape.kind };

const attachmentSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.string(),
  size: z.number(),
  hash: z.string(),
  hasThumbnail: z.boolean(),
  caption: z.string(),
  /** By the photo's own record: local time, and position. */
  takenAt: z.string().nullable(),
  position: lngLatSchema.nullable(),
  /** What does not fit the visit, in words: taken elsewhere, or at another time. */
  doubts: z.array(z.string()),
  addedAt: z.string(),
  addedBy: z.string(),
  of: attachedToSchema,
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentsProcedures = {
  /** Of a visit; of a hazard with those of the visit that found it and of its re-inspections. */
  'attachments.list': query(z.object({ of: attachedToSchema }), z.array(attachmentSchema), {
    reads: ['attachments', 'hazards', 'visits', 'venues', 'schools'],
  }),
  /** Errors: FILE_TOKEN_UNKNOWN, ATTACHMENT_KIND, ATTACHMENT_HEIC, ATTACHMENT_TOO_LARGE, DISK_WRITE. */
  'attachments.add': command(
    z.object({
      token: z.string(),
      /** A small JPEG of it, where the page could make one. */
      thumbnail: z.string().nullable(),
      of: attachedToSchema,
      caption: z.string().trim().max(200),
    }),
    z.object({ id: idSchema, doubts: z.array(z.string()) }),
    { changes: ['attachments'] },
  ),
  /** Errors of this and the two after it: ATTACHMENT_UNKNOWN, ATTACHMENT_OTHERS. */
  'attachments.caption': command(z.object({ ...ofOne, caption: z.string().trim().max(200) }), z.object({}), {
    changes: ['attachments'],
  }),
  /** Takes it out of sight; the file and the record stay. */
  'attachments.remove': command(z.object(ofOne), z.object({}), { changes: ['attachments'] }),
  'attachments.restore': command(z.object(ofOne), z.object({}), { changes: ['attachments'] }),
  /** The file's bytes, or those of its thumbnail. Errors: ATTACHMENT_MISSING. */
  'attachments.read': query(z.object({ id: idSchema, thumbnail: z.boolean() }), bytesSchema, {
    reads: ['attachments'],
  }),
  /** Takes over a file that a page of the desktop window was given by dragging or pasting. */
  'files.put': request(
    z.object({ name: z.string().min(1).max(255), bytes: bytesSchema }),
    z.object({ token: z.string(), name: z.string() }),
  ),
};
