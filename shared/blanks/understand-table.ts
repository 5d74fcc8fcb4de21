import { groupBy } from '../lists/group-by.ts';
import { comparable } from '../registry/text.ts';
import { type FigureId, figureIds } from './figure-words.ts';
import type { FormColumn, FormRow, FormTable } from './form-layout.ts';
import type { Facets } from './label-facets.ts';
import { isSerial, plainLabel } from './label-text.ts';
import {
  countedSubjects,
  type ListColumn,
  type ListSubject,
  listColumns,
  listSubjects,
} from './list-words.ts';
import { type AskedFigure, understandFigure, withheldReason } from './understand-figure.ts';

/** What a column or a cell is to show. */
export type Meaning =
  | { readonly kind: 'own'; readonly column: string; readonly sure: boolean }
  | { readonly kind: 'figure'; readonly asked: AskedFigure }
  | { readonly kind: 'serial' }
  /** Only a person knows it; with the reason why nothing is written, where there is one. */
  | { readonly kind: 'hand'; readonly reason: string };

/** What a person said of a label before: `figure:found`, `column:学校`, or `hand`. */
export type LearnedLabels = ReadonlyMap<string, string>;

/** Names that may be printed in a form, with what each narrows. */
type KnownNames = ReadonlyMap<string, Facets>;

export interface UnderstoodList {
  readonly kind: 'list';
  readonly subject: ListSubject | null;
  readonly columns: ReadonlyMap<number, Meaning>;
}

/** A table whose rows say what they are about: each cell has a meaning of its own. */
export interface UnderstoodMatrix {
  readonly kind: 'matrix';
  meaningOf(row: FormRow, column: FormColumn): Meaning;
  /** What the name of a row narrows; null where it is no name. */
  readonly named: ReadonlyMap<FormRow, Facets>;
}

export interface Vocabulary {
  readonly learned: LearnedLabels;
  readonly names: KnownNames;
}

/** By what a label is remembered. */
export function labelKey(labels: readonly string[]): string {
  return labels.map((label) => plainLabel(label).text).join('/');
}

export function understandTable(table: FormTable, vocabulary: Vocabulary): UnderstoodList | UnderstoodMatrix {
  const rows = table.rows.filter(({ kind }) => kind === 'open' || kind === 'named');
  const open = rows.filter(({ kind }) => kind === 'open');
  return open.length > 0 && open.length >= rows.length / 2
    ? understandList(table, vocabulary)
    : understandMatrix(table, vocabulary);
}

function understandList({ columns }: FormTable, { learned }: Vocabulary): UnderstoodList {
  const scored = listSubjects.map((subject) => ({ subject, score: scoreOf(columns, subject) }));
  const best = scored.reduce((most, each) => (each.score > most.score ? each : most));
  const subject = best.score > 0 ? best.subject : null;
  const meanings = new Map(
    columns.map((column) => [column.column, columnMeaning(column, subject, learned)] as const),
  );
  const own = new Set([...meanings.values()].flatMap((each) => (each.kind === 'own' ? [each.column] : [])));
  const keys =
    subject === null
      ? []
      : columns.flatMap((column) => ownColumn(column, subject) ?? []).filter(({ key }) => key);
  const told = withoutTwice(withPlanLevels(alone(meanings, subject, own)));
  const isGuess = keys.length > 0 && keys.every(({ unsure }) => unsure);
  return { kind: 'list', subject, columns: isGuess ? asGuessed(told) : told };
}

/** What goes with another column is proposed only where that one is wanting. */
function alone(
  meanings: ReadonlyMap<number, Meaning>,
  subject: ListSubject | null,
  own: ReadonlySet<string>,
): ReadonlyMap<number, Meaning> {
  if (subject === null) return meanings;
  const isAlone = (meaning: Meaning) =>
    meaning.kind === 'own' &&
    listColumns[subject].some(
      ({ column, beside }) => column === meaning.column && beside !== undefined && !own.has(beside),
    );
  return new Map(
    [...meanings].map(([column, meaning]) => [
      column,
      meaning.kind === 'own' && isAlone(meaning) ? { ...meaning, sure: false } : meaning,
    ]),
  );
}

/** Money stands in a column of its own beside the plans that it is for: it is that of the same hazards. */
function withPlanLevels(meanings: ReadonlyMap<number, Meaning>): ReadonlyMap<number, Meaning> {
  const figures = [...meanings.values()].flatMap((meaning) =>
    meaning.kind === 'figure' ? [meaning.asked] : [],
  );
  const levels = figures.find(({ figure }) => figure === 'planned')?.facets.levels;
  if (!levels) return meanings;
  const told = new Map<number, Meaning>();
  for (const [column, meaning] of meanings) {
    const isFunds =
      meaning.kind === 'figure' && meaning.asked.figure === 'planFunds' && !meaning.asked.facets.levels;
    told.set(
      column,
      isFunds
        ? { ...meaning, asked: { ...meaning.asked, facets: { ...meaning.asked.facets, levels } } }
        : meaning,
    );
  }
  return told;
}

/** Two columns cannot both be the same thing for sure: the second is proposed only. */
function withoutTwice(meanings: ReadonlyMap<number, Meaning>): ReadonlyMap<number, Meaning> {
  const seen = new Set<string>();
  const told = new Map<number, Meaning>();
  for (const [column, meaning] of meanings) {
    const isAgain = meaning.kind === 'own' && seen.has(meaning.column);
    if (meaning.kind === 'own') seen.add(meaning.column);
    told.set(column, isAgain ? { ...meaning, sure: false } : meaning);
  }
  return told;
}

/** How many columns of a table are those of a list of some rows; 0 where nothing says what its rows are. */
function scoreOf(columns: readonly FormColumn[], subject: ListSubject): number {
  const own = columns.map((column) => ownColumn(column, subject));
  if (!own.some((column) => column?.key)) return 0;
  // What counts schools has no row for each of them.
  const asked = columns.flatMap((column, i) =>
    own[i] ? [] : (understandFigure(deepestFirst(column.path), column.unit)?.figure ?? []),
  );
  if (subject === 'schools' && asked.some((figure) => figure === 'schools' || figure === 'schoolsLooked'))
    return 0;
  const figures = countedSubjects.includes(subject)
    ? columns.filter((column, i) => !own[i] && understandFigure(deepestFirst(column.path), column.unit)?.sure)
    : [];
  return own.filter(Boolean).length + figures.length;
}

const deepestFirst = (path: readonly string[]) => [...path].reverse();

/** The column of a list that a column of a form is; undefined where it is none. */
function ownColumn({ path }: FormColumn, subject: ListSubject): ListColumn | undefined {
  const last = path.at(-1) ?? '';
  const whole = path.join('');
  const fits = (text: string) =>
    listColumns[subject].find(({ column, words }) => column === text || words.test(text));
  return fits(last) ?? fits(whole) ?? fits(last.replace(/校园周边|学校周边|周边/, ''));
}

function columnMeaning(column: FormColumn, subject: ListSubject | null, learned: LearnedLabels): Meaning {
  const { path, unit } = column;
  const last = path.at(-1) ?? '';
  if (/^(?:序号|编号|序|No\.?|#)$/i.test(last) && !(subject === 'hazards' && last === '编号'))
    return { kind: 'serial' };
  const known = learnedMeaning(path, unit, learned);
  if (known) return known;
  const reason = withheldReason(deepestFirst(path));
  if (reason !== null) return { kind: 'hand', reason };
  const own = subject === null ? undefined : ownColumn(column, subject);
  if (own) return { kind: 'own', column: own.column, sure: own.unsure !== true };
  const counts = subject !== null && countedSubjects.includes(subject);
  const asked = counts ? understandFigure(deepestFirst(path), unit) : null;
  return asked ? { kind: 'figure', asked } : { kind: 'hand', reason: '' };
}

/** Where it is only guessed what the rows are, nothing that stands in them is sure. */
function asGuessed(meanings: ReadonlyMap<number, Meaning>): ReadonlyMap<number, Meaning> {
  const told = new Map<number, Meaning>();
  for (const [column, meaning] of meanings)
    told.set(
      column,
      meaning.kind === 'own'
        ? { ...meaning, sure: false }
        : meaning.kind === 'figure'
          ? { ...meaning, asked: { ...meaning.asked, sure: false } }
          : meaning,
    );
  return told;
}

function learnedMeaning(path: readonly string[], unit: string, learned: LearnedLabels): Meaning | null {
  const told = learned.get(labelKey(path));
  if (told === undefined) return null;
  const [kind, name = ''] = told.split(':');
  if (kind === 'column') return { kind: 'own', column: name, sure: true };
  const figure = figureIds.find((id) => id === name);
  if (kind !== 'figure' || figure === undefined) return { kind: 'hand', reason: '按以前的选择，由人填写' };
  return { kind: 'figure', asked: { ...chosenFigure(figure, path, unit), sure: true, rest: '' } };
}

/** A figure that a person chose, narrowed by what the labels say beside it. */
function chosenFigure(figure: FigureId, path: readonly string[], unit: string): AskedFigure {
  const facets = understandFigure(deepestFirst(path), unit)?.facets ?? {};
  return { figure, facets, sure: true, rest: '' };
}

function understandMatrix(table: FormTable, { learned, names }: Vocabulary): UnderstoodMatrix {
  const named = new Map<FormRow, Facets>();
  for (const row of table.rows) {
    const facets = row.labels.map((label) => nameOf(label, names)).find((each) => each !== null);
    if (facets) named.set(row, facets);
  }
  // 类别 above its rows says only that they are told apart.
  const rowsBy = groupBy(table.rows, ({ labels }) => labels.join('/'));
  return {
    kind: 'matrix',
    named,
    meaningOf: (row, column) => {
      const own = named.has(row) ? [] : row.labels.filter((label) => !isSerial(label));
      const columnName = column.path.map((text) => nameOf(text, names)).find((each) => each !== null);
      const words = columnName ? [] : column.path;
      const path = [...words, ...own];
      const unit = row.unit || plainLabel(own.at(-1) ?? '').unit || column.unit;
      const isTwice = (rowsBy.get(row.labels.join('/'))?.length ?? 0) > 1;
      const whole = named.has(row) ? [] : wholeOf(table, row);
      return cellMeaning({ path, own: [...whole, ...own], words, unit, isTwice, columnName }, learned);
    },
  };
}

/** What a row of 其中 is a part of, where it says only which part: the words of the row that it stands under. */
function wholeOf({ rows }: FormTable, row: FormRow): readonly string[] {
  const isPart = ({ labels }: FormRow) => /^其中/.test(plainLabel(labels.at(-1) ?? '').text);
  if (!isPart(row) || understandFigure([row.labels.at(-1) ?? ''], row.unit)) return [];
  const above = rows.slice(0, rows.indexOf(row)).findLast((each) => !isPart(each));
  return above?.labels.slice(-1) ?? [];
}

interface CellLabels {
  readonly path: readonly string[];
  readonly own: readonly string[];
  readonly words: readonly string[];
  readonly unit: string;
  readonly isTwice: boolean;
  readonly columnName: Facets | null | undefined;
}

function cellMeaning(labels: CellLabels, learned: LearnedLabels): Meaning {
  const { path, own, words, unit, isTwice, columnName } = labels;
  const known = learnedMeaning(path, unit, learned);
  if (known) return known;
  const reason = withheldReason([words.at(-1) ?? own.at(-1) ?? '']) ?? withheldReason([own.at(-1) ?? '']);
  if (reason !== null) return { kind: 'hand', reason };
  if (/^(?:备注|说明|附注)$/.test(words.at(-1) ?? '')) return { kind: 'hand', reason: '' };
  const plain = words.filter(
    (word) =>
      !/^(?:数量|数据|数值|数字|人数|个数|内容|合计|填报数|完成情况|情况|统计数)$/.test(
        plainLabel(word).text,
      ),
  );
  // A total row beneath rows of names is about all of them: its own word says nothing.
  const asked = understandFigure([...deepestFirst(own), ...deepestFirst(plain)], unit);
  if (!asked) return { kind: 'hand', reason: '' };
  const facets = { ...asked.facets, ...columnName };
  return { kind: 'figure', asked: { ...asked, facets, sure: asked.sure && !isTwice } };
}

/** What a printed name narrows; null where the workspace does not know it. */
function nameOf(label: string, names: KnownNames): Facets | null {
  const plain = comparable(plainLabel(label).text);
  return names.get(plain) ?? null;
}
