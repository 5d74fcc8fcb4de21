import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { ImportKind, ImportOptions, ImportProblem } from '#shared/contract/import.ts';
import { matchHeader } from '#shared/registry/fields.ts';
import type { CommandContext } from '../context.ts';
import { recallMapping, rememberMapping } from '../db/mappings.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import { type ExportTable, encodeXlsx } from '../export/table.ts';
import type { ChosenFile } from '../file-tokens.ts';
import { createFieldReader, filterRows } from '../import/columns.ts';
import { weighCoordinates } from '../import/coordinate-evidence.ts';
import { readTable } from '../import/read-table.ts';
import { applyImport, changesOf, type ImportChanges, planImport, summarize } from '../import/run-import.ts';
import { undoBatch } from '../import/undo-batch.ts';
import type { Touched } from '../place-cache.ts';
import { recompute, recomputeAll, type Scope } from '../recompute.ts';
import type { HandlersOf } from './handlers.ts';

const SAMPLE_ROWS = 8;
/** Problem rows that a screen gets at once; all of them are stored. */
const PROBLEMS_SHOWN = 1000;

export const importHandlers: HandlersOf<'import'> = {
  async 'import.preview'({ db, files }, input) {
    const file = files.resolve(input.token);
    const table = readTable(file, input);
    return {
      fileName: file.name,
      encoding: table.encoding,
      sheets: [...table.sheets],
      sheet: table.sheet,
      columns: [...table.columns],
      rowCount: table.rows.length,
      sample: table.rows.slice(0, SAMPLE_ROWS).map((row) => [...row.cells]),
      setAside: table.setAside.map(({ number, cells }) => ({
        number,
        text: cells.filter(Boolean).join(' '),
      })),
      map: input.header ? matchHeader(table.columns) : {},
      remembered: await recallMapping(db, table.columns),
      hasGeometry: table.hasGeometry,
    };
  },

  async 'import.evidence'({ db, files }, { token, ...options }) {
    const table = readTable(files.resolve(token), options);
    const read = createFieldReader(table, options.map);
    return await weighCoordinates(db, filterRows(table, options.where), read);
  },

  async 'import.dryRun'(context, { token, ...options }) {
    const started = performance.now();
    const plan = await planImport(context, context.db, context.files.resolve(token), options);
    const result = summarize(plan, options, 0, elapsed(started));
    return { result, problems: plan.problems.slice(0, PROBLEMS_SHOWN) };
  },

  async 'import.run'(context, { token, recheck, ...options }) {
    const imported = await importFile(context, context.files.resolve(token), options);
    if (!recheck) await writeMeta(context.db, 'findingsCurrent', '0');
    else if ((await readMeta(context.db, 'findingsCurrent')) !== '1') await recomputeAll(context);
    else await recompute(context, imported.scope);
    context.changed('places', 'workspace');
    context.touched(imported.touched);
    return { result: imported.result, problems: imported.problems.slice(0, PROBLEMS_SHOWN) };
  },

  async 'import.undo'(context, { batch }) {
    const undone = await undoBatch(context.db, batch, context.now.toISOString());
    const rows = [...undone.removed, ...undone.restored];
    const changes = changesOf(
      rows.map(({ id }) => id),
      rows,
    );
    const { touched, scope } = consequences(undone.as, changes);
    context.recordBefore({ removed: undone.removed });
    await recompute(context, scope);
    context.changed('places', 'workspace');
    context.touched(touched);
    return { batch: undone.batch, removed: undone.removed.length, restored: undone.restored.length };
  },

  async 'import.batches'({ db }) {
    const rows = await db.selectFrom('batches').selectAll().orderBy('id', 'desc').limit(200).execute();
    return rows.map(({ kind, ...row }) => ({ ...row, as: kind as ImportKind }));
  },

  async 'import.problemSheet'({ db }, { batch }) {
    const known = await db.selectFrom('batches').select('columns').where('id', '=', batch).executeTakeFirst();
    if (!known) throw new CodedError('BATCH_UNKNOWN', { id: batch });
    const problems = await db
      .selectFrom('importProblems')
      .selectAll()
      .where('batchId', '=', batch)
      .orderBy('row')
      .execute();
    return new Uint8Array(encodeXlsx(problemTable(textList.parse(JSON.parse(known.columns)), problems)));
  },

  async 'import.problems'({ db }, { batch }) {
    const rows = await db
      .selectFrom('importProblems')
      .selectAll()
      .where('batchId', '=', batch)
      .orderBy('row')
      .execute();
    return rows.map((row) => ({ ...row, rejected: row.rejected === 1 }));
  },
};

const textList = z.array(z.string());

/** One line for each row with problems: its own columns, then what is wrong and whether it was left out. */
function problemTable(
  columns: readonly string[],
  problems: readonly { row: number; cells: string; message: string; rejected: number }[],
): ExportTable {
  const rows = new Map<number, { cells: string[]; reasons: string[]; rejected: boolean }>();
  for (const { row, cells, message, rejected } of problems) {
    const known = rows.get(row) ?? { cells: textList.parse(JSON.parse(cells)), reasons: [], rejected: false };
    known.reasons.push(message.replace(/^第 \d+ 行：/, ''));
    known.rejected ||= rejected === 1;
    rows.set(row, known);
  }
  return {
    columns: [...columns, '原行号', '处理', '原因'],
    rows: [...rows].map(([number, { cells, reasons, rejected }]) => [
      ...columns.map((_, i) => cells[i] ?? ''),
      number,
      rejected ? '未导入' : '已导入，请核对',
      reasons.join('；'),
    ]),
  };
}

/** Imports a file inside the command's transaction and leaves the audit its counts and what was overwritten. */
async function importFile(context: CommandContext, file: ChosenFile, options: ImportOptions) {
  const started = performance.now();
  const plan = await planImport(context, context.db, file, options);
  const { batch, before, changed } = await applyImport(context, context.db, file, options, plan);
  if (Object.keys(options.map).length > 0)
    await rememberMapping(context.db, plan.columns, options, context.now.toISOString());
  const result = summarize(plan, options, batch, elapsed(started));
  context.recordBefore({ updated: before });
  context.recordAfter(result);
  return { result, problems: [...plan.problems] as ImportProblem[], ...consequences(options.as, changed) };
}

/** What an import of this kind touches, and what must be measured again. */
function consequences(
  as: ImportKind,
  { ids, schools, boxes }: ImportChanges,
): { touched: Touched; scope: Scope } {
  switch (as) {
    case 'venues':
      return { touched: { venues: ids }, scope: { venues: ids } };
    case 'roads':
      return { touched: { roads: true }, scope: { roads: boxes } };
    case 'facilities':
      return { touched: { facilities: true }, scope: { schools: [] } };
    case 'regions':
      return { touched: {}, scope: { schools: [] } };
    case 'schools':
    case 'campuses':
      return { touched: { schools: ids }, scope: { schools: ids } };
    case 'gates':
      return { touched: { schools }, scope: { schools } };
  }
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
