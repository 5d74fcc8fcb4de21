import { z } from 'zod';
import { documentPictureSchema, documentTemplateSchema } from '../forms/document-template.ts';
import { numberForms } from '../forms/paper-number.ts';
import { querySchema } from '../tables/query.ts';
import { tableNames } from '../tables/table-columns.ts';
import { rulesInForce, wholeWork } from './areas.ts';
import { daySchema, idSchema, lngLatSchema, nothing } from './common.ts';
import { command, query, request } from './procedure.ts';

/** What one document is about. */
const documentAboutSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('span'), from: daySchema, to: daySchema }),
  z.object({ kind: z.literal('visit'), id: idSchema }),
  z.object({ kind: z.literal('hazard'), id: idSchema }),
  z.object({ kind: z.literal('school'), id: idSchema }),
  z.object({ kind: z.literal('venue'), id: idSchema }),
  z.object({ kind: z.literal('licence'), id: idSchema }),
]);
export type DocumentAbout = z.infer<typeof documentAboutSchema>;

const valuesSchema = z.record(z.string().max(40), z.string().max(5000));

/** A figure of a document, and the rows that it counts. */
export const figureSchema = z.object({
  field: z.string(),
  value: z.string(),
  table: z.enum(tableNames),
  query: querySchema,
});
export type DocumentFigure = z.infer<typeof figureSchema>;

/** A picture that the page drew for a document: `trend`, `map`, or a photo by the id of its attachment. */
const drawnPictureSchema = z.object({
  picture: z.union([documentPictureSchema, z.object({ photo: idSchema })]),
  token: z.string(),
  width: z.number().int().min(1).max(20_000),
  height: z.number().int().min(1).max(20_000),
});
export type DrawnPicture = z.infer<typeof drawnPictureSchema>;

const templateSchema = documentTemplateSchema.extend({
  /** Changed in this workspace. */
  own: z.boolean(),
  /** What the workspace knows, by name. */
  known: z.array(z.string()),
});
export type OwnTemplate = z.infer<typeof templateSchema>;

/** A number of the register: the next one of its series this year, or a certain one. */
export const wantedNumberSchema = z.object({
  code: z.string().trim().max(40),
  number: z.number().int().min(1).max(999_999).nullable(),
});
export type WantedNumber = z.infer<typeof wantedNumberSchema>;

/** How a paper would be numbered. */
export const numberingSchema = z.object({
  field: z.string(),
  form: z.enum(numberForms),
  year: z.number(),
  /** What is offered to stand before the year; empty until somebody said it. */
  code: z.string(),
  /** Series of this year, each with the number that comes next. */
  series: z.array(z.object({ code: z.string(), next: z.number() })),
  /** The number that this paper got when it was made before. */
  standing: z.object({ code: z.string(), year: z.number(), number: z.number(), text: z.string() }).nullable(),
});
export type Numbering = z.infer<typeof numberingSchema>;

export const documentsProcedures = {
  'documents.templates': query(nothing, z.array(templateSchema), { reads: ['templates', ...rulesInForce] }),
  /** Other words for a template in this workspace. Errors: TEMPLATE_UNKNOWN, TEMPLATE_FIELD. */
  'documents.saveTemplate': command(
    z.object({ id: z.string(), blocks: documentTemplateSchema.shape.blocks }),
    z.object({}),
    { changes: ['templates'] },
  ),
  /** Back to the words that came with the program. */
  'documents.resetTemplate': command(z.object({ id: z.string() }), z.object({}), { changes: ['templates'] }),
  /** What a document would say: what the workspace knows, and what a person said before or is offered. Errors: TEMPLATE_UNKNOWN, DOCUMENT_SUBJECT, and those of the subject. */
  'documents.draft': query(
    z.object({ template: z.string(), about: documentAboutSchema }),
    z.object({
      template: templateSchema,
      title: z.string(),
      known: valuesSchema,
      said: valuesSchema,
      /** Bodies that may issue it, the likeliest first; empty where none does. */
      issuers: z.array(z.string()),
      figures: z.array(figureSchema),
      /** Filled tables by their names. */
      tables: z.record(
        z.string(),
        z.object({
          columns: z.array(
            z.object({ title: z.string(), share: z.number(), number: z.boolean().optional() }),
          ),
          rows: z.array(z.array(z.string())),
          none: z.string(),
        }),
      ),
      /** When a person last filled it. */
      savedAt: z.string().nullable(),
      /** When the same document was last made, and what of it would be otherwise now; null where it was not. */
      since: z.object({ madeAt: z.string(), changed: z.array(z.string()) }).nullable(),
      /** Null where papers of this template have no number. */
      numbering: numberingSchema.nullable(),
    }),
    {
      reads: [...wholeWork, 'calendar', 'surveys', 'templates', 'forms', 'attachments', 'papers', 'reports'],
    },
  ),
  /** Keeps what a person filled in, to go on later. */
  'documents.save': command(
    z.object({ template: z.string(), about: documentAboutSchema, said: valuesSchema }),
    z.object({}),
    { changes: ['forms'] },
  ),
  /**
   * Makes the file, keeps it as it is and enters it into the register. The same paper made again keeps its number,
   * unless `again` asks for another one. Errors: those of the draft, DOCUMENT_ISSUER, DOCUMENT_PUBLIC, NUMBER_TAKEN,
   * NUMBER_FORM, FILE_TOKEN_UNKNOWN, DISK_WRITE.
   */
  'documents.make': command(
    z.object({
      template: z.string(),
      about: documentAboutSchema,
      issuer: z.string().max(100),
      said: valuesSchema,
      pictures: z.array(drawnPictureSchema).max(60),
      /** 套红: the paper has the red parts already. */
      prepared: z.boolean().default(false),
      number: wantedNumberSchema.nullable().default(null),
      again: z.boolean().default(false),
    }),
    z.object({ id: idSchema, title: z.string(), number: z.string() }),
    { changes: ['reports', 'taken', 'forms', 'papers'] },
  ),
  /** What was done in each of the last quarters, that of a day (today where none is given) included: around one school where one is named, else around all. */
  'documents.trend': request(
    z.object({ until: daySchema.nullable().default(null), schoolId: idSchema.nullable().default(null) }),
    z.array(z.object({ period: z.string(), visits: z.number(), found: z.number(), closed: z.number() })),
  ),
  /** What the page draws on the map of a document over some days. Errors: REPORT_DATES. */
  'documents.spots': request(
    z.object({ from: daySchema, to: daySchema }),
    z.object({
      schools: z.array(z.object({ position: lngLatSchema, name: z.string(), swept: z.boolean() })),
      hazards: z.array(lngLatSchema),
    }),
  ),
};
