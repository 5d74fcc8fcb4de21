import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { DocumentAbout, DocumentFigure, DrawnPicture } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type DocumentTemplate, WITHHELD } from '#shared/forms/template.ts';
import { selectForm, selectOwnTemplates, selectPhotoCaption } from '../../db/queries/documents.ts';
import type { ReportSpan } from '../../db/queries/reports.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { chineseDay, spanTitle } from './chinese-date.ts';
import { type FilledPicture, type FilledTable, writeOfficialDocument } from './official-document.ts';
import { hazardFilling, schoolFilling, visitFilling } from './record-values.ts';
import { spanFilling } from './span-values.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

const saidSchema = z.record(z.string(), z.string());

/** A template with the workspace's own words where it has some. Errors: TEMPLATE_UNKNOWN. */
export async function findTemplate(
  { db, workspace }: Context,
  id: string,
): Promise<DocumentTemplate & { own: boolean }> {
  const template = workspace.catalogue.documents.find((each) => each.id === id);
  if (!template) throw new CodedError('TEMPLATE_UNKNOWN', { id });
  return withOwnWords(template, await selectOwnTemplates(db));
}

export function withOwnWords(
  template: DocumentTemplate,
  own: ReadonlyMap<string, string>,
): DocumentTemplate & { own: boolean } {
  const blocks = own.get(template.id);
  if (blocks === undefined) return { ...template, own: false };
  return { ...template, blocks: JSON.parse(blocks) as DocumentTemplate['blocks'], own: true };
}

/** Which filling of a template a subject's is. */
export function subjectKey(about: DocumentAbout): string {
  return about.kind === 'span' ? `span ${about.from} ${about.to}` : `${about.kind} ${about.id}`;
}

export interface Draft {
  readonly template: DocumentTemplate & { own: boolean };
  readonly title: string;
  readonly known: Record<string, string>;
  readonly said: Record<string, string>;
  readonly issuers: string[];
  readonly figures: DocumentFigure[];
  readonly tables: Readonly<Record<string, FilledTable>>;
  readonly savedAt: string | null;
}

/** What a document would say. Errors: TEMPLATE_UNKNOWN, DOCUMENT_SUBJECT, and those of the subject. */
export async function draftDocument(
  context: Context,
  templateId: string,
  about: DocumentAbout,
): Promise<Draft> {
  const { db, workspace, today } = context;
  const template = await findTemplate(context, templateId);
  if (template.about !== about.kind)
    throw new CodedError('DOCUMENT_SUBJECT', { reason: `“${template.title}”不是关于它的` });
  const { known, bodies, name, figures, tables } = await fillingOf(context, template, about);
  const saved = await selectForm(db, templateId, subjectKey(about));
  const offered = Object.fromEntries(template.asks.map(({ field, value }) => [field, value]));
  const all = workspace.pack.agencies;
  const able = all.filter(({ mayInspect }) => mayInspect).map(({ name: body }) => body);
  const anyone = [...new Set([workspace.pack.coordinator, ...all.map(({ name: body }) => body)])];
  const issuers: readonly string[] = { none: [], inspecting: able, any: anyone }[template.issuer];
  const first = bodies.filter((body) => issuers.includes(body));
  return {
    template,
    title: `${template.title} ${name}`,
    known: {
      工作区: workspace.name,
      牵头单位: workspace.pack.coordinator,
      成文日期: chineseDay(today),
      ...known,
    },
    said: { ...offered, ...(saved ? saidSchema.parse(JSON.parse(saved.said)) : {}) },
    issuers: [...new Set([...first, ...issuers])],
    figures,
    tables,
    savedAt: saved?.savedAt ?? null,
  };
}

async function fillingOf(context: Context, { blocks }: DocumentTemplate, about: DocumentAbout) {
  switch (about.kind) {
    case 'span': {
      checkSpan(about);
      const { known, figures, tables } = await spanFilling(context, about);
      return { known, figures, tables, bodies: [], name: spanTitle(about) };
    }
    case 'visit':
      return { ...(await visitFilling(context, about.id)), figures: [], tables: {} };
    case 'hazard': {
      const ofSupervision = JSON.stringify(blocks).includes('{{督办编号}}');
      return { ...(await hazardFilling(context, about.id, ofSupervision)), figures: [], tables: {} };
    }
    case 'school':
      return { ...(await schoolFilling(context, about.id)), figures: [] };
  }
}

/** Errors: REPORT_DATES. */
export function checkSpan({ from, to }: ReportSpan): void {
  if (from > to) throw new CodedError('REPORT_DATES');
}

/** The file of a draft. What is 涉密 or 敏感 stays out of it. Errors: DOCUMENT_ISSUER, FILE_TOKEN_UNKNOWN. */
export async function writeDraft(
  context: CommandContext,
  draft: Draft,
  wanted: {
    readonly issuer: string;
    readonly said: Record<string, string>;
    readonly pictures: readonly DrawnPicture[];
  },
): Promise<Uint8Array> {
  const { workspace } = context;
  const { template, known, issuers } = draft;
  if (template.issuer !== 'none' && !issuers.includes(wanted.issuer))
    throw new CodedError('DOCUMENT_ISSUER', {
      name: wanted.issuer || '（未选）',
      title: template.title,
      bodies: issuers.join('、'),
    });
  const hidden = template.asks.filter(({ sensitive }) => sensitive).map(({ field }) => field);
  // What a person says of a field that the workspace knows too counts: it was looked at.
  const values = inOthers({ ...known, 发文机关: wanted.issuer, ...filled(wanted.said) });
  for (const field of hidden) if (wanted.said[field]) values[field] = WITHHELD;
  const pictures = new Map<string, FilledPicture>();
  const photos: FilledPicture[] = [];
  for (const { picture, token, width, height } of wanted.pictures) {
    const { path } = context.files.resolve(token);
    const bytes = new Uint8Array(readFileSync(path));
    const type = bytes[0] === 0x89 ? ('png' as const) : ('jpg' as const);
    if (typeof picture === 'string') pictures.set(picture, { bytes, type, width, height, caption: '' });
    else {
      const row = await selectPhotoCaption(context.db, picture.photo);
      if (!row) throw new CodedError('ATTACHMENT_UNKNOWN', { id: picture.photo });
      const parts = [`照片${photos.length + 1}`, row.caption, row.takenAt?.replace('T', ' ') ?? ''];
      photos.push({ bytes, type, width, height, caption: parts.filter(Boolean).join('　') });
    }
  }
  return await writeOfficialDocument(template, {
    values,
    tables: draft.tables,
    pictures,
    photos,
    remark: workspace.demonstration ? '演示数据，不得作为依据' : '',
  });
}

function filled(said: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ''));
}

/** What a person said may name other fields: ☑于{{整改期限}}前改正. */
function inOthers(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([field, text]) => [
      field,
      text.replace(/\{\{([^{}]+)\}\}/g, (whole, other: string) =>
        other.trim() === field ? '' : (values[other.trim()] ?? whole),
      ),
    ]),
  );
}
