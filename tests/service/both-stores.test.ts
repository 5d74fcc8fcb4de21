import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answerOf, drawSequence, rowsFound, tableQuestions } from '../support/both-stores.ts';
import { openTownAt } from '../support/commands/town-in-use.ts';
import { layDemo } from '../support/demo.ts';
import { differencesBetween, leadAt, moveThere } from '../support/kept-store.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { Chance } from '../support/simulator/chance.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';

/** All of them: npm run bench -- postgres both. */
const SEQUENCES = Number(process.env.XUEANTU_SEQUENCES ?? 8);
/** After so many a new town is taken. */
const OF_ONE_TOWN = 50;
/** Of some thousand questions about tables so many are asked where only a few sequences are played. */
const ASKED = SEQUENCES > OF_ONE_TOWN ? Number.POSITIVE_INFINITY : 120;

let database: OwnDatabase;

describe.skipIf(!hasPostgres)('a town in a folder and the same town in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('both');
  });

  const towns = Array.from({ length: Math.ceil(SEQUENCES / OF_ONE_TOWN) }, (_, at) => at + 1);

  it.each(towns)(
    'answer alike to random sequences of commands, and to every question about tables (%i)',
    async (seed) => {
      const chance = new Chance(seed);
      const demo = await layDemo();
      const address = database.address(`town${seed}`);
      await moveThere(demo, address);
      const store = await leadAt(address, temporaryFolder());
      if (!store) throw new Error('another machine leads');
      const here = await openTownAt(demo);
      const there = await openTownAt(store.directory, store.keeper);
      // A town that fails takes no connection from the next; what is closed already stays so.
      onTestFinished(async () => {
        for (const { service } of [here, there]) await service.close();
        await store.close();
      });
      const counted = { done: 0, all: 0 };
      for (let sequence = 0; sequence < Math.min(SEQUENCES, OF_ONE_TOWN); sequence += 1)
        for (const played of drawSequence(chance)) {
          const answer = await answerOf(here, played, counted.all);
          expect(await answerOf(there, played, counted.all), `${played.name}, the ${counted.all}th`).toBe(
            answer,
          );
          counted.all += 1;
          if (!/^(no input|refused)/.test(answer)) counted.done += 1;
        }
      expect(counted.done).toBeGreaterThan(counted.all / 2);
      await there.service.close();
      await store.close();
      // What answers now was read from PostgreSQL alone.
      const other = await leadAt(address, temporaryFolder());
      if (!other) throw new Error('another machine leads');
      expect(await differencesBetween(other.directory, address)).toEqual([]);
      const anew = await openTownAt(other.directory, other.keeper);
      const questions = await tableQuestions(here);
      const share = ASKED / questions.length;
      for (const question of questions.filter(() => chance.is(share)))
        expect(await rowsFound(anew, question), JSON.stringify(question)).toBe(
          await rowsFound(here, question),
        );
      await anew.service.close();
      await other.close();
      await here.service.close();
    },
  );
});
