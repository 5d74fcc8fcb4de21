import { z } from 'zod';
import { periodSchema } from '../sweeps/period.ts';
import { querySchema } from '../tables/query.ts';
import { tableNames } from '../tables/table-columns.ts';
import { rulesInForce, shownRows, wholeWork } from './areas.ts';
import { bytesSchema, idSchema } from './common.ts';
import { exporting, query } from './procedure.ts';
import { changesWantedSchema } from './what-changed.ts';

/** For the office itself, or for partners and the public: without names of venues and of people. */
export const presentationEditions = ['full', 'redacted'] as const;
export type PresentationEdition = (typeof presentationEditions)[number];

export const presentationEditionNames: Record<PresentationEdition, string> = {
  full: '内部版',
  redacted: '脱敏版',
};

/** What a figure opens. */
const opensSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rows'), table: z.enum(tableNames), query: querySchema }),
  z.object({ kind: z.literal('changes'), wanted: changesWantedSchema }),
  z.object({ kind: z.literal('school'), id: idSchema }),
]);
export type Opens = z.infer<typeof opensSchema>;

const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

const slideSchema = z.object({
  title: z.string(),
  svg: z.string(),
  width: z.number(),
  height: z.number(),
  /** Where figures stand that open what they count, in the units of the picture. */
  spots: z.array(z.object({ box: boxSchema, label: z.string(), opens: opensSchema })),
});
export type DrawnSlide = z.infer<typeof slideSchema>;

const wantedSchema = z.object({
  period: periodSchema,
  edition: z.enum(presentationEditions).default('full'),
});

export const presentationProcedures = {
  /** A quarter as ten slides; what they tell of today is as of today. */
  'presentation.slides': query(wantedSchema, z.object({ title: z.string(), slides: z.array(slideSchema) }), {
    reads: [...wholeWork, ...rulesInForce, ...shownRows, 'edits'],
  }),
  /** The same as a PDF, or as one page that opens in any browser without a network. Errors: DISK_WRITE. */
  'presentation.file': exporting(
    '导出汇报',
    wantedSchema.extend({ format: z.enum(['pdf', 'html']) }),
    bytesSchema,
  ),
};
