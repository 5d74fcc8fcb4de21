import type { BlankGrid } from '#shared/blanks/blank-grid.ts';
import { captionFilling, type Replacement, spanOfForm } from '#shared/blanks/caption-blanks.ts';
import { type AboutKind, aboutOf, fieldOf } from '#shared/blanks/field-words.ts';
import { type FormLayout, layoutOf } from '#shared/blanks/form-layout.ts';
import { plainLabel } from '#shared/blanks/label-text.ts';
import { subjectTitles } from '#shared/blanks/list-words.ts';
import type { LearnedLabels } from '#shared/blanks/understand-table.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { BlankFile } from './blank-file.ts';
import { KnownFigures } from './known-figures.ts';
import { knownNames } from './known-lists.ts';
import { NOT_APPLICABLE } from './list-row.ts';
import { CellPlan, isWritten, type PlannedCell, type SaidCells } from './plan-cells.ts';
import { planFields } from './plan-fields.ts';
import { planTable, readTable, rowsWanted, type TableNeeds, type TablePlan } from './plan-tables.ts';
import { type RecordFields, recordFields } from './record-fields.ts';
import { isRoster } from './roster-cells.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

export interface BlankOrder extends SaidCells {
  /** The days that are asked for; those that the form itself names go before them, unless `asAsked`. */
  readonly span: PeriodDates;
  readonly asAsked: boolean;
  /** Of its file. */
  readonly name: string;
  readonly about: { readonly kind: AboutKind; readonly id: number } | null;
  readonly learned: LearnedLabels;
  readonly timesByVenue: boolean;
  readonly carried: boolean;
}

export interface BlankPlan {
  readonly cells: readonly PlannedCell[];
  readonly span: PeriodDates;
  /** What the form is about, where it is about one record. */
  readonly needs: AboutKind | null;
  readonly about: string;
  /** What is to be known of the form as a whole. */
  readonly notes: readonly string[];
}

/** Plans a form and writes what is sure or was said into it. Errors: BLANK_EMPTY, and those of the record that it is about. */
export async function fillBlank(context: Context, file: BlankFile, order: BlankOrder): Promise<BlankPlan> {
  const grids = file.grids();
  const layouts = grids.map((grid) => (grid.hidden ? emptyLayout : layoutOf(grid)));
  const texts = layouts.flatMap((layout) => layout.texts.map(({ text }) => text));
  const named = order.asAsked ? null : spanOfForm(texts, order.span);
  const span = named ? { from: named.from, to: named.to } : order.span;
  const needs = needsOf(layouts, texts);
  const about = order.about && order.about.kind === needs ? order.about : null;
  const record = about ? await recordFields(context, about) : null;
  const plan = new CellPlan(order);
  const figures = new KnownFigures(context, span, {
    timesByVenue: order.timesByVenue,
    twoLevels:
      texts.some((text) => /一般/.test(text)) &&
      texts.some((text) => /重大/.test(text)) &&
      !texts.some((text) => /较大/.test(text)),
  });
  const vocabulary = { learned: order.learned, names: await knownNames(context) };
  const signs = texts.some(saysSlash) ? [NOT_APPLICABLE] : [];
  const shared = {
    context,
    vocabulary,
    figures,
    plan,
    signs,
    options: { span, carried: order.carried, about },
  };
  const notes = named ? [`按表上写明的“${named.told}”取 ${span.from} 至 ${span.to}`] : [];
  for (const [grid, { name: gridName, hidden }] of grids.entries())
    if (!hidden) notes.push(...(await fillGrid({ ...shared, grid, gridName }, file, record, needs)));
  if (layouts.every(({ tables, fields }) => tables.length + fields.length === 0))
    throw new CodedError('BLANK_EMPTY', { file: order.name });
  for (const cell of plan.cells)
    if (isWritten(cell) && cell.value !== null) file.write(cell.grid, cell.row, cell.column, cell.value);
  return { cells: plan.cells, span, needs, about: record?.name ?? '', notes };
}

/** 不涉及的填“/”: what has a drop-down list has its own. */
function saysSlash(text: string): boolean {
  return /(?:没有|无|不适用|不涉及|不存在)[^。；;]{0,12}(?:填|打|划|写|用|以)[^。；;]{0,4}[“"'「]?[/／]/.test(
    text,
  );
}

const emptyLayout: FormLayout = { tables: [], fields: [], texts: [] };

function needsOf(layouts: readonly FormLayout[], texts: readonly string[]): AboutKind | null {
  const labels = layouts.flatMap(({ fields }) => fields.map(({ label }) => plainLabel(label).text));
  const columns = layouts.flatMap(({ tables }) =>
    tables.flatMap((table) => table.columns.map(({ path }) => path.at(-1) ?? '')),
  );
  const title = texts.slice(0, 6).join(' ');
  // A roster is about a gate, and a plan of inspections about a sweep, though they are lists.
  if (layouts.some(({ tables }) => tables.some(isRoster))) return 'gate';
  if (columns.some((column) => /^(?:抽查|检查)(?:对象|主体)/.test(column)) && /计划/.test(title))
    return 'sweep';
  return aboutOf(labels, title);
}

async function fillGrid(
  needs: TableNeeds,
  file: BlankFile,
  record: RecordFields | null,
  kind: AboutKind | null,
): Promise<string[]> {
  const notes: string[] = [];
  const read = async () => {
    const layout = layoutOf(gridAt(file, needs.grid));
    const tables: TablePlan[] = [];
    for (const table of layout.tables) tables.push(await readTable(needs, table));
    return { layout, tables };
  };
  let { layout, tables } = await read();
  // From the bottom up: rows that are put in move only what is beneath.
  for (const table of tables.toReversed()) {
    const wanted = rowsWanted(table);
    if (wanted) file.addRows(needs.grid, wanted.after, wanted.count);
  }
  if (record && kind) addOfficerRows(file, needs.grid, layout, record, kind);
  ({ layout, tables } = await read());
  for (const table of tables) {
    const { understood, list } = table;
    if (understood.kind === 'list' && understood.subject !== null) {
      const rows = list?.source ? `${list.rows.length} 行，来自${list.source}` : '工作区没有这样的名单';
      notes.push(
        `${needs.gridName}：每行一项${subjectTitles[understood.subject]}，${rows}${list?.note ? `；${list.note}` : ''}`,
      );
    }
    await planTable(needs, table);
  }
  await planFields(needs, layout, record, kind);
  fillCaptions(needs, file, layout, record, kind);
  return notes;
}

/** A row for each officer, where the form has fewer: rows of the same kind. */
function addOfficerRows(
  file: BlankFile,
  grid: number,
  { fields }: FormLayout,
  record: RecordFields,
  kind: AboutKind,
): void {
  for (const [field, values] of record.each) {
    const own = fields.filter(({ label }) => fieldOf(kind, plainLabel(label).text) === field);
    const last = own.at(-1);
    // Fields side by side have one row between them: it is added for the first of them.
    if (!last || field !== [...record.each.keys()][0]) continue;
    if (values.length > own.length) file.addRows(grid, last.cell.row, values.length - own.length, true);
  }
}

/** Titles and notes with blanks for days are written at once: they say of which days the form is. */
function fillCaptions(
  { grid, options: { span } }: TableNeeds,
  file: BlankFile,
  layout: FormLayout,
  record: RecordFields | null,
  kind: AboutKind | null,
): void {
  for (const { text, row, column, columns, framed } of layout.texts) {
    if (text.length > 400) continue;
    const isTitle = row <= 2 && columns > 1 && !/[:：]/.test(text);
    const filling = captionFilling(text, span, { isTitle, isFree: !framed });
    const fields = record && kind ? captionFields(text, record, kind) : [];
    const replacements = [...(filling?.replacements ?? []), ...fields];
    if (replacements.length > 0) file.replace(grid, row, column, replacements);
  }
}

/** 学校：＿＿＿ within a line: what the record says of it. */
function captionFields(text: string, record: RecordFields, kind: AboutKind): Replacement[] {
  const found = [...text.matchAll(/([^\s\u3000:：，,；;。（）()＿_]{2,12})[:：]([ \u3000_＿]{2,}|$)/g)];
  const labelled = found.flatMap((match): Replacement[] => {
    const [, label = '', gap = ''] = match;
    const value = record.one.get(fieldOf(kind, label) ?? '');
    if (value === undefined || match.index === undefined) return [];
    const end = match.index + match[0].length;
    const isLast = end === text.length;
    return [{ start: end - gap.length, end, text: isLast ? value : `${value}　` }];
  });
  const inner = innerBlanks.flatMap(([pattern, field]): Replacement[] => {
    const match = pattern.exec(text);
    const value = record.one.get(field);
    if (match?.[1] === undefined || match[2] === undefined || value === undefined) return [];
    const start = match.index + match[1].length;
    const written = match[1] === '' ? value : ` ${value} `;
    return [{ start, end: start + match[2].length, text: written }];
  });
  return [...labelled, ...inner];
}

/** Blanks within a line that no colon stands before. */
const innerBlanks: readonly (readonly [RegExp, string])[] = [
  [/(上学)([ \u3000_]{3,})/, '上学时段'],
  [/(放学)([ \u3000_]{3,}|$)/, '放学时段'],
  [/(共)([ \u3000_]{2,})(?=张)/, '照片张数'],
  [/^()([（(](?:行政|执法)?机关名称[)）])$/, '执法单位'],
];

function gridAt(file: BlankFile, grid: number): BlankGrid {
  return file.grids()[grid] ?? { name: '', hidden: true, cells: [] };
}
