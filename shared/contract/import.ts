import { z } from 'zod';
import { referenceSystemSchema } from '../geodesy/reference-systems.ts';
import { importFieldSchema } from '../registry/fields.ts';
import { bytesSchema, idSchema } from './common.ts';
import { command, query } from './procedure.ts';

export const importKindSchema = z.enum([
  'schools',
  'gates',
  'campuses',
  'venues',
  'facilities',
  'roads',
  'regions',
]);
export type ImportKind = z.infer<typeof importKindSchema>;

export const importKindNames: Record<ImportKind, string> = {
  schools: '学校',
  gates: '校门',
  campuses: '校园边界',
  venues: '场所',
  facilities: '交通设施',
  roads: '道路',
  regions: '区域边界',
};

/** Kinds of file that can be imported, by extension. */
export const importExtensions = [
  'csv',
  'tsv',
  'txt',
  'xlsx',
  'xls',
  'xlsm',
  'xlsb',
  'ods',
  'fods',
  'et',
  'dif',
  'slk',
  'numbers',
  'dbf',
  'geojson',
  'json',
  'kml',
  'kmz',
  'gpx',
  'zip',
] as const;
export type ImportExtension = (typeof importExtensions)[number];

/** How to read a file: shared by the screen and the command line. */
export const readingSchema = z.object({
  encoding: z.string().default('auto'),
  sheet: z.string().nullable().default(null),
  header: z.boolean().default(true),
});
export type Reading = z.infer<typeof readingSchema>;

export const columnMapSchema = z.partialRecord(importFieldSchema, z.string());
export type ColumnMap = z.infer<typeof columnMapSchema>;

export const importOptionsSchema = readingSchema.extend({
  as: importKindSchema,
  /** `auto` goes by the evidence, and stops where that is not clear. */
  crs: z.union([referenceSystemSchema, z.literal('auto')]).nullable(),
  /** Field → column name, or column number from 1. Empty: matched by header. */
  map: columnMapSchema,
  /** Rows must match every filter, each `column~regular expression`. */
  where: z.array(z.string()).default([]),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

export const importProblemSchema = z.object({
  /** Line or record number in the file, from 1. */
  row: z.number(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
  value: z.string(),
  rejected: z.boolean(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

export const importResultSchema = z.object({
  batch: z.number(),
  as: importKindSchema,
  crs: z.string(),
  crsConfidence: z.number(),
  encoding: z.string(),
  preset: z.string().nullable(),
  rows: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  warned: z.number(),
  unlocated: z.number(),
  ms: z.number(),
});
export type ImportResult = z.infer<typeof importResultSchema>;

const previewSchema = z.object({
  fileName: z.string(),
  encoding: z.string(),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  columns: z.array(z.string()),
  rowCount: z.number(),
  sample: z.array(z.array(z.string())),
  /** Lines that are no data: titles above the header, totals and signatures below. */
  setAside: z.array(z.object({ number: z.number(), text: z.string() })),
  map: columnMapSchema,
  /** How a list with this very header was last imported; null for a new header. */
  remembered: z.object({ as: importKindSchema, map: columnMapSchema }).nullable(),
  /** GeoJSON states its own positions. */
  hasGeometry: z.boolean(),
});
export type ImportPreview = z.infer<typeof previewSchema>;

const batchSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  as: importKindSchema,
  importedAt: z.string(),
  rows: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  warned: z.number(),
  importedBy: z.string(),
  /** When it was taken back; null while it stands. */
  undoneAt: z.string().nullable(),
});
export type ImportBatch = z.infer<typeof batchSchema>;

const token = z.string().min(1).max(100);

const evidenceSchema = z.object({
  /** Positions looked at. */
  positions: z.number(),
  hasBoundary: z.boolean(),
  best: referenceSystemSchema.nullable(),
  clear: z.boolean(),
  confidence: z.number(),
  evidence: z.array(
    z.object({
      reading: referenceSystemSchema,
      inside: z.number().nullable(),
      matched: z.number(),
      medianShift: z.number().nullable(),
    }),
  ),
});
export type CoordinateEvidence = z.infer<typeof evidenceSchema>;

export const importProcedures = {
  /** How a list fits what is known under each reference system it could be in. */
  'import.evidence': query(importOptionsSchema.extend({ token }), evidenceSchema),
  'import.preview': query(readingSchema.extend({ token }), previewSchema),
  /** Counts what an import would do; nothing is written. */
  'import.dryRun': query(
    importOptionsSchema.extend({ token }),
    z.object({ result: importResultSchema, problems: z.array(importProblemSchema) }),
  ),
  /** Imports and, unless told otherwise, computes findings anew, all in one transaction. */
  'import.run': command(
    importOptionsSchema.extend({ token, recheck: z.boolean().default(true) }),
    z.object({ result: importResultSchema, problems: z.array(importProblemSchema) }),
  ),
  /** Takes back a whole batch, the latest where none is named. Errors: BATCH_UNKNOWN, BATCH_UNDONE, BATCH_DEPENDED. */
  'import.undo': command(
    z.object({ batch: idSchema.nullable().default(null) }),
    z.object({ batch: idSchema, removed: z.number(), restored: z.number() }),
  ),
  'import.batches': query(z.object({}), z.array(batchSchema)),
  /** An xlsx of a batch's problem rows with their original columns and the reasons, to be corrected and imported again. */
  'import.problemSheet': query(z.object({ batch: idSchema }), bytesSchema),
  'import.problems': query(z.object({ batch: idSchema }), z.array(importProblemSchema)),
};
