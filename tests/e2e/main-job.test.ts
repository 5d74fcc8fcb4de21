import { describe, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasPoppler } from '../support/this-machine.ts';
import { openBrowserDoor } from './driver.ts';
import { playMainJob } from './main-job.ts';

// In Electron it is played by the packed program, as offices have it: tests/packaging/packed.test.ts.
describe('the main job, from a registry list to a printed sheet', () => {
  it.skipIf(!hasChromium || !hasPoppler)('in Chromium over HTTP', async () => {
    await playMainJob(temporaryFolder(), (workspace) => openBrowserDoor(workspace));
  });
});
