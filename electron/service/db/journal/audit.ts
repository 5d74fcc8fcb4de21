import { GENESIS, isHashOf, nextHash } from '../../platform/chain-hash.ts';
import type { Read, Write } from '../schema/schema.ts';

/** What a command leaves behind: who did what, and how things were before and after. */
export interface AuditEntry {
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly input: string;
  readonly before: string;
  readonly after: string;
}

/** Appends one entry with the sum of all seals, chained to the one before. Errors: TRAIL_SM3. */
export async function appendAudit(db: Write, entry: AuditEntry, data: string): Promise<void> {
  const previousHash = (await lastEntryHash(db)) ?? GENESIS;
  await db
    .insertInto('audit')
    .values({
      ...entry,
      data,
      previousHash,
      hash: nextHash(contentOf({ ...entry, data }, previousHash), previousHash),
    })
    .execute();
}

/** The hash of the latest entry, which stands for all that was done; null where nothing was. */
export async function lastEntryHash(db: Read): Promise<string | null> {
  const last = await db.selectFrom('audit').select('hash').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return last?.hash ?? null;
}

/** When the latest entry was made. */
export async function lastEntryAt(db: Read): Promise<Date | null> {
  const last = await db.selectFrom('audit').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return last ? new Date(last.at) : null;
}

/** Every entry of the trail in its order, a few hundred at a time. */
export async function* readAudit(db: Read) {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield* rows;
    after = last.id;
  }
}

/** Walks the chain; returns the id of the first entry that does not fit, or null where all do. Errors: TRAIL_SM3. */
export async function findAuditBreak(db: Read): Promise<number | null> {
  let previousHash = GENESIS;
  for await (const row of readAudit(db)) {
    if (row.previousHash !== previousHash || !isHashOf(contentOf(row, previousHash), row.hash)) return row.id;
    previousHash = row.hash;
  }
  return null;
}

function contentOf(entry: AuditEntry & { readonly data: string | null }, previousHash: string): string {
  const { at, actor, command, input, before, after, data } = entry;
  const content = [previousHash, at, actor, command, input, before, after];
  return JSON.stringify(data === null ? content : [...content, data]);
}
