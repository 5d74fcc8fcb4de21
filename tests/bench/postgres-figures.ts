import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { oneMachine } from '../support/database-offices.ts';
import { leadAt } from '../support/kept-store.ts';
import type { KeptOffice } from '../support/office-kills.ts';
import { serveOffice, signAllIn } from '../support/served-office.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { Figures } from './figures.ts';
import { measureVisit } from './office.ts';
import { type LaidCity, layOfficeCity, letIntoCity, lostVisits, lostVisitsIn } from './office-city.ts';
import { atOneDoor } from './office-door.ts';

type Store = Pick<KeptOffice, 'letIn' | 'serve'> & {
  /** Visits that were acknowledged and are not there once. */
  lost(recorded: readonly string[]): Promise<string[]>;
  measure(figures: Figures): Promise<void>;
};

/**
 * The figures of an office, of one city kept in SQLite and in PostgreSQL: the same clients ask both doors for the same, in one
 * run.
 */
export async function benchPostgresFigures(figures: Figures, folder: string, address: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const laid = await layOfficeCity(folder);
  // It is moved before anybody is let in, and before the first of them changes it.
  const there = inDatabase(join(folder, 'database-home'), address);
  const cityThere = await letIntoCity(laid, there);
  const here = inSqlite(laid);
  const cityHere = await letIntoCity(laid, here);
  for (const part of Object.values(atOneDoor)) {
    const measured: Figures[] = [];
    for (const [store, city] of [
      [here, cityHere],
      [there, cityThere],
    ] as const) {
      const own = new Figures();
      const office = await city.serve();
      let recorded: readonly string[];
      try {
        recorded = await part(own, city, office);
      } finally {
        await office.stop();
      }
      measured.push(own);
      await addLost(figures, store, recorded);
    }
    addBeside(figures, measured);
  }
  const measured = [new Figures(), new Figures()];
  for (const [at, store] of [here, there].entries()) await store.measure(measured[at] ?? figures);
  addBeside(figures, measured);
}

function inSqlite({ directory, home }: LaidCity): Store {
  return {
    letIn: async (_, people) => await signAllIn(directory, home, people),
    serve: () => serveOffice(directory, home),
    lost: async (recorded) => await lostVisits(directory, recorded),
    measure: async (figures) => await measureIn(figures, directory, new DataService()),
  };
}

function inDatabase(home: string, address: string): Store {
  const machine = oneMachine(home, address);
  return {
    ...machine,
    lost: async (recorded) => await machine.look((workspace) => lostVisitsIn(workspace, recorded)),
    async measure(figures) {
      const store = await leadAt(address, home);
      if (!store) throw new Error('another machine leads');
      const { directory, keeper } = store;
      await measureIn(figures, directory, new DataService(undefined, undefined, { keeper }));
      await store.close();
    },
  };
}

async function measureIn(figures: Figures, directory: string, service: DataService): Promise<void> {
  await service.open(directory);
  try {
    await measureVisit(figures, service);
  } finally {
    await service.close();
  }
}

async function addLost(figures: Figures, store: Store, recorded: readonly string[]): Promise<void> {
  if (recorded.length === 0) return;
  const lost = await store.lost(recorded);
  for (const each of lost.slice(0, 10)) process.stdout.write(`  ${each}\n`);
  figures.add({
    what: `visits lost of ${recorded.length} that were acknowledged`,
    value: lost.length,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
}

/** Each figure of the second beside the same of the first. What is no time is wanted of both alike. */
function addBeside(figures: Figures, [here, there]: readonly Figures[]): void {
  for (const [at, figure] of (there?.all ?? []).entries()) {
    const same = here?.all[at];
    if (figure.unit !== 'ms' || !same) figures.add(figure);
    else
      figures.add({
        ...figure,
        what: `kept in PostgreSQL: ${figure.what}`,
        limit: same.value * ceilings.postgresToSqlite,
        peer: 'kept in SQLite',
        peerValue: same.value,
      });
  }
}
