import { z } from 'zod';
import { packDifferenceSchema } from '../rules/pack-difference.ts';
import { rulePackSchema, ruleSchema } from '../rules/rule.ts';
import { rulesInForce } from './areas.ts';
import { nothing } from './common.ts';
import { command, query } from './procedure.ts';

const packTitleSchema = z.object({
  id: z.string(),
  title: z.string(),
  region: z.string(),
  document: z.string(),
  rules: z.number(),
  /** The catalogue's pack that it was copied from; null for one of the catalogue. */
  origin: z.string().nullable(),
  /** Whether it decides in this workspace. */
  current: z.boolean(),
});
export type PackTitle = z.infer<typeof packTitleSchema>;

const packDetailSchema = z.object({
  pack: rulePackSchema,
  /** Its rules with those it includes, in order. */
  rules: z.array(ruleSchema),
  origin: z.string().nullable(),
  difference: packDifferenceSchema,
});
export type PackDetail = z.infer<typeof packDetailSchema>;

export const packsProcedures = {
  'packs.list': query(nothing, z.array(packTitleSchema), { reads: rulesInForce }),
  'packs.get': query(z.object({ id: z.string() }), packDetailSchema, { reads: ['packs'] }),
  /** Copies a pack into the workspace, where it can be edited; from then on the copy decides if its origin did. */
  'packs.copy': command(
    z.object({ id: z.string(), title: z.string().trim().min(1, { error: '请填写名称' }).max(60) }),
    z.object({ id: z.string() }),
    { changes: ['packs', 'settings'] },
  ),
  /** Saves an own pack. Errors: PACK_READONLY, PACK_INVALID. */
  'packs.save': command(z.object({ pack: rulePackSchema }), z.object({}), {
    changes: ['packs', 'findings'],
  }),
  'packs.use': command(z.object({ id: z.string() }), z.object({}), { changes: ['settings', 'findings'] }),
  'packs.remove': command(z.object({ id: z.string() }), z.object({}), { changes: ['packs'] }),
};
