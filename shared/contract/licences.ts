import { z } from 'zod';
import { licenceStateNames } from '../licences/licence-state.ts';
import { isBackwards } from '../licences/validity.ts';
import { keysOf } from '../lists/record.ts';
import { daySchema, idSchema } from './common.ts';
import { edit, query } from './procedure.ts';

const licenceStateSchema = z.enum(keysOf(licenceStateNames));

const licenceDraftSchema = z
  .object({
    /** Null for a new licence. */
    id: idSchema.nullable(),
    venueId: idSchema,
    number: z.string().trim().max(60, { error: '证号最多 60 个字' }),
    kind: z.string().trim().max(60, { error: '类型最多 60 个字' }),
    holder: z.string().trim().max(60, { error: '持证人最多 60 个字' }),
    validFrom: daySchema.nullable(),
    validUntil: daySchema.nullable(),
    /** Valid without an end. */
    unlimited: z.boolean(),
  })
  .refine(({ number, kind }) => number !== '' || kind !== '', { error: '请填写证号或许可证类型' })
  .refine(({ unlimited, validUntil }) => !unlimited || validUntil === null, {
    error: '长期有效的不填有效期止',
  })
  .refine(({ validFrom, validUntil }) => !isBackwards(validFrom, validUntil), {
    error: '有效期止不能早于有效期起',
  });

const licenceSchema = z.object({
  id: idSchema,
  number: z.string(),
  kind: z.string(),
  holder: z.string(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  unlimited: z.boolean(),
  /** Why it counts no more; empty where it counts. */
  struck: z.string(),
  state: licenceStateSchema,
  /** The list that brought it last; null where a person entered it. */
  fileName: z.string().nullable(),
});
export type Licence = z.infer<typeof licenceSchema>;

/**
 * Licences of venues. What is set here, a list that comes later does not overwrite. What a licence is for speaks for the
 * venue's kind.
 */
export const licencesProcedures = {
  /** Those of a venue; what ends first comes first, what was struck last. */
  'licences.list': query(z.object({ venueId: idSchema }), z.array(licenceSchema), {
    reads: ['venues', 'lists'],
  }),
  /** Errors: VENUE_UNKNOWN, LICENCE_UNKNOWN, LICENCE_KNOWN where the venue has one of that number. */
  'licences.save': edit('保存许可证', licenceDraftSchema, z.object({ id: idSchema }), {
    changes: ['venues', 'findings'],
  }),
  /** Strikes a licence that counts no more; without a reason it counts again. Errors: LICENCE_UNKNOWN. */
  'licences.strike': edit(
    '划去许可证',
    z.object({ id: idSchema, reason: z.string().trim().max(100, { error: '最多 100 个字' }) }),
    z.object({}),
    { changes: ['venues', 'findings'] },
  ),
};
