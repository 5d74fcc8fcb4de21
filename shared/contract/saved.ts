import { z } from 'zod';
import { querySchema, sortSchema } from '../tables/query.ts';
import { idSchema } from './common.ts';
import { command, query } from './procedure.ts';
import { tableNameSchema } from './tables.ts';

/** Conditions with a name. */
const savedQuerySchema = z.object({ kind: z.literal('query'), table: tableNameSchema, query: querySchema });
/** A table as somebody arranged it. */
const savedViewSchema = z.object({
  kind: z.literal('view'),
  table: tableNameSchema,
  query: querySchema,
  sort: z.array(sortSchema),
  columns: z.array(z.object({ key: z.string().max(40), width: z.number().min(20).max(2000) })).max(60),
});
/** A place on the map to come back to. */
const bookmarkSchema = z.object({
  kind: z.literal('bookmark'),
  lng: z.number(),
  lat: z.number(),
  zoom: z.number(),
  bearing: z.number(),
});

export const savedContentSchema = z.discriminatedUnion('kind', [
  savedQuerySchema,
  savedViewSchema,
  bookmarkSchema,
]);
export type SavedContent = z.infer<typeof savedContentSchema>;
export type SavedKind = SavedContent['kind'];

const savedSchema = z.object({ id: idSchema, name: z.string(), content: savedContentSchema });
export type Saved = z.infer<typeof savedSchema>;

export const savedProcedures = {
  'saved.list': query(z.object({}), z.array(savedSchema)),
  /** A name that is taken by one of the same kind is overwritten. */
  'saved.save': command(
    z.object({
      name: z.string().trim().min(1, { error: '请填写名称' }).max(40),
      content: savedContentSchema,
    }),
    z.object({ id: idSchema }),
  ),
  'saved.remove': command(z.object({ id: idSchema }), z.object({})),
};
