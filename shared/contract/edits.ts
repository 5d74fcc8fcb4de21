import { z } from 'zod';
import { type Area, placeAreas } from './areas.ts';
import { idSchema } from './common.ts';
import { command, ownQuery } from './procedure.ts';

const nextSchema = z.object({ id: idSchema, title: z.string() }).nullable();

/** What people edit and can take back, and what follows from it. */
const editedAreas: readonly Area[] = [
  ...placeAreas,
  ...(['sweeps', 'findings', 'troubleSpots', 'neighbours', 'edits'] as const),
  // Records of venues that were one go back to their own.
  ...(['surveys', 'visits', 'hazards', 'papers', 'comments'] as const),
];

export const editsProcedures = {
  /** Edits by hand, latest first, and which of the own ones would be undone and redone next. */
  'edits.list': ownQuery(
    z.object({ limit: z.number().int().min(1).max(1000) }),
    z.object({
      undo: nextSchema,
      redo: nextSchema,
      edits: z.array(
        z.object({
          id: idSchema,
          at: z.string(),
          actor: z.string(),
          title: z.string(),
          rows: z.number().nullable(),
          undoneAt: z.string().nullable(),
          /** Whoever asks made it: only that person takes it back. */
          isOwn: z.boolean(),
        }),
      ),
    }),
    { reads: ['edits'] },
  ),
  /**
   * Takes back the own latest edit that is not yet taken back; `until` takes back all own edits from the latest to that
   * one. Errors: EDIT_OF_OTHER, EDIT_OVERTAKEN, EDIT_DEPENDED.
   */
  'edits.undo': command(
    z.object({ until: idSchema.nullable().default(null) }),
    z.object({ titles: z.array(z.string()) }),
    { changes: editedAreas },
  ),
  'edits.redo': command(z.object({}), z.object({ titles: z.array(z.string()) }), {
    changes: editedAreas,
  }),
};
