import { z } from 'zod';
import { attachedToSchema } from './attachments.ts';
import { nothing } from './common.ts';
import { formIdSchema, request } from './procedure.ts';

/** Whose a photo is to be: of a record, or of that which a form will be once it is sent. */
export const photoForSchema = z.union([
  attachedToSchema,
  z.object({ kind: z.literal('form'), formId: formIdSchema }),
]);
export type PhotoFor = z.infer<typeof photoForSchema>;

/** The page names a photo: one that is sent again because its answer was lost is the same. */
const photoId = { id: z.uuid() };

const waitingSchema = z.object({
  ...photoId,
  name: z.string(),
  size: z.number(),
  keptAt: z.string(),
  for: photoForSchema,
  /** The record that it belongs to; null while its form is not sent. */
  of: attachedToSchema.nullable(),
});
export type WaitingPhoto = z.infer<typeof waitingSchema>;

/**
 * Photos and files that were chosen and are no evidence yet: they are kept beside the drafts, each person's own, until
 * they are attached to what was recorded or thrown away.
 */
export const photosProcedures = {
  /**
   * Answers the record that the photo belongs to, where its form was sent meanwhile. Errors: FILE_TOKEN_UNKNOWN, those
   * of `attachments.add` about files, DISK_WRITE.
   */
  'photos.keep': request(
    z.object({ ...photoId, token: z.string(), thumbnail: z.string().nullable(), for: photoForSchema }),
    z.object({ of: attachedToSchema.nullable() }),
  ),
  /** The earliest first. */
  'photos.waiting': request(nothing, z.array(waitingSchema)),
  /** Tokens under which a waiting photo can be attached. Errors: PHOTO_UNKNOWN. */
  'photos.take': request(
    z.object(photoId),
    z.object({ token: z.string(), thumbnail: z.string().nullable() }),
  ),
  'photos.discard': request(z.object(photoId), nothing),
};
