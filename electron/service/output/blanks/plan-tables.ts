import { type BlankCell, isOpenCell } from '#shared/blanks/blank-grid.ts';
import { figureTitles } from '#shared/blanks/figure-words.ts';
import type { FormColumn, FormRow, FormTable } from '#shared/blanks/form-layout.ts';
import type { Facets } from '#shared/blanks/label-facets.ts';
import { countedSubjects, subjectTitles } from '#shared/blanks/list-words.ts';
import type { AskedFigure } from '#shared/blanks/understand-figure.ts';
import {
  labelKey,
  type Meaning,
  type UnderstoodList,
  type UnderstoodMatrix,
  understandTable,
  type Vocabulary,
} from '#shared/blanks/understand-table.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { KnownFigures } from './known-figures.ts';
import { knownList } from './known-lists.ts';
import type { KnownList, ListOptions, ListRow } from './list-row.ts';
import { type CellPlan, nothingKnown, type Proposal } from './plan-cells.ts';
import { isRoster, rosterProposal } from './roster-cells.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

export interface TableNeeds {
  readonly context: Context;
  readonly vocabulary: Vocabulary;
  readonly figures: KnownFigures;
  readonly options: ListOptions;
  readonly plan: CellPlan;
  /** What the notes of the form have for what does not apply. */
  readonly signs: readonly string[];
  /** Words for its cells begin with the name of its sheet. */
  readonly gridName: string;
  readonly grid: number;
}

/** A table as it is to be filled: its meaning, and the rows of its list. */
export interface TablePlan {
  readonly table: FormTable;
  readonly understood: UnderstoodList | UnderstoodMatrix;
  /** Null where it is no list that the workspace keeps. */
  readonly list: KnownList | null;
}

export async function readTable(needs: TableNeeds, table: FormTable): Promise<TablePlan> {
  const { context, vocabulary, options, figures } = needs;
  const understood = understandTable(table, vocabulary);
  const list =
    understood.kind === 'list' && understood.subject !== null
      ? await knownList(context, understood.subject, options, figures)
      : isRoster(table)
        ? await knownList(context, 'posts', options, figures)
        : null;
  return { table, understood, list };
}

/** How many rows a list has beyond those that the form has ready, and under which of them they go; null where none. */
export function rowsWanted({ table, list }: TablePlan): { after: number; count: number } | null {
  const open = table.rows.filter(({ kind }) => kind === 'open');
  const last = open.at(-1);
  const count = (list?.rows.length ?? 0) - open.length;
  return last && count > 0 ? { after: last.row, count } : null;
}

/** Plans all cells of a table. */
export async function planTable(needs: TableNeeds, { table, understood, list }: TablePlan): Promise<void> {
  const open = table.rows.filter(({ kind }) => kind === 'open');
  for (const row of table.rows) {
    if (row.kind === 'example' || row.kind === 'inner') continue;
    for (const [column, cell] of columnsIn(table, row)) {
      if (!isOpenCell(cell)) continue;
      if (understood.kind === 'matrix') await planNamed(needs, understood, list, { row, column, cell });
      else if (row.kind === 'total') await planTotal(needs, understood, list, column, row, cell);
      else if (row.kind === 'named') planUnknown(needs, column, row, cell);
      else await planListed(needs, understood, list, column, { row, cell, at: open.indexOf(row) });
    }
  }
}

/** The cells that begin in a row, each with the column that it stands in. */
function columnsIn({ columns }: FormTable, row: FormRow): [FormColumn, BlankCell][] {
  return row.cells.flatMap((cell): [FormColumn, BlankCell][] => {
    const column = columns.find((each) => each.column === cell.column);
    return column && cell.row === row.row ? [[column, cell]] : [];
  });
}

const words = (column: FormColumn) => column.path.join(' / ');

function namesOf({ gridName }: TableNeeds, column: FormColumn, rowName: string, path = column.path) {
  const key = labelKey(path);
  return {
    key: [gridName, key, rowName].join('|'),
    label: [words(column), rowName].filter(Boolean).join(' · '),
    labelKey: key,
  };
}

function planUnknown(needs: TableNeeds, column: FormColumn, row: FormRow, cell: BlankCell): void {
  needs.plan.add(needs.grid, cell, namesOf(needs, column, row.labels.join('/')), nothingKnown);
}

async function planNamed(
  needs: TableNeeds,
  understood: UnderstoodMatrix,
  list: KnownList | null,
  { row, column, cell }: { readonly row: FormRow; readonly column: FormColumn; readonly cell: BlankCell },
): Promise<void> {
  const meaning = understood.meaningOf(row, column);
  const post = list ? rosterProposal(list, row, column) : null;
  if (post) return needs.plan.add(needs.grid, cell, namesOf(needs, column, row.labels.join('/')), post);
  const isName = understood.named.has(row);
  const path = isName ? column.path : [...column.path, ...row.labels];
  const names = namesOf(needs, column, row.labels.join('/'), path);
  const unit = row.unit || column.unit;
  const facets = understood.named.get(row) ?? {};
  needs.plan.add(needs.grid, cell, names, await proposalOf(needs, meaning, { facets, unit }));
}

async function planTotal(
  needs: TableNeeds,
  { columns, subject }: UnderstoodList,
  list: KnownList | null,
  column: FormColumn,
  row: FormRow,
  cell: BlankCell,
): Promise<void> {
  const meaning = columns.get(column.column);
  const names = namesOf(needs, column, row.labels.join('/'));
  const counts = subject !== null && countedSubjects.includes(subject) && (list?.rows.length ?? 0) > 0;
  if (meaning?.kind !== 'figure' || !counts) return needs.plan.add(needs.grid, cell, names, nothingKnown);
  const proposal = await proposalOf(needs, meaning, { facets: {}, unit: column.unit });
  needs.plan.add(needs.grid, cell, names, {
    ...proposal,
    note: [proposal.note, '全部合计'].filter(Boolean).join('；'),
  });
}

async function planListed(
  needs: TableNeeds,
  { columns, subject }: UnderstoodList,
  list: KnownList | null,
  column: FormColumn,
  { row, cell, at }: { row: FormRow; cell: BlankCell; at: number },
): Promise<void> {
  const listed = list?.rows[at];
  const meaning = columns.get(column.column) ?? { kind: 'hand', reason: '' };
  const names = namesOf(needs, column, listed ? listed.name : `第 ${at + 1} 行`);
  // A row that the list does not reach is not asked for.
  if (list?.source && !listed) return;
  if (meaning.kind === 'serial' && listed)
    return needs.plan.add(needs.grid, cell, names, { ...nothingKnown, value: at + 1, source: '序号' });
  if (!listed)
    return needs.plan.add(needs.grid, cell, names, {
      ...nothingKnown,
      note: reasonOf(meaning, subject, list),
    });
  const proposal =
    meaning.kind === 'own'
      ? ownProposal(meaning, listed, list, offersOf(needs, cell))
      : await proposalOf(needs, meaning, { facets: listed.facets, unit: column.unit || (row.unit ?? '') });
  needs.plan.add(needs.grid, cell, names, proposal);
}

function reasonOf(meaning: Meaning, subject: UnderstoodList['subject'], list: KnownList | null): string {
  if (meaning.kind === 'hand') return meaning.reason;
  return list && list.source === null && subject ? `工作区没有${subjectTitles[subject]}的名单` : '';
}

/** Signs and words that a form has for a cell: those of its drop-down list, and those that its notes explain. */
function offersOf({ signs }: TableNeeds, { choices }: BlankCell): ReadonlySet<string> {
  return new Set(choices ?? signs);
}

function ownProposal(
  { column, sure }: Meaning & { kind: 'own' },
  row: ListRow,
  list: KnownList | null,
  offers: ReadonlySet<string>,
): Proposal {
  const sign = row.offered?.get(column) ?? '';
  const value = row.cells.get(column) ?? (offers.has(sign) ? sign : null);
  const source = `${list?.source ?? ''}：${column}`;
  const known = row.cells.has(column);
  const note =
    value === null || value === '' ? (known ? '工作区没有记录，留空' : '名单没有这一栏') : (list?.note ?? '');
  return { value: value === '' ? null : value, source, note, count: null, rows: list?.opens ?? null, sure };
}

async function proposalOf(
  { figures }: TableNeeds,
  meaning: Meaning,
  { facets, unit }: { readonly facets: Facets; readonly unit: string },
): Promise<Proposal> {
  if (meaning.kind === 'hand') return { ...nothingKnown, note: meaning.reason };
  if (meaning.kind !== 'figure') return nothingKnown;
  return await figureProposal(figures, meaning.asked, facets, unit);
}

/** What a figure is, for who a cell is about. */
export async function figureProposal(
  figures: KnownFigures,
  asked: AskedFigure,
  facets: Facets,
  unit: string,
): Promise<Proposal> {
  const known = await figures.of(asked.figure, { ...asked.facets, ...facets }, unit);
  const doubt = asked.sure ? '' : `栏目只看懂一部分${asked.rest ? `（“${asked.rest}”没有看懂）` : ''}`;
  return {
    value: known.value,
    source: figureTitles[asked.figure],
    note: [known.parts, known.reason, doubt].filter(Boolean).join('；'),
    count: known.count,
    rows: known.rows,
    sure: known.sure && asked.sure,
  };
}
