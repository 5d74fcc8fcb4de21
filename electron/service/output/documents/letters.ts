import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import type { DocumentAbout } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { fieldsOf } from '#shared/forms/document-template.ts';
import type { TableWithBodies } from '../../db/queries/bodies-of-rows.ts';
import { saveForm, selectForm } from '../../db/queries/documents.ts';
import { findStanding } from '../../db/queries/papers.ts';
import { insertReport } from '../../db/queries/reports.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { byBody, NO_BODY, responsibleBodies } from '../responsible-bodies.ts';
import { paperChanges, paperShows } from './document-changes.ts';
import { type Draft, draftDocument, offeredBy } from './draft-document.ts';
import { withIssuersOwn } from './issuers-own.ts';
import type { Paper } from './official-document.ts';
import { enterPaper, numberingOf, placeFor, type RegisterPlace } from './paper-register.ts';
import { subjectKey } from './subject-key.ts';
import { findTemplate, type UsedTemplate } from './templates.ts';
import { fillDraft } from './write-draft.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'now'>;

/** What people fill in for all letters of a template is kept under this, for the next batch. */
const ALL_LETTERS = 'letters';

/** What letters about some records would be. Errors: TEMPLATE_UNKNOWN, DOCUMENT_SUBJECT, those of the records. */
export async function draftLetters(
  context: Context,
  { template: id, ids }: ParsedInputOf<'letters.draft'>,
): Promise<OutputOf<'letters.draft'>> {
  const template = await findTemplate(context, id);
  const rows = [];
  const isChanged = paperChanges(context.db);
  for (const recordId of ids) {
    const about = aboutOf(template, recordId);
    const draft = await draftDocument(context, id, about);
    const { known, issuers, name } = draft;
    const asked = new Set(template.asks.map(({ field }) => field));
    const missing = fieldsOf(template.blocks).filter((field) => !asked.has(field) && !known[field]);
    const standing = await findStanding(context.db, id, subjectKey(about));
    rows.push({
      id: recordId,
      name,
      issuers,
      missing: missing.filter((field) => field !== '发文机关'),
      standing: standing?.text ?? null,
      changed: standing ? await isChanged(draft, about, standing.reportId) : null,
    });
  }
  const saved = await selectForm(context.db, id, ALL_LETTERS);
  const [first] = ids;
  return {
    template,
    said: { ...offeredBy(template), ...saved?.said },
    issuers: byHowMany(rows.flatMap(({ issuers }) => issuers)),
    numbering: first === undefined ? null : await numberingOfAll(context, template, first),
    rows,
  };
}

/** Letters have no number in common that they could keep. */
async function numberingOfAll(context: Context, template: UsedTemplate, id: number) {
  const numbering = await numberingOf(context, { template, about: aboutOf(template, id) });
  return numbering && { ...numbering, standing: null };
}

/** Each once, what is there most often first. */
function byHowMany(all: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([each]) => each);
}

/** Errors: DOCUMENT_SUBJECT. */
function aboutOf({ about, title }: UsedTemplate, id: number): DocumentAbout {
  if (about === 'span') throw new CodedError('DOCUMENT_SUBJECT', { reason: `“${title}”不能成批出具` });
  return { kind: about, id };
}

/** A letter that is laid out and has its number, and is not kept yet. */
interface Letter {
  readonly about: DocumentAbout;
  readonly draft: Draft;
  readonly place: RegisterPlace;
  readonly title: string;
  readonly paper: Paper;
  readonly bytes: Uint8Array;
}

/**
 * Makes and enters one letter for each record; nothing of it is kept where it is cancelled. Errors: those of
 * `makeDocument`.
 */
export async function issueLetters(
  context: CommandContext,
  wanted: ParsedInputOf<'letters.issue'>,
): Promise<OutputOf<'letters.issue'>> {
  const { db, now, actor, progress } = context;
  const template = await findTemplate(context, wanted.template);
  const ids = [...new Set(wanted.ids)];
  const letters = await layOut(context, template, ids, wanted);
  await progress.report('正在留存', letters.length, letters.length);
  const reports = await keepers[wanted.as](context, template, letters);
  for (const [i, { about, draft, place }] of letters.entries())
    await enterPaper(context, { template, about }, place, {
      title: draft.title,
      issuer: wanted.issuer,
      recorded: draft.recorded,
      reportId: reports[i] ?? reports[0] ?? 0,
    });
  const savedAt = now.toISOString();
  await saveForm(db, {
    template: template.id,
    subject: ALL_LETTERS,
    said: wanted.said,
    savedAt,
    savedBy: actor,
  });
  return {
    reports: [...new Set(reports)],
    title: titleOfAll(template, letters),
    letters: letters.length,
    kept: letters.filter(({ place }) => place.number !== null && !place.isNew).length,
    ...endsOf(letters),
  };
}

/** Lays all letters out, one number after another. */
async function layOut(
  context: CommandContext,
  template: UsedTemplate,
  ids: readonly number[],
  wanted: ParsedInputOf<'letters.issue'>,
): Promise<Letter[]> {
  const { writeOfficialDocument } = await import('./official-document.ts');
  const letters: Letter[] = [];
  let next = wanted.number;
  const said = await withIssuersOwn(context, template, wanted.issuer, wanted.said);
  for (const [i, id] of ids.entries()) {
    await context.progress.report('正在生成', i, ids.length);
    const about = aboutOf(template, id);
    const draft = await draftDocument(context, template.id, about);
    const written = wanted.said[template.numbered?.field ?? ''] ?? '';
    const place = await placeFor(
      context,
      { template, about },
      {
        ...wanted,
        number: next,
        written,
        keeps: true,
      },
    );
    // Those that have a number keep it, so that the next number is the one after the last that was given.
    if (next && place.isNew && place.number !== null) next = { code: next.code, number: place.number + 1 };
    const filling = await fillDraft(context, draft, { ...wanted, said, number: place.text, pictures: [] });
    const paper = { layout: template, filling };
    const title = [place.text, draft.title].filter(Boolean).join(' ');
    const bytes = wanted.as === 'zip' ? await writeOfficialDocument(template, filling) : new Uint8Array();
    letters.push({ about, draft, place, title, paper, bytes });
  }
  return letters;
}

/** How letters become files: the report of each letter, or of all of them, in their order. */
const keepers: Record<
  ParsedInputOf<'letters.issue'>['as'],
  (context: CommandContext, template: UsedTemplate, letters: readonly Letter[]) => Promise<number[]>
> = { zip: keepEach, file: keepTogether, bodies: keepByBody };

/** A file for each body that is responsible for what letters are about. Errors: DISK_WRITE. */
async function keepByBody(context: CommandContext, template: UsedTemplate, letters: readonly Letter[]) {
  const table = tableOf[template.about];
  const bodyOf = table ? await responsibleBodies(context, table, letters.map(idOf)) : () => NO_BODY;
  const reports = new Map<Letter, number>();
  for (const [body, own] of byBody(letters, (letter) => bodyOf(idOf(letter)))) {
    const [report = 0] = await keepTogether(context, template, own, `${body} `);
    for (const letter of own) reports.set(letter, report);
  }
  return letters.map((letter) => reports.get(letter) ?? 0);
}

const tableOf: Partial<Record<DocumentAbout['kind'], TableWithBodies>> = {
  venue: 'venues',
  hazard: 'hazards',
  licence: 'licences',
};

function idOf({ about }: Letter): number {
  return about.kind === 'span' ? 0 : about.id;
}

/** A file for each letter. Errors: DISK_WRITE. */
async function keepEach(context: CommandContext, template: UsedTemplate, letters: readonly Letter[]) {
  const ids: number[] = [];
  for (const letter of letters) {
    const { bytes, title, draft } = letter;
    ids.push(
      await keepReport(context, template, { bytes, title, figures: draft.figures, letters: [letter] }),
    );
  }
  return ids;
}

/** One file of all letters. Errors: DISK_WRITE. */
async function keepTogether(
  context: CommandContext,
  template: UsedTemplate,
  letters: readonly Letter[],
  before = '',
) {
  const { writeOfficialDocuments } = await import('./official-document.ts');
  const title = `${before}${titleOfAll(template, letters)}`;
  const bytes = await writeOfficialDocuments(
    title,
    letters.map(({ paper }) => paper),
  );
  return [await keepReport(context, template, { bytes, title, figures: [], letters })];
}

/** The lowest and the highest number of some letters; empty where they have none. */
function endsOf(letters: readonly Letter[]): { first: string; last: string } {
  const texts = letters
    .toSorted((a, b) => (a.place.number ?? 0) - (b.place.number ?? 0))
    .map(({ place }) => place.text);
  return { first: texts[0] ?? '', last: texts.at(-1) ?? '' };
}

function titleOfAll({ title }: UsedTemplate, letters: readonly Letter[]): string {
  const { first, last } = endsOf(letters);
  const numbers = first === last || !last ? first : `${first}至${last}`;
  return [title, `${letters.length}份`, numbers].filter(Boolean).join(' ');
}

async function keepReport(
  { db, workspace, now, actor }: CommandContext,
  template: UsedTemplate,
  {
    bytes,
    title,
    figures,
    letters,
  }: Pick<Draft, 'title' | 'figures'> & { readonly bytes: Uint8Array; readonly letters: readonly Letter[] },
): Promise<number> {
  const { hash, file } = workspace.attachments.keep(bytes, '.docx');
  return await insertReport(db, {
    kind: 'document',
    title,
    params: writeStored('reports.params', {
      template: template.id,
      figures,
      letters: Object.fromEntries(letters.map(({ about, draft }) => [subjectKey(about), paperShows(draft)])),
    }),
    hash,
    file,
    madeAt: now.toISOString(),
    madeBy: actor,
  });
}
