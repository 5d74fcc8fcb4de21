import type { ParsedInputOf } from '#shared/contract/contract.ts';
import type { DocumentAbout, Numbering, WantedNumber } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { deliveryText } from '#shared/forms/delivery.ts';
import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import { readNumber, writeNumber } from '#shared/forms/paper-number.ts';
import {
  findNumber,
  findPaper,
  findStanding,
  insertPaper,
  selectLastCode,
  selectSeries,
  updatePaper,
} from '../../db/queries/papers.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import type { Recorded } from './record-values.ts';
import { subjectKey } from './subject-key.ts';

/** A paper of a template about something. */
export interface PaperOf {
  readonly template: Pick<DocumentTemplate, 'id' | 'title' | 'issuer' | 'numbered'>;
  readonly about: DocumentAbout;
}

/** The place of a paper in the register: a row that is there, or a new one. */
export interface RegisterPlace {
  readonly id: number | null;
  readonly code: string;
  readonly year: number;
  readonly number: number | null;
  /** As it is printed; empty where the paper has no number. */
  readonly text: string;
  /** The paper did not have this number before. */
  readonly isNew: boolean;
}

/** How a paper would be numbered on a day; null where its template has no numbers. */
export async function numberingOf(
  { db, today }: Pick<QueryContext, 'db' | 'today'>,
  { template, about }: PaperOf,
): Promise<Numbering | null> {
  const { id, title, numbered } = template;
  if (!numbered) return null;
  const year = yearOf(today);
  const standing = await findStanding(db, id, subjectKey(about));
  const offered = numbered.code || (numbered.form === 'issue' ? title : '');
  return {
    field: numbered.field,
    form: numbered.form,
    year,
    code: (await selectLastCode(db, id)) ?? offered,
    series: (await selectSeries(db, year)).map(({ code, last }) => ({ code, next: last + 1 })),
    standing:
      standing && standing.number !== null
        ? { code: standing.code, year: standing.year, number: standing.number, text: standing.text }
        : null,
  };
}

/**
 * The number that a paper gets. Made again it keeps the one that it has, unless `again` asks for another. A number that
 * was written by hand is entered as any other. Errors: NUMBER_TAKEN, NUMBER_FORM.
 */
export async function placeFor(
  { db, today }: Pick<CommandContext, 'db' | 'today'>,
  { template, about }: PaperOf,
  wanted: {
    readonly number: WantedNumber | null;
    readonly written: string;
    readonly again: boolean;
    /** The number that it has goes before one that is asked for. */
    readonly keeps: boolean;
  },
): Promise<RegisterPlace> {
  const { numbered } = template;
  const subject = subjectKey(about);
  const standing = wanted.again ? undefined : await findStanding(db, template.id, subject);
  const byHand = numbered && wanted.number === null ? readNumber(wanted.written) : null;
  const asked = byHand ?? (wanted.number && { ...wanted.number, year: yearOf(today) });
  const free = standing?.number === null ? standing.id : null;
  if (!numbered || !asked)
    return {
      id: free,
      code: '',
      year: yearOf(today),
      number: null,
      text: numbered ? wanted.written : '',
      isNew: false,
    };
  const { code, year } = asked;
  if (!/^[^〔〕[\]()（）号]+$/.test(code)) throw new CodedError('NUMBER_FORM', { code });
  const has = standing?.code === code && standing.year === year && standing.number !== null;
  if (has && (asked.number === null || wanted.keeps)) return { ...standing, isNew: false };
  const number = asked.number ?? (await nextNumber(db, code, year));
  const text = writeNumber({ code, year, number }, numbered.form);
  const other = await findNumber(db, code, year, number);
  if (!other) return { id: free, code, year, number, text, isNew: true };
  const isSame = other.template === template.id && other.subject === subject && other.state === 'issued';
  if (!isSame) throw new CodedError('NUMBER_TAKEN', { text: other.text, title: other.title });
  return { ...other, isNew: false };
}

async function nextNumber(db: QueryContext['db'], code: string, year: number): Promise<number> {
  const series = await selectSeries(db, year);
  return (series.find((each) => each.code === code)?.last ?? 0) + 1;
}

/** Enters an issued paper at its place: what a body issues, and whatever has a number. */
export async function enterPaper(
  { db, now, actor }: Pick<CommandContext, 'db' | 'now' | 'actor'>,
  { template, about }: PaperOf,
  place: RegisterPlace,
  made: {
    readonly title: string;
    readonly issuer: string;
    readonly recorded: Recorded;
    readonly reportId: number;
  },
): Promise<void> {
  const isFiledWithin = template.issuer === 'none' || about.kind === 'span';
  if (place.number === null && isFiledWithin) return;
  const { code, year, number, text } = place;
  const paper = {
    code,
    year,
    number,
    text,
    state: 'issued' as const,
    template: template.id,
    title: made.title,
    issuer: made.issuer,
    subject: subjectKey(about),
    ...made.recorded,
    reportId: made.reportId,
    madeAt: now.toISOString(),
    madeBy: actor,
  };
  if (place.id === null) await insertPaper(db, paper);
  else await updatePaper(db, place.id, paper);
}

/** So many numbers are entered at once; more is rather a slip of the hand. */
const MOST_ENTERED = 1000;

/** Enters numbers that were given outside of the program. Errors: NUMBER_TAKEN, NUMBER_FORM, NUMBER_MANY. */
export async function enterElsewhere(
  { db, now, actor }: Pick<CommandContext, 'db' | 'now' | 'actor'>,
  given: {
    readonly code: string;
    readonly year: number;
    readonly first: number;
    readonly last: number;
    readonly title: string;
    readonly note: string;
  },
): Promise<number> {
  const { code, year, title, note } = given;
  if (!/^[^〔〕[\]()（）号]+$/.test(code)) throw new CodedError('NUMBER_FORM', { code });
  const [first, last] = [Math.min(given.first, given.last), Math.max(given.first, given.last)];
  if (last - first >= MOST_ENTERED) throw new CodedError('NUMBER_MANY', { most: MOST_ENTERED });
  for (let number = first; number <= last; number++) {
    const other = await findNumber(db, code, year, number);
    if (other) throw new CodedError('NUMBER_TAKEN', { text: other.text, title: other.title });
    await insertPaper(db, {
      code,
      year,
      number,
      text: writeNumber({ code, year, number }, 'document'),
      state: 'elsewhere',
      template: '',
      title,
      issuer: '',
      subject: '',
      venueId: null,
      hazardId: null,
      schoolId: null,
      visitId: null,
      reportId: null,
      note,
      madeAt: now.toISOString(),
      madeBy: actor,
    });
  }
  return last - first + 1;
}

/** Notes that a number is not used, and why. Errors: PAPER_UNKNOWN, PAPER_VOID. */
export async function voidPaper({ db }: Pick<CommandContext, 'db'>, id: number, reason: string) {
  const paper = await findPaper(db, id);
  if (!paper) throw new CodedError('PAPER_UNKNOWN', { id });
  if (paper.state === 'void') throw new CodedError('PAPER_VOID', { text: paper.text });
  await updatePaper(db, id, { state: 'void', note: [reason, paper.note].filter(Boolean).join('；') });
}

/** Notes how a paper was handed over; said again it is put right. Errors: PAPER_UNKNOWN, PAPER_VOID, SERVED_LATER. */
export async function servePaper(
  { db, today }: Pick<CommandContext, 'db' | 'today'>,
  { id, ...delivery }: ParsedInputOf<'papers.serve'>,
) {
  const paper = await findPaper(db, id);
  if (!paper) throw new CodedError('PAPER_UNKNOWN', { id });
  if (paper.state === 'void') throw new CodedError('PAPER_VOID', { text: paper.text });
  if (delivery.on > today) throw new CodedError('SERVED_LATER', { on: delivery.on, today });
  await updatePaper(db, id, { note: deliveryText(delivery) });
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
