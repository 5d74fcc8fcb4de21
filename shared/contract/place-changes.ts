import { z } from 'zod';
import { duplicateReasonSchema } from '../registry/duplicates.ts';
import { changesOfSchema, importSpanSchema } from './changes-of.ts';
import { bytesSchema, idSchema } from './common.ts';
import { edit, exporting, query } from './procedure.ts';

/** A field that a list changes, as texts. */
export const fieldChangeSchema = z.object({
  field: z.string(),
  title: z.string(),
  before: z.string(),
  after: z.string(),
  /** Whether it stays as it was, because a person has set it by hand. */
  keptByHand: z.literal(true).optional(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

export const listedPlaceSchema = z.object({
  id: idSchema,
  name: z.string(),
  address: z.string(),
  category: z.string(),
  severity: z.string().nullable(),
  /** As the registry or a person says it: 存续, 注销, 停业. */
  status: z.string(),
  /** Whether it is missing from a list, and no later list has named it. */
  vanished: z.boolean(),
});
export type ListedPlace = z.infer<typeof listedPlaceSchema>;

/** A vanished venue and a new one that are likely one: 疑似更名, 疑似迁移. */
const successionSchema = z.object({
  before: listedPlaceSchema,
  after: listedPlaceSchema,
  kind: z.enum(['renamed', 'moved']),
  reasons: z.array(duplicateReasonSchema),
  /** Metres between them; null where one has no exact position. */
  apart: z.number().nullable(),
});
export type PlaceSuccession = z.infer<typeof successionSchema>;

/** What lists changed of venues. Lists are cut, totals are whole. Paired venues are neither opened nor vanished. */
const placeChangesSchema = z.object({
  opened: z.array(listedPlaceSchema),
  closed: z.array(listedPlaceSchema),
  moved: z.array(listedPlaceSchema.extend({ change: fieldChangeSchema })),
  renamed: z.array(listedPlaceSchema.extend({ change: fieldChangeSchema })),
  vanished: z.array(listedPlaceSchema),
  paired: z.array(successionSchema),
  totals: z.object({
    opened: z.number(),
    openedInZone: z.number(),
    closed: z.number(),
    moved: z.number(),
    renamed: z.number(),
    vanished: z.number(),
    pairedRenamed: z.number(),
    pairedMoved: z.number(),
  }),
});
export type PlaceChanges = z.infer<typeof placeChangesSchema>;

const batchFactsSchema = z.object({ batch: idSchema, fileName: z.string(), importedAt: z.string() });

/** What a batch did, read from what was kept of it. */
const reportSchema = placeChangesSchema.extend(batchFactsSchema.shape);

/** What lists changed of venues from one quarter to the next, and what is done about it. */
export const placeChangesProcedures = {
  /** Venues that a batch opened, closed, moved and renamed, and those missing from it. Errors: BATCH_UNKNOWN. */
  'import.report': query(z.object({ batch: idSchema }), reportSchema, {
    reads: ['lists', 'venues', 'findings'],
  }),
  /** The same over all batches of venues after one day until another; those taken back are left out. Errors: REPORT_DATES. */
  'import.changes': query(
    importSpanSchema,
    placeChangesSchema.extend({ batches: z.array(batchFactsSchema) }),
    { reads: ['lists', 'venues', 'findings'] },
  ),
  /** The report as a workbook or a document, whole, without telephones. Errors: BATCH_UNKNOWN, REPORT_DATES. */
  'import.changesFile': exporting(
    '导出名单变化',
    z.object({ of: changesOfSchema, format: z.enum(['xlsx', 'docx']) }),
    bytesSchema,
  ),
  /**
   * States that venues which are missing from a list are still open. Their mark is cleared; it is set again when they
   * are missing from the next list of that source.
   */
  'import.keepOpen': edit(
    '记为仍在经营',
    z.object({ venueIds: z.array(idSchema).min(1).max(20_000) }),
    z.object({ kept: z.number() }),
    { changes: ['venues', 'lists'] },
  ),
};
