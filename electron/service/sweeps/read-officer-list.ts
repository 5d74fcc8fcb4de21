import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { readingSchema } from '#shared/contract/import.ts';
import { pastedLines, readOfficers } from '#shared/sweeps/read-officers.ts';
import { readTableAside } from '../import/read-in-thread.ts';
import type { QueryContext } from '../workspace/context.ts';

/** What a list of officers says, line by line: a file, or a text that was pasted. Errors: those of `readTableAside`. */
export async function readOfficerList(
  { files, progress, workspace }: Pick<QueryContext, 'files' | 'progress' | 'workspace'>,
  { token, text }: ParsedInputOf<'officers.read'>,
): Promise<OutputOf<'officers.read'>> {
  const { agencies } = workspace.pack;
  if (token === null) return readOfficers(pastedLines(text), agencies);
  const { columns, rows } = await readTableAside(files.resolve(token), readingSchema.parse({}), progress);
  return readOfficers([columns, ...rows.map(({ cells }) => cells)], agencies);
}
