import type { KindDictionary, Wording } from '#shared/classification/category.ts';
import { type Classification, createClassifier, type VenueWords } from '#shared/classification/classify.ts';
import { createListedReader } from '#shared/classification/listed-reader.ts';
import { type KindProposal, proposeKinds, type ValueRows } from '#shared/classification/propose-kinds.ts';
import type { ColumnMap } from '#shared/contract/import.ts';
import type { ListedKindProposal } from '#shared/contract/listed-kinds.ts';
import { type ImportField, importFields } from '#shared/registry/fields.ts';
import { columnIndex, createFieldReader, type FieldReader } from './field-reader.ts';
import type { ParsedTable, TableRow } from './list-table.ts';

type Field = ListedKindProposal['field'];

type Table = Pick<ParsedTable, 'columns' | 'rows' | 'fileName'>;

/** Rows that are looked at; of a longer list evenly chosen ones, so that a list without such a column costs nothing. */
const MOST_ROWS = 50_000;
/** Rows that tell whether a column has few values. */
const FIRST_LOOK = 2000;
/** A value stands in at least so many rows on an average. */
const LEAST_REPEATED = 2;
const MOST_VALUES = 3000;
const LONGEST_VALUE = 100;
/** Rows of one value that are looked at closely. */
const MOST_OF_VALUE = 150;

/** How the kinds of rows are told. */
export interface Judges {
  readonly kinds: KindDictionary;
  readonly wordings: readonly Wording[];
}

/** What a column could hold. */
interface Candidate {
  readonly at: number;
  readonly field: Field;
  readonly isUnread: boolean;
}

/**
 * What the columns of a list that hold few values say of kinds, as far as the dictionary does not know it. A column is
 * named, or numbered from 1 where another one has the same name.
 */
export function proposeForList(
  table: Table,
  map: ColumnMap,
  { kinds, wordings }: Judges,
): ListedKindProposal[] {
  if (map.name === undefined) return [];
  const rows = evenly(table.rows, MOST_ROWS);
  const read = createFieldReader(table, map);
  const look = createLook(read, createClassifier(kinds, wordings));
  const isKnown = createKnown(kinds);
  // A column of kinds whose words are known is not given up for another.
  const isTold = evenly(rows, FIRST_LOOK).some((row) => isKnown('listed', read(row, 'category')));
  const candidates = candidatesOf(table, map, rows).filter(({ isUnread }) => !(isUnread && isTold));
  const partOf = new Map(kinds.categories.flatMap(({ id, partOf: whole }) => (whole ? [[id, whole]] : [])));
  const found = candidates.flatMap(({ at, field, isUnread }) => {
    const values = valuesOf(rows, at).filter(({ value }) => !isKnown(field, value));
    const looked = values.map(
      ({ value, rows: some, count }): ValueRows => ({
        value,
        rows: count,
        looked: evenly(some, MOST_OF_VALUE).map((row) => look(row, isUnread ? null : field)),
      }),
    );
    const proposals = proposeKinds(looked, partOf, !isUnread);
    return proposals.length > 0 ? [{ at, field, isUnread, proposals }] : [];
  });
  return choose(found).flatMap(({ at, field, isUnread, proposals }) => {
    const column = nameOf(table.columns, at);
    const whole = rows.length === table.rows.length ? proposals : counted(table.rows, at, proposals);
    return whole.map((proposal) => ({
      ...{ column, field, isUnread, ...proposal },
      examples: [...proposal.examples],
      counterExamples: [...proposal.counterExamples],
    }));
  });
}

/** Columns with few values that are read as kind or code, or that nothing is read from. */
function candidatesOf(table: Table, map: ColumnMap, rows: readonly TableRow[]): Candidate[] {
  const fields = new Map<number, ImportField>();
  for (const field of importFields) {
    const column = map[field];
    if (column !== undefined) fields.set(columnIndex(table, column), field);
  }
  const some = evenly(rows, FIRST_LOOK);
  return table.columns.flatMap((_, at): Candidate[] => {
    const field = fields.get(at);
    const isUnread = field === undefined;
    if (!isUnread && field !== 'category' && field !== 'industryCode') return [];
    if (!hasFewValues(some, at)) return [];
    return [{ at, field: field === 'industryCode' ? 'industryCode' : 'listed', isUnread }];
  });
}

function hasFewValues(rows: readonly TableRow[], at: number): boolean {
  const values = new Set<string>();
  let filled = 0;
  for (const { cells } of rows) {
    const value = cells[at] ?? '';
    if (value === '') continue;
    if (value.length > LONGEST_VALUE) return false;
    filled += 1;
    values.add(value);
  }
  return values.size > 0 && values.size * LEAST_REPEATED <= filled;
}

interface Tally {
  readonly value: string;
  readonly rows: TableRow[];
  readonly count: number;
}

/** The rows of each value; none where there are too many values. */
function valuesOf(rows: readonly TableRow[], at: number): Tally[] {
  const byValue = new Map<string, TableRow[]>();
  for (const row of rows) {
    const value = row.cells[at] ?? '';
    if (value === '') continue;
    const known = byValue.get(value);
    if (known) known.push(row);
    else if (byValue.size === MOST_VALUES) return [];
    else byValue.set(value, [row]);
  }
  return [...byValue].map(([value, own]) => ({ value, rows: own, count: own.length }));
}

/** How often the values of proposals really stand in a list of which only some rows were looked at. */
function counted(
  rows: readonly TableRow[],
  at: number,
  proposals: readonly KindProposal[],
): readonly KindProposal[] {
  const counts = new Map(proposals.map(({ value }) => [value, 0]));
  for (const { cells } of rows) {
    const count = counts.get(cells[at] ?? '');
    if (count !== undefined) counts.set(cells[at] ?? '', count + 1);
  }
  return proposals.map((proposal) => ({ ...proposal, rows: counts.get(proposal.value) ?? proposal.rows }));
}

type Look = (row: TableRow, without: Field | null) => ValueRows['looked'][number];

/** What is said of a row, with the column that is asked about and without. */
function createLook(read: FieldReader, classify: (words: VenueWords) => Classification): Look {
  const whole = new Map<TableRow, Classification>();
  return (row, without) => {
    const name = read(row, 'name');
    const words: VenueWords = {
      name,
      listed: read(row, 'category'),
      scope: read(row, 'scope'),
      industryCode: read(row, 'industryCode'),
    };
    const today = whole.get(row) ?? classify(words);
    whole.set(row, today);
    return { name, today, said: without === null ? today : classify({ ...words, [without]: '' }) };
  };
}

/** Whether the dictionary knows what a value says. */
function createKnown(kinds: KindDictionary): (field: Field, value: string) => boolean {
  const readListed = createListedReader(kinds);
  const codes = new Set(kinds.categories.flatMap(({ industryCodes }) => industryCodes));
  return (field, value) => {
    if (field === 'industryCode') return codes.has(/\d{4}/.exec(value)?.[0] ?? '');
    const reading = readListed(value);
    return reading.kinds.length > 0 || reading.other !== null;
  };
}

type Found = Candidate & { readonly proposals: readonly KindProposal[] };

/** A column that is read already goes before others; of those that are not, the one by which most rows are told. */
function choose(found: readonly Found[]): Found[] {
  const read = found.filter(({ isUnread }) => !isUnread);
  if (read.some(({ field }) => field === 'listed')) return read;
  const [best] = found.filter(({ isUnread }) => isUnread).sort((a, b) => gainOf(b) - gainOf(a));
  return best ? [...read, best] : read;
}

/** Rows that would be told to be of a kind and are not today. */
function gainOf({ proposals }: Found): number {
  return proposals.reduce((sum, { rows, looked, decided }) => sum + (rows * (looked - decided)) / looked, 0);
}

function nameOf(columns: readonly string[], at: number): string {
  const name = columns[at] ?? '';
  return columns.indexOf(name) === at ? name : String(at + 1);
}

/** So many of a list, evenly chosen; all of a short one. */
function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const some: T[] = [];
  for (let i = 0; i < most; i++) {
    const one = all[Math.floor((i * all.length) / most)];
    if (one !== undefined) some.push(one);
  }
  return some;
}
