import { createClassifier } from '#shared/classification/classify.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { severities } from '#shared/zones/verdict.ts';
import { selectSeveritiesByName } from '../db/queries/findings.ts';
import { findBatchColumns, selectProblems } from '../db/queries/imports.ts';
import { recallMapping } from '../db/queries/mappings.ts';
import { readWordings } from '../db/queries/wordings.ts';
import { readFlag, readStored } from '../db/schema/stored-values.ts';
import { governedCategories } from '../places/judging/rank-unplaced.ts';
import type { QueryContext } from '../workspace/context.ts';
import { createFieldReader } from './field-reader.ts';
import { reasonOf } from './row-problem.ts';

type Listed = OutputOf<'import.problems'>;
type Row = Listed['rows'][number];

/** Looked at between two breaths. */
const PIECE = 500;

/**
 * What was wrong in a list that was imported, all of it: first where a venue of the row's name stands in a zone, then rows of
 * a governed kind, refused ones before others. Errors: BATCH_UNKNOWN, CANCELLED.
 */
export async function listProblems(
  context: QueryContext,
  { batch, group, text, limit, offset }: ParsedInputOf<'import.problems'>,
): Promise<Listed> {
  const rows = await rankProblems(context, batch);
  const groups = [...groupBy(rows, ({ code, field }) => `${code}/${field}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { code, field, rejected } = first;
    const governed = own.filter(({ isGoverned }) => isGoverned).length;
    return [{ code, field, rejected, reason: reasonOf(code), count: own.length, governed }];
  });
  const matching = rows.filter(
    ({ code, field, name, value }) =>
      (group === null || (code === group.code && field === group.field)) &&
      (text === '' || name.includes(text) || value.includes(text)),
  );
  return {
    total: rows.length,
    groups: groups.sort((a, b) => Number(b.rejected) - Number(a.rejected) || b.count - a.count),
    matching: matching.length,
    rows: matching.slice(offset, offset + limit),
  };
}

async function rankProblems(context: QueryContext, batch: number): Promise<Row[]> {
  const { db, workspace } = context;
  const columns = await findBatchColumns(db, batch);
  if (!columns) throw new CodedError('BATCH_UNKNOWN', { id: batch });
  const read = createFieldReader({ columns }, (await recallMapping(db, columns))?.map ?? {});
  const classify = createClassifier(workspace.catalogue.kinds, await readWordings(db));
  const governed = new Set(governedCategories(context));
  const ranked: { row: Row; tier: number }[] = [];
  const problems = await selectProblems(db, batch);
  const named = problems.map(({ cells, ...problem }) => {
    const line = { number: problem.row, cells: readStored('importProblems.cells', cells), geometry: null };
    const words = {
      ...{ name: read(line, 'name'), listed: read(line, 'category'), scope: read(line, 'scope') },
      industryCode: read(line, 'industryCode'),
    };
    return { problem, words };
  });
  const severityOf = await selectSeveritiesByName(db, [...new Set(named.map(({ words }) => words.name))]);
  for (const [at, { problem, words }] of named.entries()) {
    if (at % PIECE === 0) await context.progress.breathe();
    const { category, suggested } = classify(words);
    const isGoverned = [category, ...suggested].some((kind) => governed.has(kind));
    const severity = severityOf.get(words.name) ?? null;
    const { row, field, code, message, value } = problem;
    const rejected = readFlag(problem.rejected);
    const shown = { row, field, code, message, value, rejected, name: words.name, isGoverned, severity };
    ranked.push({ row: shown, tier: tierOf(shown) });
  }
  return ranked.sort((a, b) => a.tier - b.tier || a.row.row - b.row.row).map(({ row }) => row);
}

/** What depends on a row: the smaller, the more. */
function tierOf({
  severity,
  isGoverned,
  rejected,
}: Pick<Row, 'severity' | 'isGoverned' | 'rejected'>): number {
  const inZone = severity === null || severity === 'outside' ? null : severities.indexOf(severity);
  return inZone ?? severities.length + (isGoverned ? 0 : 2) + (rejected ? 0 : 1);
}
