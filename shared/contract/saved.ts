import { z } from 'zod';
import { coordinateSystemSchema } from '../geodesy/coordinate-systems.ts';
import { sheetTemplateSchema } from '../sheets/sheet-template.ts';
import { countingViewSchema } from '../tables/counting.ts';
import { querySchema, sortSchema } from '../tables/query.ts';
import { daySchema, idSchema } from './common.ts';
import { importAsSchema } from './import.ts';
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
  /** By what its rows are counted beside it. */
  counting: countingViewSchema.nullable().optional(),
});
/** A place on the map to come back to. */
const bookmarkSchema = z.object({
  kind: z.literal('bookmark'),
  lng: z.number(),
  lat: z.number(),
  zoom: z.number(),
  bearing: z.number(),
});

const address = z
  .string()
  .trim()
  .max(1000)
  .refine((text) => /^https?:\/\/[^\s]+$/.test(text), { error: '地址应以 http:// 或 https:// 开头' });
/** Where a base map comes from, as it is shown and printed. */
export const basemapCredit = {
  attribution: z.string().trim().max(200).default(''),
  /** 审图号. */
  approval: z.string().trim().max(60).default(''),
};

/** A base map that is not a file of the workspace: a service on the network, or a file elsewhere on this machine. */
const basemapSourceSchema = z.discriminatedUnion('type', [
  /** Tiles by `{z}/{x}/{y}`, `{-y}` for rows counted from the south; WMTS with its three matrix words in braces. */
  z.object({
    type: z.literal('tiles'),
    url: address,
    maxzoom: z.number().int().min(0).max(24),
    ...basemapCredit,
  }),
  z.object({
    type: z.literal('wms'),
    url: address,
    layers: z.string().trim().min(1).max(300),
    ...basemapCredit,
  }),
  z.object({
    type: z.literal('tianditu'),
    layer: z.enum(['vec', 'cva', 'img', 'cia', 'ter', 'cta']),
    key: z.string().trim().min(1, { error: '请填写天地图密钥' }).max(100),
    ...basemapCredit,
  }),
  z.object({ type: z.literal('file'), path: z.string().min(1).max(2000) }),
]);
export type BasemapSource = z.infer<typeof basemapSourceSchema>;

const savedBasemapSchema = z.object({ kind: z.literal('basemap'), source: basemapSourceSchema });

/** What somebody says of a base map whose archive does not; its name is the base map's id. */
const savedCreditSchema = z.object({ kind: z.literal('credit'), ...basemapCredit });

/** A template of sheets that somebody made of another; its name is the template's title. */
const savedSheetSchema = z.object({ kind: z.literal('sheet'), template: sheetTemplateSchema });
/** The office's own picture, for its sheets: small enough to be kept beside them. */
const savedLogoSchema = z.object({
  kind: z.literal('logo'),
  type: z.enum(['image/png', 'image/jpeg']),
  data: z.base64().max(700_000, { error: '标志图片请不超过 500 KB' }),
  /** Width over height. */
  ratio: z.number().min(0.05).max(20),
});

/** One list of a set, as it was imported last. */
const setListSchema = z.object({
  file: z.string().max(255),
  as: importAsSchema,
  columns: z.array(z.string().max(500)).max(1000),
  crs: coordinateSystemSchema.nullable(),
  on: daySchema,
  rows: z.number().int().min(0),
});
export type SetList = z.infer<typeof setListSchema>;

/** Lists that come together every quarter, so that the next one knows what each file is and which is missing. */
const savedImportSetSchema = z.object({
  kind: z.literal('importSet'),
  lists: z.array(setListSchema).min(1).max(60),
});

export const savedContentSchema = z.discriminatedUnion('kind', [
  savedQuerySchema,
  savedViewSchema,
  bookmarkSchema,
  savedBasemapSchema,
  savedCreditSchema,
  savedSheetSchema,
  savedLogoSchema,
  savedImportSetSchema,
]);
export type SavedContent = z.infer<typeof savedContentSchema>;
export type SavedKind = SavedContent['kind'];

const savedSchema = z.object({ id: idSchema, name: z.string(), content: savedContentSchema });
export type Saved = z.infer<typeof savedSchema>;

export const savedProcedures = {
  'saved.list': query(z.object({}), z.array(savedSchema), { reads: ['saved'] }),
  /** Overwrites what is saved under the same kind and name. */
  'saved.save': command(
    z.object({
      name: z.string().trim().min(1, { error: '请填写名称' }).max(40),
      content: savedContentSchema,
    }),
    z.object({ id: idSchema }),
    { changes: ['saved'] },
  ),
  'saved.remove': command(z.object({ id: idSchema }), z.object({}), { changes: ['saved'] }),
};
