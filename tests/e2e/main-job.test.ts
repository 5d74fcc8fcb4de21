import { join } from 'node:path';
import { describe, it } from 'vitest';
import { chromiumPath } from '../support/chromium.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openBrowserDoor, openDesktopDoor } from './driver.ts';
import { noPoppler, playMainJob } from './main-job.ts';

const noBrowser = chromiumPath() === null;
const noElectron = process.platform !== 'linux' || !process.env.DISPLAY || electronRuntime() === null;

describe('the main job, from a registry list to a printed sheet', () => {
  it.skipIf(noBrowser || noPoppler)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await playMainJob(folder, (workspace) => openBrowserDoor(workspace));
  });

  it.skipIf(noElectron || noPoppler)('in Electron', async () => {
    const folder = temporaryFolder();
    await playMainJob(folder, (workspace) => openDesktopDoor(workspace, join(folder, 'home')));
  });
}, 240_000);
