import { z } from 'zod';
import { formulaSchema, scoreSubjects } from '../scores/score-formulas.ts';
import { scoreSchemeSchema } from '../scores/score-scheme.ts';
import { schemeKeySchema, scoresWantedSchema } from '../scores/scores-wanted.ts';
import { wholeWork } from './areas.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { edit, exporting, query } from './procedure.ts';

const knownSchemeSchema = z.object({
  key: schemeKeySchema,
  source: z.enum(['builtin', 'pack', 'own']),
  /** Of the office's own: how often it was saved, when last and by whom. */
  revision: z.number().nullable(),
  savedAt: z.string(),
  savedBy: z.string(),
  scheme: scoreSchemeSchema,
});
export type ListedScheme = z.infer<typeof knownSchemeSchema>;

/** Whom a score is of: a school by its number, a town or a body by its name. */
const subjectFields = { schoolId: idSchema.nullable(), name: z.string().max(200) };

const scoreSchema = z.object({
  indicator: z.string(),
  /** The two numbers of its figure; null where nothing is on record, `of` where it is only counted. */
  figure: z.object({ counted: z.number(), of: z.number().nullable() }).nullable(),
  points: z.number().nullable(),
  possible: z.number(),
  by: z.enum(['figure', 'hand', 'pending', 'noData']),
  /** What stands by hand, or was taken back last: its number, with reason, who and when. */
  hand: z
    .object({
      id: idSchema,
      points: z.number().nullable(),
      reason: z.string(),
      at: z.string(),
      actor: z.string(),
      times: z.number(),
    })
    .nullable(),
});
export type ScoreOf = z.infer<typeof scoreSchema>;

const scoredSchema = z.object({
  ...subjectFields,
  /** The town of a school. */
  town: z.string().nullable(),
  scores: z.array(scoreSchema),
  total: z.number(),
  possible: z.number(),
  pending: z.number(),
  rank: z.number().nullable(),
});
export type ScoredSubject = z.infer<typeof scoredSchema>;

const scoresSchema = z.object({
  of: z.enum(scoreSubjects),
  /** The day on which things are open, overdue or listed: the last one of the span, or today where that is earlier. */
  asOf: daySchema,
  subjects: z.array(scoredSchema),
  /** Records of the span that are nobody's, by formula: of no town, or of no body. */
  unplaced: z.array(z.object({ formula: formulaSchema, rows: z.number() })),
});

/** What a row is a record of, and so where it is opened. */
const scoreRowKinds = ['school', 'hazard', 'venue', 'troubleSpot', 'selfCheck', 'task', 'handing'] as const;

const rowSchema = z.object({
  kind: z.enum(scoreRowKinds),
  id: idSchema,
  /** Of a hazard, by which tables find it; else empty. */
  code: z.string(),
  /** What it is opened by: of a task its plan, of a handing the hazard that it is about; else the record itself. */
  opens: idSchema.nullable(),
  name: z.string(),
  told: z.string(),
  on: z.string(),
  /** Whether it is among those that the first number counts. */
  counts: z.boolean(),
});
export type ScoreRow = z.infer<typeof rowSchema>;

const handPointsSchema = z.object({
  id: idSchema,
  points: z.number().nullable(),
  reason: z.string(),
  at: z.string(),
  actor: z.string(),
});

const reads = [...wholeWork, 'surveys', 'rechecks', 'campaigns', 'selfChecks', 'calendar', 'scores'] as const;

/** Scores of 平安建设考核 and 平安校园: what they are reckoned by, what came of it, and what it rests on. */
export const scoresProcedures = {
  /** The office's own schemes, then those of the pack in force, then those that the program suggests. */
  'scores.schemes': query(nothing, z.array(knownSchemeSchema), { reads: ['settings', 'packs', 'scores'] }),
  /** Errors: SCHEME_UNKNOWN, SCORES_DATES. */
  'scores.get': query(scoresWantedSchema, scoresSchema, { reads }),
  /**
   * The rows of a figure, those that count first, and everything that was said by hand of it. Errors: SCHEME_UNKNOWN,
   * SCORES_DATES, SCORE_SUBJECT, SCORE_INDICATOR.
   */
  'scores.rows': query(
    z.object({ ...scoresWantedSchema.shape, ...subjectFields, indicator: z.string() }),
    z.object({ rows: z.array(rowSchema), hand: z.array(handPointsSchema) }),
    { reads },
  ),
  /**
   * Keeps a scheme of the office; a new one where no key is said. `revision` is the one that the form was opened with.
   * Errors: SCHEME_UNKNOWN, SCHEME_CHANGED.
   */
  'scores.saveScheme': edit(
    '保存考核方案',
    z.object({ key: schemeKeySchema.nullable(), revision: z.number().nullable(), scheme: scoreSchemeSchema }),
    z.object({ key: schemeKeySchema }),
    { changes: ['scores'] },
  ),
  /** Takes a scheme over from a file as `scores.file` writes it. Errors: FILE_TOKEN_UNKNOWN, SCHEME_FILE. */
  'scores.importScheme': edit(
    '导入考核方案',
    z.object({ token: z.string().min(1).max(100) }),
    z.object({ key: schemeKeySchema }),
    { changes: ['scores'] },
  ),
  /** Errors: SCHEME_UNKNOWN, SCHEME_READONLY. */
  'scores.removeScheme': edit('删除考核方案', z.object({ key: schemeKeySchema }), z.object({}), {
    changes: ['scores'],
  }),
  /**
   * Points by hand, or null for those that are reckoned, with a reason; what was said before is kept. `was` is the last
   * one that was seen. Errors: SCHEME_UNKNOWN, SCORES_DATES, SCORE_SUBJECT, SCORE_INDICATOR, SCORE_POINTS, SCORE_CHANGED.
   */
  'scores.adjust': edit(
    '人工评分',
    z.object({
      ...scoresWantedSchema.shape,
      ...subjectFields,
      indicator: z.string(),
      points: z.number().min(0).nullable(),
      reason: z.string().trim().min(1, { error: '请写明理由' }).max(500),
      was: idSchema.nullable(),
    }),
    z.object({ id: idSchema }),
    { changes: ['scores'] },
  ),
  /**
   * The score sheet as a workbook or a document, the evidence for the assessors as a zip with an index, or the scheme
   * itself. Errors: SCHEME_UNKNOWN, SCORES_DATES, ATTACHMENT_MISSING.
   */
  'scores.file': exporting(
    '导出考核评分',
    z.object({ ...scoresWantedSchema.shape, as: z.enum(['xlsx', 'docx', 'zip', 'json']) }),
    bytesSchema,
  ),
};
