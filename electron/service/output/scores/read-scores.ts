import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ScoredSubject, ScoreOf, ScoreRow } from '#shared/contract/scores.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { type FormulaId, formulaOf } from '#shared/scores/score-formulas.ts';
import type { Indicator, ScoreScheme } from '#shared/scores/score-scheme.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { ranksOf, type ScoreFigure, totalOf, workOutScore } from '#shared/scores/work-out-scores.ts';
import { type ScoreAdjustment, selectScoreAdjustments } from '../../db/queries/scores.ts';
import { recordsOf } from './figure-records.ts';
import { requireScheme } from './schemes.ts';
import { lastDay, type ScoreContext, ScoreRecords } from './score-records.ts';
import { keyOfSubject, type ScoreSubject, scoreSubjectsOf } from './score-subjects.ts';

/** All rows of one formula, by whose they are; those of nobody under an empty key. */
type RowsBySubject = ReadonlyMap<string, readonly ScoreRow[]>;

/** Everything that scores are told from: subjects, the rows of each figure, and what people said. */
export interface GatheredScores {
  readonly scheme: ScoreScheme;
  readonly asOf: string;
  readonly subjects: readonly ScoreSubject[];
  readonly rows: ReadonlyMap<FormulaId, RowsBySubject>;
  readonly measurable: ReadonlySet<string>;
  /** By subject and indicator, the first one first. */
  readonly said: ReadonlyMap<string, readonly ScoreAdjustment[]>;
}

const saidKey = (subject: Pick<ScoreSubject, 'schoolId' | 'name'>, indicator: string) =>
  JSON.stringify([keyOfSubject(subject), indicator]);

/** Errors: SCHEME_UNKNOWN, SCORES_DATES. */
export async function gatherScores(
  context: ScoreContext,
  { scheme: key, from, to }: ScoresWanted,
  only?: FormulaId,
): Promise<GatheredScores> {
  if (from > to) throw new CodedError('SCORES_DATES');
  const { scheme } = await requireScheme(context, key);
  const records = new ScoreRecords(context, scheme.of, { from, to });
  const rows = new Map<FormulaId, RowsBySubject>();
  const wanted = only ? [only] : [...new Set(scheme.indicators.map(({ formula }) => formula))];
  for (const formula of wanted) rows.set(formula, bySubject(await recordsOf(formula, records)));
  const adjustments = await selectScoreAdjustments(context.db, { scheme: key, from, to });
  return {
    scheme,
    asOf: lastDay({ from, to }, context.today),
    subjects: await scoreSubjectsOf(context, scheme.of),
    rows,
    measurable: rows.has('zoneFindings') ? await records.measurable() : new Set(),
    said: groupBy(adjustments, (said) => saidKey(said, said.indicator)),
  };
}

function bySubject(placed: Awaited<ReturnType<typeof recordsOf>>): RowsBySubject {
  const rows = new Map<string, ScoreRow[]>();
  for (const { row, subjects } of placed)
    for (const subject of subjects.length === 0 ? [''] : subjects) {
      const known = rows.get(subject);
      if (known) known.push(row);
      else rows.set(subject, [row]);
    }
  return rows;
}

/** The rows of a figure of somebody, those that count first. */
export function rowsOfSubject(
  { rows }: Pick<GatheredScores, 'rows'>,
  formula: FormulaId,
  subject: Pick<ScoreSubject, 'schoolId' | 'name'>,
): ScoreRow[] {
  const own = rows.get(formula)?.get(keyOfSubject(subject)) ?? [];
  return own.toSorted((a, b) => Number(b.counts) - Number(a.counts));
}

function figureOf(gathered: GatheredScores, formula: FormulaId, subject: ScoreSubject): ScoreFigure {
  if (formula === 'byHand') return null;
  if (formula === 'zoneFindings' && !gathered.measurable.has(keyOfSubject(subject))) return null;
  const own = rowsOfSubject(gathered, formula, subject);
  const counted = own.filter(({ counts }) => counts).length;
  return { counted, of: formulaOf(formula).of === null ? null : own.length };
}

function scoreOf(gathered: GatheredScores, indicator: Indicator, subject: ScoreSubject): ScoreOf {
  const figure = figureOf(gathered, indicator.formula, subject);
  const said = gathered.said.get(saidKey(subject, indicator.id)) ?? [];
  const last = said.at(-1);
  const points = last?.points ?? null;
  return {
    indicator: indicator.id,
    figure,
    ...workOutScore(indicator, figure, points === null ? null : { points }),
    hand: last ? { ...handOf(last), times: said.length } : null,
  };
}

const handOf = ({ id, points, reason, at, actor }: ScoreAdjustment) => ({ id, points, reason, at, actor });

/** Subjects with their scores, in the order of the map or of the pack. */
export function scoredSubjects(gathered: GatheredScores): ScoredSubject[] {
  const told = gathered.subjects.map((subject) => {
    const scores = gathered.scheme.indicators.map((indicator) => scoreOf(gathered, indicator, subject));
    const { points, possible, pending } = totalOf(scores);
    return { ...subject, scores, total: points, possible, pending };
  });
  const ranks = ranksOf(told.map(({ total, possible }) => ({ points: total, possible })));
  return told.map((each, i) => ({ ...each, rank: ranks[i] ?? null }));
}

/** Scores by a scheme over some days. Errors: SCHEME_UNKNOWN, SCORES_DATES. */
export async function readScores(
  context: ScoreContext,
  wanted: ParsedInputOf<'scores.get'>,
): Promise<OutputOf<'scores.get'>> {
  const gathered = await gatherScores(context, wanted);
  const unplaced = [...gathered.rows].flatMap(([formula, rows]) => {
    const nobodys = rows.get('')?.length ?? 0;
    return nobodys === 0 ? [] : [{ formula, rows: nobodys }];
  });
  const { scheme, asOf } = gathered;
  return { of: scheme.of, asOf, subjects: scoredSubjects(gathered), unplaced };
}

/** An indicator of a scheme with one whom it scores. Errors: SCORE_INDICATOR, SCORE_SUBJECT. */
export function requireScored(
  { scheme, subjects }: Pick<GatheredScores, 'scheme' | 'subjects'>,
  wanted: Pick<ScoreSubject, 'schoolId' | 'name'> & { readonly indicator: string },
): { indicator: Indicator; subject: ScoreSubject } {
  const indicator = scheme.indicators.find(({ id }) => id === wanted.indicator);
  if (!indicator) throw new CodedError('SCORE_INDICATOR', { id: wanted.indicator });
  const key = keyOfSubject(wanted);
  const subject = subjects.find((each) => keyOfSubject(each) === key);
  if (!subject) throw new CodedError('SCORE_SUBJECT', { name: wanted.name });
  return { indicator, subject };
}

/** What a figure rests on, and all that was said of it. Errors: as `scores.rows` tells. */
export async function readScoreRows(
  context: ScoreContext,
  wanted: ParsedInputOf<'scores.rows'>,
): Promise<OutputOf<'scores.rows'>> {
  const { scheme } = await requireScheme(context, wanted.scheme);
  const formula = scheme.indicators.find(({ id }) => id === wanted.indicator)?.formula;
  const gathered = await gatherScores(context, wanted, formula);
  const { indicator, subject } = requireScored(gathered, wanted);
  const said = gathered.said.get(saidKey(subject, indicator.id)) ?? [];
  return {
    rows: rowsOfSubject(gathered, indicator.formula, subject),
    hand: said.map(handOf).toReversed(),
  };
}
