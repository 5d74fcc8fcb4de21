import { type DatabaseWork, doDatabaseWork } from '../db/engine/database-work.ts';
import type { Answer } from '../platform/foreign-reader.ts';
import { serveReader } from '../platform/serve-reader.ts';

// A process that looks at databases of workspaces from elsewhere, or saves what can be read of them.
serveReader<null, DatabaseWork>(async (_, post) => {
  const answer = (ok: unknown) => post({ ok } satisfies Answer);
  answer(null);
  return async (work) => answer(await doDatabaseWork(work));
});
