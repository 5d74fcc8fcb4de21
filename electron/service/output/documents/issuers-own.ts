import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import { saveForm, selectForm } from '../../db/queries/documents.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** What bodies say on all of their papers is kept beside the forms, under this name and the body's own. */
const ISSUERS = 'issuer';

type Said = Readonly<Record<string, string>>;

/**
 * What was said for a paper, with what its issuer says on every such paper where that was left empty: the authorities to
 * which it may be taken, whom to call. What was said is kept for the issuer's next paper.
 */
export async function withIssuersOwn(
  { db, now, actor }: Pick<CommandContext, 'db' | 'now' | 'actor'>,
  { asks }: Pick<DocumentTemplate, 'asks'>,
  issuer: string,
  said: Said,
): Promise<Record<string, string>> {
  const own = asks.filter(({ ofIssuer }) => ofIssuer).map(({ field }) => field);
  if (own.length === 0 || issuer === '') return { ...said };
  const before = (await selectForm(db, ISSUERS, issuer))?.said ?? {};
  const told = Object.fromEntries(
    own.flatMap((field) => {
      const text = said[field] || before[field];
      return text ? [[field, text] as const] : [];
    }),
  );
  if (own.some((field) => (told[field] ?? '') !== (before[field] ?? '')))
    await saveForm(db, {
      template: ISSUERS,
      subject: issuer,
      said: { ...before, ...told },
      savedAt: now.toISOString(),
      savedBy: actor,
    });
  return { ...said, ...told };
}
