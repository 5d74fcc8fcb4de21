import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { idSchema } from '#shared/contract/common.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { MeanwhileField } from '#shared/contract/meanwhile.ts';
import { visitFactTitles } from '#shared/sweeps/visit-correction.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { findHazard } from '../db/queries/hazards.ts';
import { findStandingSupervision } from '../db/queries/supervisions.ts';
import { findVisit } from '../db/queries/visits.ts';
import type { Write } from '../db/schema/schema.ts';
import { fieldText } from '../sweeps/packets/packet-fields.ts';
import type { Catalogue } from '../workspace/catalogue.ts';
import { fieldsOfRow, keyOfField } from './meanwhile-fields.ts';
import type { Call } from './procedures.ts';

const saidSchema = z.looseObject({});
const openedSchema = z.looseObject({ id: idSchema });

/** What a form about a record is about: the row that it changes, and by what people know it. */
interface FormRecord {
  readonly table: 'hazards' | 'supervisions' | 'visits';
  readonly name: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/**
 * What a form about a record says, with the values that others gave meanwhile to fields that it did not change, or of
 * which a person chose theirs. Errors: CHANGED_MEANWHILE with the fields that both changed and nobody decided.
 */
export async function rebaseForm(
  db: Write,
  { name, procedure, opened }: Call,
  input: unknown,
  { categoryTitles }: Pick<Catalogue, 'categoryTitles'>,
): Promise<unknown> {
  if (procedure.opened === undefined || opened === undefined) return input;
  const { id, ...was } = openedSchema.parse(opened.was);
  const record = await findRecord(db, name, id);
  // The command itself says that it is not there.
  if (!record) return input;
  const said = saidSchema.parse(input);
  const undecided: MeanwhileField[] = [];
  const joined = { ...said };
  for (const [key, before] of Object.entries(was)) {
    const theirs = asSaid(record.row[key], before);
    if (!(key in said) || same(theirs, before) || same(theirs, said[key])) continue;
    const told = tellField(record, key, { was: before, theirs, mine: said[key] }, categoryTitles);
    const side = same(said[key], before) ? 'theirs' : opened.sides[told.key];
    if (side === undefined) undecided.push(told);
    if (side === 'theirs') joined[key] = theirs;
  }
  if (undecided.length > 0)
    throw new CodedError('CHANGED_MEANWHILE', {
      what: undecided[0]?.what ?? '',
      titles: undecided.map(({ title }) => title).join('、'),
      fields: JSON.stringify(undecided),
    });
  const parsed = procedure.input.safeParse(joined);
  return parsed.success ? parsed.data : input;
}

async function findRecord(db: Write, name: string, id: number): Promise<FormRecord | null> {
  if (name === 'visits.correct') {
    const visit = await findVisit(db, id);
    return visit ? { table: 'visits', name: visit.startedAt.replace('T', ' '), row: visit } : null;
  }
  const hazard = await findHazard(db, id);
  if (!hazard) return null;
  if (name !== 'hazards.superviseProgress') return { table: 'hazards', name: hazard.code, row: hazard };
  const supervision = await findStandingSupervision(db, id);
  return supervision ? { table: 'supervisions', name: hazard.code, row: supervision } : null;
}

/** A stored value as a form says it: parts of one that holds several are in JSON. */
function asSaid(stored: unknown, like: unknown): unknown {
  const hasParts = typeof like === 'object' && like !== null && typeof stored === 'string';
  return hasParts ? JSON.parse(stored) : stored;
}

/** Whether two values say the same; parts that say nothing do not count. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(withoutEmpty(one), withoutEmpty(other));
}

function withoutEmpty(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== ''));
}

function tellField(
  { table, name, row }: FormRecord,
  key: string,
  values: { readonly was: unknown; readonly theirs: unknown; readonly mine: unknown },
  categories: ReadonlyMap<string, string>,
): MeanwhileField {
  const known = fieldsOfRow(table, [key]).find(({ id }) => id === key);
  const title = visitTitles[key] ?? known?.title ?? key;
  const text = (value: unknown) =>
    fieldText({ id: key, title, columns: [key] }, { [key]: toStored(value) }, categories);
  return {
    key: keyOfField(table, Number(row.id), key, text(values.theirs)),
    what: `${nounOf(table)}“${name}”`,
    title,
    was: text(values.was),
    theirs: text(values.theirs),
    mine: text(values.mine),
  };
}

const visitTitles: Readonly<Record<string, string>> = visitFactTitles;

function toStored(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}
