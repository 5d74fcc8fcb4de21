import type { OpenDatabase } from '../db/engine/open.ts';
import { trailText } from './trail-text.ts';

interface Entry {
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly input: unknown;
}

/** Adds an entry to the trail of what is no command of the contract, with what `work` does in its transaction. */
export async function recordAside(
  database: OpenDatabase,
  { at, actor, command, input }: Entry,
  work: () => unknown,
): Promise<void> {
  await database.writer.transaction().execute(async (trx) => {
    const after = JSON.stringify(work());
    const said = { at: at.toISOString(), actor, command, input: trailText(input) };
    await database.record(trx, { ...said, before: 'null', after });
  });
}
