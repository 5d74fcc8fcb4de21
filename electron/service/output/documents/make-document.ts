import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { insertReport } from '../../db/queries/reports.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { documentShows, paperShows } from './document-changes.ts';
import { draftDocument, saveSaid } from './draft-document.ts';
import { withIssuersOwn } from './issuers-own.ts';
import { enterPaper, placeFor } from './paper-register.ts';
import { subjectKey } from './subject-key.ts';
import { fillDraft } from './write-draft.ts';

/**
 * Makes a document, stores it among the reports and enters it into the register. Errors: those of `draftDocument`,
 * `fillDraft` and `placeFor`.
 */
export async function makeDocument(
  context: CommandContext,
  wanted: ParsedInputOf<'documents.make'>,
): Promise<{ id: number; title: string; number: string }> {
  const { db, workspace, now, actor } = context;
  const { template: templateId, about, issuer, said } = wanted;
  const draft = await draftDocument(context, templateId, about);
  const { template } = draft;
  const written = said[template.numbered?.field ?? ''] ?? '';
  const paper = { template, about };
  const place = await placeFor(context, paper, { ...wanted, written, keeps: false });
  const whole = await withIssuersOwn(context, template, issuer, said);
  const filling = await fillDraft(context, draft, { ...wanted, said: whole, number: place.text });
  const { writeOfficialDocument } = await import('./official-document.ts');
  const bytes = Buffer.from(await writeOfficialDocument(template, filling));
  await saveSaid(context, templateId, about, said);
  const { hash, file } = workspace.attachments.keep(bytes, '.docx');
  const title = [place.text, draft.title].filter(Boolean).join(' ');
  const reportId = await insertReport(db, {
    kind: 'document',
    title,
    params: JSON.stringify({
      template: templateId,
      about,
      issuer,
      said,
      figures: draft.figures,
      shows: documentShows(draft),
      letters: { [subjectKey(about)]: paperShows(draft) },
    }),
    hash,
    file,
    madeAt: now.toISOString(),
    madeBy: actor,
  });
  await enterPaper(context, paper, place, { title: draft.title, issuer, recorded: draft.recorded, reportId });
  return { id: reportId, title, number: place.text };
}
