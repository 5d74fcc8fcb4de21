import type { selectPapersOf } from '../../db/queries/papers.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readReport } from '../reports/stored-reports.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;
type Papers = Awaited<ReturnType<typeof selectPapersOf>>;

/** A file that belongs to a case or to evidence, by its path in the zip. */
export interface Annex {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly told: string;
}

/** Without the signs that systems do not take in names of files. */
export const safeName = (name: string) => name.replace(/[<>:"/\\|?*]/g, ' ');

/** A photo or file as it was attached. Errors: ATTACHMENT_MISSING. */
export function attachmentAnnex(
  { workspace }: Pick<Context, 'workspace'>,
  { file, name, caption }: { readonly file: string; readonly name: string; readonly caption: string },
  path: string,
): Annex {
  const bytes = new Uint8Array(workspace.attachments.read(file, name));
  return { path, bytes, told: caption || name };
}

/** The files of papers that have one, the first one first. Errors: ATTACHMENT_MISSING. */
export async function paperAnnexes(context: Context, papers: Papers, folder = '文书'): Promise<Annex[]> {
  const made: Annex[] = [];
  for (const { id, reportId, text, title } of papers.toReversed()) {
    if (reportId === null) continue;
    const { bytes, extension } = await readReport(context, reportId);
    const name = [text, title].filter(Boolean).join(' ');
    made.push({ path: `${folder}/${id} ${safeName(name)}${extension}`, bytes, told: name });
  }
  return made;
}
