import { expect, it } from 'vitest';
import { fuzzFiles } from '../support/fuzz-files.ts';
import { temporaryFolder } from '../support/temporary.ts';

it('mutations of backups, field packets, base maps, photos, update files and databases are taken whole or refused in words', async () => {
  const { unforeseen, refused } = await fuzzFiles(temporaryFolder(), 300, 20261128);
  expect(unforeseen).toEqual([]);
  // Where all were taken, nothing was tried.
  for (const kind of ['backup.xab', 'packet.xatp', 'content.xatp', 'returned.xatp', 'update.xau'])
    expect(refused[kind], kind).toBeGreaterThan(0);
});
