import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { systemClock } from '#service/platform/clock.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { temporaryFolder } from './temporary.ts';
import type { Call } from './workspace.ts';

/** The demonstration town, fresh, with a service over it and the clock of today. */
export async function openDemo(): Promise<Call> {
  const directory = join(temporaryFolder(), '演示');
  await writeDemo(directory, systemClock);
  const service = new DataService();
  await service.open(directory);
  onTestFinished(() => service.close());
  return async (name, input) =>
    (await service.call({ id: name, name, input, signal: new AbortController().signal })) as never;
}
