import { z } from 'zod';
import { countingSchema, countingViewSchema } from '../tables/counting.ts';
import { countedSchema } from '../tables/fold-counts.ts';
import { querySchema, sortSchema } from '../tables/query.ts';
import { tableNames } from '../tables/table-columns.ts';
import { shownRows } from './areas.ts';
import { bytesSchema, idSchema } from './common.ts';
import { edit, exporting, query, request } from './procedure.ts';

export const tableNameSchema = z.enum(tableNames);
const columnKeySchema = z.string().max(40);

const cellSchema = z.union([z.string(), z.number(), z.null()]);
/** What a row is about, beside its own id: what the map can select and go to. */
const rowSchema = z.object({
  id: idSchema,
  venueId: idSchema.nullable(),
  schoolId: idSchema.nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  /** In the order of the columns asked for. */
  cells: z.array(cellSchema),
});
export type TableRow = z.infer<typeof rowSchema>;

const subjectKindSchema = z.enum(['venue', 'school', 'facility']);

/** Rows of a table that fulfil a query and contain a text, in an order. */
export const rowSetSchema = z.object({
  table: tableNameSchema,
  query: querySchema,
  /** Looked for in the names, addresses and codes of a row. */
  text: z.string().max(100).default(''),
  /** Only rows about these: what is selected on the map. */
  about: z
    .object({ kind: subjectKindSchema, ids: z.array(idSchema).max(1_000_000) })
    .nullable()
    .default(null),
  sort: z.array(sortSchema).max(4).default([]),
});
export type RowSet = z.input<typeof rowSetSchema>;

const totalSchema = z.object({
  column: columnKeySchema,
  count: z.number(),
  least: cellSchema,
  most: cellSchema,
  mean: z.number().nullable(),
  /** Of columns whose sum means something. */
  sum: z.number().nullable(),
});

/** Columns that may be changed by hand, each with what it may hold. */
const editSchema = z.record(columnKeySchema, cellSchema);

export const tablesProcedures = {
  'tables.rows': query(
    rowSetSchema.extend({
      columns: z.array(columnKeySchema).max(60),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1000),
    }),
    z.object({ total: z.number(), rows: z.array(rowSchema) }),
    { reads: shownRows },
  ),
  /** What is selected on the map when rows are: ids of the rows, of their venues and of their schools. */
  'tables.ids': request(
    rowSetSchema,
    z.object({ ids: z.array(idSchema), venues: z.array(idSchema), schools: z.array(idSchema) }),
  ),
  /** Where the first row about a thing stands in the order; null where none is shown. */
  'tables.place': query(
    rowSetSchema.extend({ subject: z.object({ kind: subjectKindSchema, id: idSchema }) }),
    z.number().nullable(),
    { reads: shownRows },
  ),
  /** Totals of some columns over all rows. */
  'tables.totals': query(
    rowSetSchema.extend({ columns: z.array(columnKeySchema).max(60) }),
    z.object({ total: z.number(), columns: z.array(totalSchema) }),
    { reads: shownRows },
  ),
  /** The values of a column with how often each occurs, most frequent first. */
  'tables.values': query(
    rowSetSchema.extend({ column: columnKeySchema, limit: z.number().int().min(1).max(500).default(200) }),
    z.array(z.object({ value: z.string(), count: z.number() })),
    { reads: shownRows },
  ),
  /** How many rows there are by one or two columns, and what a column of numbers comes to in each group. */
  'tables.groups': query(rowSetSchema.extend({ counting: countingSchema }), countedSchema, {
    reads: shownRows,
  }),
  /** The rows as an xlsx workbook with the columns that are shown, or what they come to by groups. */
  'tables.export': exporting(
    '导出表格',
    rowSetSchema.extend({
      columns: z.array(columnKeySchema).min(1).max(60),
      /** Whether telephone numbers are shortened to 138****5678. */
      masked: z.boolean().default(true),
      /** Rows counted by groups instead of the rows themselves. */
      counted: countingViewSchema.nullable().default(null),
      /** A zip with a workbook for each body that is responsible for some of the rows. */
      byBody: z.boolean().default(false),
    }),
    bytesSchema,
  ),
  /** Changes columns of some rows by hand; lists that come later leave them as they are. */
  'tables.edit': edit(
    '修改',
    z.object({
      table: z.enum(['venues', 'schools', 'gates', 'facilities']),
      ids: z.array(idSchema).min(1).max(20_000),
      values: editSchema,
    }),
    z.object({ changed: z.number() }),
    { changes: ['schools', 'gates', 'venues', 'facilities', 'findings'] },
  ),
};
