import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const LETTERS = 200;

/** Numbered letters to the owners of venues in the zones, each recorded where it belongs: beside one letter after another. */
export async function benchLetters(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'letters');
  await writeLargeWorkspace({ directory, schools: 200, venues: 20_000, roadEdges: 0 });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  try {
    await call('findings.recompute', {});
    const found = await call('findings.list', {});
    const ids = [...new Set(found.map(({ venueId }) => venueId))].slice(0, LETTERS);
    const { issuers, said } = await call('letters.draft', { template: 'notice', ids });
    const issuer = issuers[0] ?? '';
    const number = { code: '演告', number: null };
    const shared = { template: 'notice', issuer, said, number, again: true };
    const value = await bestOf(3, async () => {
      const before = performance.now();
      const { letters } = await call('letters.issue', { ...shared, ids, as: 'zip' });
      if (letters !== LETTERS) throw new Error(`${letters} of ${LETTERS} letters`);
      return performance.now() - before;
    });
    const few = ids.slice(0, 20);
    const started = performance.now();
    for (const id of few)
      await call('documents.make', { ...shared, about: { kind: 'venue', id }, pictures: [] });
    const each = (performance.now() - started) / few.length;
    figures.add({
      what: `${LETTERS} letters, numbered and recorded, a file each`,
      value,
      unit: 'ms',
      limit: ceilings.lettersMs,
      peer: 'made one after another',
      peerValue: each * LETTERS,
    });
  } finally {
    await service.close();
  }
}
