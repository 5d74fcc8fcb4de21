import { runLoad } from '../support/load.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';

const MINUTES = 10;

/** Twenty clients at once on the loopback door, half of them recording visits. */
export async function benchLoad(figures: Figures, folder: string): Promise<void> {
  const { requests, written, lost, refused, p95 } = await runLoad(folder, { seconds: MINUTES * 60 }, 1);
  const counts = `20 clients, ${MINUTES} minutes, ${requests} requests, ${written} visits recorded`;
  for (const each of [...lost, ...new Set(refused)].slice(0, 20)) process.stdout.write(`  ${each}\n`);
  const absolute = { peer: '', peerValue: null };
  figures.add({
    what: `visits lost: ${counts}`,
    value: lost.length + refused.length,
    unit: 'lost',
    limit: ceilings.losses,
    ...absolute,
  });
  figures.add({
    what: '… answer to a reader, 95th percentile',
    value: p95.reading,
    unit: 'ms',
    limit: ceilings.loadAnswerMs,
    ...absolute,
  });
  figures.add({
    what: '… answer to a writer, 95th percentile',
    value: p95.writing,
    unit: 'ms',
    limit: ceilings.loadAnswerMs,
    ...absolute,
  });
}
