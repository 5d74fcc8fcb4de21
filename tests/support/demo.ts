import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { systemClock } from '#service/platform/clock.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import type { Call } from './calls.ts';
import { temporaryFolder } from './temporary.ts';
import { until } from './until.ts';
import { openService } from './workspace.ts';

/** The demonstration town in a folder of the test, as it is today. */
export async function layDemo(directory = join(temporaryFolder(), '演示')): Promise<string> {
  cpSync(await demoOfToday(), directory, {
    recursive: true,
    filter: (path) => !path.endsWith('.lock'),
  });
  return directory;
}

/** The demonstration town, fresh, with a service over it and the clock of today. */
export async function openDemo(): Promise<Call> {
  return (await openService(await layDemo(), systemClock)).call;
}

/** Made once in a run by who needs it first, and only copied: to make it takes seconds. */
async function demoOfToday(): Promise<string> {
  const folder = inject('sharedFolder');
  const [demo, begun, done] = ['演示', 'begun', 'done'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  if (existsSync(done)) return demo;
  if (mkdirSync(begun, { recursive: true }) === undefined)
    await until('another test has made the demonstration', () => existsSync(done));
  else {
    await writeDemo(demo, systemClock);
    writeFileSync(done, '');
  }
  return demo;
}
