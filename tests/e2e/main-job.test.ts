import { join } from 'node:path';
import { describe, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron, hasPoppler } from '../support/this-machine.ts';
import { openBrowserDoor, openDesktopDoor } from './driver.ts';
import { playMainJob } from './main-job.ts';

describe('the main job, from a registry list to a printed sheet', () => {
  it.skipIf(!hasChromium || !hasPoppler)('in Chromium over HTTP', async () => {
    await playMainJob(temporaryFolder(), (workspace) => openBrowserDoor(workspace));
  });

  it.skipIf(!hasElectron() || !hasPoppler)('in Electron', async () => {
    const folder = temporaryFolder();
    await playMainJob(folder, (workspace) => openDesktopDoor(workspace, join(folder, 'home')));
  });
});
