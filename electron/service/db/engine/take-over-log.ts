import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { connect } from './connect.ts';
import { readWalHead, WAL_HEAD } from './write-ahead-log.ts';

const checkpointSchema = z
  .array(z.object({ busy: z.number(), log: z.number(), checkpointed: z.number() }))
  .min(1);

/**
 * Gives a database file a log that was written after it, and has SQLite take it over; false where SQLite does not take
 * all of it. SQLite reads the log anew and takes nothing whose sums are wrong.
 */
export function takeOverLog(file: string, log: Uint8Array): boolean {
  const before = connect(file);
  before.pragma('journal_mode = wal');
  before.close();
  writeFileSync(`${file}-wal`, log, { mode: 0o600 });
  const head = readWalHead(Buffer.from(log));
  const frames = head && (log.length - WAL_HEAD) / head.frameBytes;
  const sqlite = connect(file);
  try {
    const answers = checkpointSchema.parse(sqlite.pragma('wal_checkpoint(full)'));
    return answers.every((each) => each.busy === 0 && each.log === frames && each.checkpointed === frames);
  } finally {
    sqlite.close();
  }
}
