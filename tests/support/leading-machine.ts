import { onTestFinished } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from './calls.ts';
import { leadAt, moveThere } from './kept-store.ts';
import { temporaryFolder } from './temporary.ts';
import { importSmallTown, NOW, openWorkspace } from './workspace.ts';

/** Moves the small town into PostgreSQL. */
export async function smallTownThere(address: string): Promise<void> {
  const town = await openWorkspace();
  await importSmallTown(town);
  await town.service.close();
  await moveThere(town.directory, address);
}

/** A machine that leads, with a service over its copy; it stops with the test. */
export async function leadingMachine(address: string, home = temporaryFolder()) {
  const store = await leadAt(address, home);
  if (!store) throw new Error('another machine leads');
  const service = new DataService({ now: () => NOW }, undefined, { keeper: store.keeper });
  await service.openOrSalvage(store.directory);
  const stop = async () => {
    await service.close();
    await store.close();
  };
  onTestFinished(stop);
  return { home, store, service, call: callsTo(service), stop };
}
