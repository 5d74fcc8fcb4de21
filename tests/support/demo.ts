import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '#service/context.ts';
import { writeDemo } from '#service/demo/write-demo.ts';
import { DataService } from '#service/service.ts';
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
