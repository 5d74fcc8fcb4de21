import { z } from 'zod';
import { aboutKinds } from '../blanks/field-words.ts';
import { querySchema } from '../tables/query.ts';
import { tableNames } from '../tables/table-columns.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { command, exporting, query, request } from './procedure.ts';

/** How sure a cell is: `sure`, `accepted` and `typed` are written, `unsure` is proposed only, `empty` waits for a person. */
const cellMarks = ['sure', 'accepted', 'typed', 'unsure', 'empty'] as const;

const keySchema = z.string().max(600);
/** Values that a person typed, by cell; and what a person said that a label means, by label. */
export const blankContentSchema = z.object({
  typed: z.record(keySchema, z.string().max(4000)).default({}),
  meanings: z.record(keySchema, z.string().max(60)).default({}),
  /** 人次 by officer and venue, and not by officer and day. */
  timesByVenue: z.boolean().default(false),
  /** Hazards that were found before and open in the span are listed, too. */
  carried: z.boolean().default(false),
});
export type BlankContent = z.infer<typeof blankContentSchema>;

/** A file that was dropped in, or one that was saved before. */
const sourceSchema = z.union([z.object({ token: z.string() }), z.object({ preset: idSchema })]);
export type BlankSource = z.infer<typeof sourceSchema>;

const orderSchema = blankContentSchema.extend({
  source: sourceSchema,
  from: daySchema,
  to: daySchema,
  /** The days that were asked for, whatever the form says of itself. */
  asAsked: z.boolean().default(false),
  /** The record that a form about one is filled for. */
  about: z
    .object({ kind: z.enum(aboutKinds), id: idSchema })
    .nullable()
    .default(null),
  /** Cells whose proposal is taken. */
  accepted: z.array(keySchema).max(5000).default([]),
});

const plannedCellSchema = z.object({
  key: z.string(),
  grid: z.number(),
  row: z.number(),
  column: z.number(),
  /** B7 of its sheet. */
  name: z.string(),
  label: z.string(),
  value: z.union([z.string(), z.number()]).nullable(),
  mark: z.enum(cellMarks),
  /** Where the value comes from, and what else is said of it: the two numbers of a rate, or why it is empty. */
  source: z.string(),
  note: z.string(),
  count: z.number().nullable(),
  /** The rows that it counts, where a table shows them. */
  rows: z.object({ table: z.enum(tableNames), query: querySchema }).nullable(),
  choices: z.array(z.string()).nullable(),
  labelKey: z.string(),
});
export type PlannedBlankCell = z.infer<typeof plannedCellSchema>;

const shownCellSchema = z.object({
  row: z.number(),
  column: z.number(),
  rows: z.number(),
  columns: z.number(),
  text: z.string(),
  formula: z.boolean(),
});

const previewSchema = z.object({
  /** The days that it was filled for. */
  from: daySchema,
  to: daySchema,
  /** What the form is about, where it is about one record; and what the chosen one is called. */
  needs: z.enum(aboutKinds).nullable(),
  about: z.string(),
  notes: z.array(z.string()),
  cells: z.array(plannedCellSchema),
  /** How the file looks when it is filled. */
  sheets: z.array(z.object({ grid: z.number(), name: z.string(), cells: z.array(shownCellSchema) })),
  /** A form that was saved before and has the same labels: what was typed into it is there. */
  known: z.object({ id: idSchema, name: z.string() }).nullable(),
});
export type BlankPreview = z.infer<typeof previewSchema>;

export const blanksProcedures = {
  /** Forms that were saved to be filled again, the latest first. */
  'blanks.list': query(
    nothing,
    z.array(
      z.object({
        id: idSchema,
        name: z.string(),
        fileName: z.string(),
        content: blankContentSchema,
        updatedAt: z.string(),
        updatedBy: z.string(),
      }),
    ),
    { reads: ['forms'] },
  ),
  /**
   * What would stand in each cell of a blank form. Errors: FILE_TOKEN_UNKNOWN, BLANK_UNKNOWN, BLANK_FORMAT, BLANK_EMPTY,
   * BLANK_SUBJECT, REPORT_DATES, FILE_DAMAGED, FILE_ENCRYPTED, FILE_TOO_LARGE, and those of the record.
   */
  'blanks.preview': request(orderSchema, previewSchema),
  /** The filled file. Errors: the same. */
  'blanks.fill': exporting('填写空白表', orderSchema, bytesSchema),
  /** Keeps a form with what was typed, over one of the same name. Errors: those of opening it. */
  'blanks.save': command(
    z.object({
      source: sourceSchema,
      name: z.string().trim().min(1, { error: '请填写名称' }).max(80),
      content: blankContentSchema,
    }),
    z.object({ id: idSchema }),
    { changes: ['forms'] },
  ),
  /** Errors: BLANK_UNKNOWN. */
  'blanks.remove': command(z.object({ id: idSchema }), z.object({}), { changes: ['forms'] }),
};
