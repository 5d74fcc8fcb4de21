import { expect, it } from 'vitest';
import { findLosses, playManyHands } from '../support/many-hands.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

it('eight pages that write at once and are cut off lose nothing and record nothing twice', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const done = await playManyHands(workspace, { clients: 8, steps: 8, seed: 1 });
  expect(await findLosses(workspace, done)).toEqual([]);
  // Otherwise nothing was tried.
  expect(done.cuts).toBeGreaterThan(5);
  expect(done.asked).toBeGreaterThan(0);
  expect(done.visits.length).toBeGreaterThan(5);
  expect(done.wholes.length).toBeGreaterThan(5);
});
