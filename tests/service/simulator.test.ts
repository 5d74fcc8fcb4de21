import { expect, it } from 'vitest';
import { simulate } from '../support/simulator/simulate.ts';
import { temporaryFolder } from '../support/temporary.ts';

it('an office whose clock, disk and connections fail keeps its word to pages, field teams, lists and backups', async () => {
  const folder = temporaryFolder();
  for (const seed of [1, 2]) {
    const { faults, visits, changes, story } = await simulate(folder, seed, 40);
    expect(faults, `npm run bench -- simulate --seed ${seed} --steps 40\n${story.join('\n')}`).toEqual([]);
    // Otherwise nothing was tried.
    expect(Math.min(visits, changes)).toBeGreaterThan(3);
  }
});
