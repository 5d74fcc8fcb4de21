import { join } from 'node:path';
import { systemClock } from '#service/platform/clock.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import type { Call } from './calls.ts';
import { layMadeOnce } from './made-once.ts';
import { temporaryFolder } from './temporary.ts';
import { openService } from './workspace.ts';

/** The demonstration town as it is today, in a folder of the test. */
export async function layDemo(directory = join(temporaryFolder(), '演示')): Promise<string> {
  await layMadeOnce('demonstration', (made) => writeDemo(made, systemClock), directory);
  return directory;
}

/** The demonstration town, fresh, with a service over it and the clock of today. */
export async function openDemo(): Promise<Call> {
  return (await openService(await layDemo(), systemClock)).call;
}
