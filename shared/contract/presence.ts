import { z } from 'zod';
import { idSchema, nothing } from './common.ts';
import { presentTables } from './present-thing.ts';
import { ownQuery, request } from './procedure.ts';

const thing = { table: z.enum(presentTables), id: idSchema };

const presentSchema = z.object({
  /** Empty where it is none of the caller's business who it is, or where nobody has accounts. */
  person: z.string(),
  body: z.string(),
});
export type Present = z.infer<typeof presentSchema>;

/** Who has a form open about the same thing: a warning, never a lock. It is known in memory alone. */
export const presenceProcedures = {
  /** Everybody but the caller's own page. */
  'presence.of': ownQuery(z.object({ ...thing, form: z.uuid() }), z.array(presentSchema), {
    reads: ['presence'],
  }),
  /** A form is open, said again every so often, or it is no more. Errors: OUT_OF_SCOPE for what the caller does not see. */
  'presence.tell': request(z.object({ ...thing, form: z.uuid(), open: z.boolean() }), nothing),
};
