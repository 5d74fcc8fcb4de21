import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { insertReport } from '../../db/queries/reports.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { draftDocument, saveSaid } from './draft-document.ts';
import { writeDraft } from './write-draft.ts';

/** Makes a document and stores it among the reports. Errors: those of `draftDocument` and `writeDraft`. */
export async function makeDocument(
  context: CommandContext,
  { template, about, issuer, said, pictures }: ParsedInputOf<'documents.make'>,
): Promise<{ id: number; title: string }> {
  const { db, workspace, now, actor } = context;
  const draft = await draftDocument(context, template, about);
  const bytes = Buffer.from(await writeDraft(context, draft, { issuer, said, pictures }));
  await saveSaid(context, template, about, said);
  const { hash, file } = workspace.attachments.keep(bytes, '.docx');
  const id = await insertReport(db, {
    kind: 'document',
    title: draft.title,
    params: JSON.stringify({ template, about, issuer, said, figures: draft.figures }),
    hash,
    file,
    madeAt: now.toISOString(),
    madeBy: actor,
  });
  return { id, title: draft.title };
}
