import { serviceContract } from '#shared/contract/contract.ts';
import type { Shared } from './carry-out.ts';

/**
 * What a command does before its turn comes: what may take long and changes nothing. Others are answered meanwhile, and
 * the command finds what was learnt. Errors: those that the command would answer.
 */
export async function prepareCommand(
  name: string,
  input: unknown,
  { workspace, files }: Pick<Shared, 'workspace' | 'files'>,
): Promise<void> {
  if (name !== 'basemaps.add') return;
  const { token, link } = serviceContract['basemaps.add'].input.parse(input);
  if (link) return;
  const file = files.resolve(token);
  await workspace.basemaps.look(file.path, file.name);
}
