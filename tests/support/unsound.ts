import { checkIntegrity } from '#service/db/engine/integrity.ts';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import type { Workspace } from '#service/workspace/workspace.ts';

/** What is broken of an open workspace, in words: its file, its trail, its seals. */
export async function findUnsound({ database }: Pick<Workspace, 'database'>): Promise<string[]> {
  const faults: string[] = [];
  const integrity = await checkIntegrity(database.reader);
  if (integrity !== 'ok') faults.push(`integrity: ${integrity}`);
  const broken = await findAuditBreak(database.reader);
  if (broken !== null) faults.push(`audit broken at ${broken}`);
  const { altered, sum } = database.verifySeals();
  if (altered.length > 0 || sum !== 'ok') faults.push(`seals: ${altered.length} blocks, sum ${sum}`);
  return faults;
}
