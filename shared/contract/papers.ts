import { z } from 'zod';
import { deliveryMethods } from '../forms/delivery.ts';
import { documentTemplateSchema } from '../forms/document-template.ts';
import { wholeWork } from './areas.ts';
import { daySchema, idSchema, nothing } from './common.ts';
import { numberingSchema, wantedNumberSchema } from './documents.ts';
import { command, form, query } from './procedure.ts';

export const paperStateNames = { issued: '已出具', void: '作废', elsewhere: '程序外用号' } as const;
export type PaperState = keyof typeof paperStateNames;

const paperSchema = z.object({
  id: idSchema,
  code: z.string(),
  year: z.number(),
  number: z.number().nullable(),
  /** As it is printed. */
  text: z.string(),
  state: z.enum(['issued', 'void', 'elsewhere']),
  title: z.string(),
  issuer: z.string(),
  note: z.string(),
  reportId: z.number().nullable(),
  madeAt: z.string(),
  madeBy: z.string(),
});
export type PaperEntry = z.infer<typeof paperSchema>;

/** A record that papers are about. */
const recordSchema = z.object({ kind: z.enum(['venue', 'hazard', 'school']), id: idSchema });
export type PaperRecordOf = z.infer<typeof recordSchema>;

const codeSchema = wantedNumberSchema.shape.code.min(1);
const yearSchema = z.number().int().min(1990).max(2200);
const numberSchema = z.number().int().min(1).max(999_999);

/** How many letters one request may issue. */
const MOST_LETTERS = 500;

/** Papers that were issued, their numbers, and letters in batches. */
export const papersProcedures = {
  /** The register: numbered papers, series by series, the highest number first. */
  'papers.register': query(
    nothing,
    z.array(
      z.object({
        code: z.string(),
        year: z.number(),
        /** Numbers up to the highest that nobody has. */
        gaps: z.array(z.object({ first: z.number(), last: z.number() })),
        papers: z.array(paperSchema),
      }),
    ),
    { reads: ['papers'] },
  ),
  /** Papers about one record; of a venue also those about its hazards and visits. The latest first. */
  'papers.of': query(z.object({ about: recordSchema }), z.array(paperSchema), {
    reads: ['papers', 'hazards', 'visits', 'venues'],
  }),
  /** Enters numbers that were given outside of the program. Errors: NUMBER_TAKEN, NUMBER_FORM, NUMBER_MANY. */
  'papers.enter': form(
    z.object({
      code: codeSchema,
      year: yearSchema,
      first: numberSchema,
      last: numberSchema,
      title: z.string().trim().min(1).max(200),
      note: z.string().max(500),
    }),
    z.object({ entered: z.number() }),
    { changes: ['papers'] },
  ),
  /** Notes why a number is not used; it is never given again. Errors: PAPER_UNKNOWN, PAPER_VOID. */
  'papers.void': command(
    z.object({ id: idSchema, reason: z.string().trim().min(1).max(500) }),
    z.object({}),
    { changes: ['papers'] },
  ),
  /** Notes beside a paper when, how and to whom it was handed over. Errors: PAPER_UNKNOWN, PAPER_VOID, SERVED_LATER. */
  'papers.serve': form(
    z.object({
      id: idSchema,
      on: daySchema,
      method: z.enum(deliveryMethods),
      receiver: z.string().trim().max(100),
      note: z.string().trim().max(200),
    }),
    z.object({}),
    { changes: ['papers'] },
  ),
  /** What letters to some rows would be: of one template, about records of its kind. Errors: TEMPLATE_UNKNOWN. */
  'letters.draft': query(
    z.object({ template: z.string(), ids: z.array(idSchema).max(MOST_LETTERS) }),
    z.object({
      template: documentTemplateSchema,
      said: z.record(z.string(), z.string()),
      /** Bodies that may issue at least one of them, those that may issue most first. */
      issuers: z.array(z.string()),
      numbering: numberingSchema.nullable(),
      rows: z.array(
        z.object({
          id: idSchema,
          name: z.string(),
          issuers: z.array(z.string()),
          /** Fields that nothing is known for: they are left to be written by hand. */
          missing: z.array(z.string()),
          /** The number of this letter where it was made before; empty where it had none. */
          standing: z.string().nullable(),
          /** Whether it would say something else than then; null where it was not made, or nobody kept what it said. */
          changed: z.boolean().nullable(),
        }),
      ),
    }),
    { reads: [...wholeWork, 'calendar', 'surveys', 'templates', 'forms', 'papers', 'reports'] },
  ),
  /**
   * Makes one letter for each record, numbered one after another: all of them, or none where it is cancelled. A letter
   * that was made before keeps its number, unless `again` asks for others. Errors: those of `documents.make`.
   */
  'letters.issue': form(
    z.object({
      template: z.string(),
      ids: z.array(idSchema).min(1).max(MOST_LETTERS),
      issuer: z.string().max(100),
      said: z.record(z.string().max(40), z.string().max(5000)),
      number: wantedNumberSchema.nullable(),
      /** A file for each letter, one for all, or one for each body that is responsible for what they are about. */
      as: z.enum(['zip', 'file', 'bodies']),
      prepared: z.boolean().default(false),
      again: z.boolean().default(false),
    }),
    z.object({
      /** One file for each letter or body, or one for all. */
      reports: z.array(idSchema),
      title: z.string(),
      letters: z.number(),
      /** Of these, how many kept the number that they had. */
      kept: z.number(),
      first: z.string(),
      last: z.string(),
    }),
    { changes: ['papers', 'reports', 'taken', 'forms'] },
  ),
};
