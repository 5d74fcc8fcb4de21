import type { DocumentAbout, DocumentFigure } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { bodiesFor } from '#shared/sweeps/practice.ts';
import { agencyNamed } from '#shared/sweeps/visit-rules.ts';
import { saveForm, selectForm } from '../../db/queries/documents.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { SPOTS, spotsOfSchools, spotsText } from '../spots-of-schools.ts';
import { chineseDay, spanTitle } from './chinese-date.ts';
import { handedSaid } from './handed-values.ts';
import type { FilledTable } from './paper-blocks.ts';
import {
  hazardFilling,
  nothingRecorded,
  type Recorded,
  schoolFilling,
  visitFilling,
} from './record-values.ts';
import { spanFilling } from './span-values.ts';
import { subjectKey } from './subject-key.ts';
import { findTemplate, type UsedTemplate } from './templates.ts';
import { licenceFilling, venueFilling } from './venue-values.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'now'>;

export interface Draft {
  readonly template: UsedTemplate;
  readonly title: string;
  readonly known: Record<string, string>;
  readonly said: Record<string, string>;
  readonly issuers: string[];
  readonly figures: DocumentFigure[];
  readonly tables: Readonly<Record<string, FilledTable>>;
  readonly savedAt: string | null;
  /** What the document is about, in its own words. */
  readonly name: string;
  readonly recorded: Recorded;
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
  const filling = await fillingOf(context, template, about);
  const { known, bodies, category, name, figures, tables, recorded } = filling;
  const offered = 'offered' in filling ? filling.offered : undefined;
  const saved = await selectForm(db, templateId, subjectKey(about));
  return {
    template,
    title: `${template.title} ${name}`,
    known: {
      工作区: workspace.name,
      牵头单位: workspace.pack.coordinator,
      成文日期: chineseDay(today),
      ...known,
    },
    said: {
      ...offeredBy(template),
      ...offeredOf(template, offered),
      ...(await offeredSpots(context, template, about)),
      ...(await handedSaid(context, template, about)),
      ...saved?.said,
    },
    issuers: issuersOf(workspace, template, bodies, category),
    figures,
    tables,
    savedAt: saved?.savedAt ?? null,
    name,
    recorded,
  };
}

/** What the record offers for the fields of a template. */
function offeredOf({ asks }: Pick<DocumentTemplate, 'asks'>, offered: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(
    asks.flatMap(({ field }) => (offered[field] ? [[field, offered[field]] as const] : [])),
  );
}

/** What fields hold until a person says otherwise. */
export function offeredBy({ asks }: Pick<DocumentTemplate, 'asks'>): Record<string, string> {
  return Object.fromEntries(asks.map(({ field, value }) => [field, value]));
}

/** The 治安乱点 around a school, where a form asks for them. */
async function offeredSpots(
  context: Context,
  { asks }: DocumentTemplate,
  about: DocumentAbout,
): Promise<Record<string, string>> {
  if (about.kind !== 'school' || !asks.some(({ field }) => field === SPOTS)) return {};
  const today = { from: context.today, to: context.today };
  return { [SPOTS]: spotsText(await spotsOfSchools(context, today), about.id) };
}

/**
 * Bodies that may issue a document, those first that were there. An inspecting body issues only what it has power
 * over: an order to a tobacco shop comes from the tobacco bureau, and not from whoever happened to be there.
 */
function issuersOf(
  { pack: { agencies, coordinator }, catalogue: { practice } }: QueryContext['workspace'],
  { issuer }: DocumentTemplate,
  present: readonly string[],
  category: string | null,
): string[] {
  const able = agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => name);
  const bodiesOf: Record<DocumentTemplate['issuer'], string[]> = {
    none: [],
    inspecting: category === null ? able : bodiesFor(practice, able, category),
    any: [coordinator, ...agencies.map(({ name }) => name)],
  };
  const bodies = bodiesOf[issuer];
  const there = present.map((body) => agencyNamed(agencies, body)?.name ?? body);
  return [...new Set([...there.filter((body) => bodies.includes(body)), ...bodies])];
}

async function fillingOf(context: Context, { blocks }: DocumentTemplate, about: DocumentAbout) {
  switch (about.kind) {
    case 'span': {
      checkSpan(about);
      const { known, figures, tables } = await spanFilling(context, about);
      const name = spanTitle(about);
      return { known, figures, tables, bodies: [], category: null, name, recorded: nothingRecorded };
    }
    case 'visit':
      return { ...(await visitFilling(context, about.id)), figures: [], tables: {} };
    case 'hazard': {
      const ofSupervision = JSON.stringify(blocks).includes('{{督办编号}}');
      return { ...(await hazardFilling(context, about.id, ofSupervision)), figures: [], tables: {} };
    }
    case 'school':
      return { ...(await schoolFilling(context, about.id)), figures: [] };
    case 'venue':
      return { ...(await venueFilling(context, about.id)), figures: [], tables: {} };
    case 'licence':
      return { ...(await licenceFilling(context, about.id)), figures: [], tables: {} };
  }
}

/** Errors: REPORT_DATES. */
export function checkSpan({ from, to }: PeriodDates): void {
  if (from > to) throw new CodedError('REPORT_DATES');
}

/** Stores what a person filled in, so that the next draft of the same document begins with it. */
export async function saveSaid(
  { db, now, actor }: CommandContext,
  template: string,
  about: DocumentAbout,
  said: Record<string, string>,
): Promise<void> {
  await saveForm(db, {
    template,
    subject: subjectKey(about),
    said,
    savedAt: now.toISOString(),
    savedBy: actor,
  });
}
