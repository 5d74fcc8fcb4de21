import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseIn, overKilledServer, twoMachines } from '../support/database-offices.ts';
import { killOffice } from '../support/office-kills.ts';
import { createRandom } from '../support/random.ts';
import { startServer } from '../support/start-postgres.ts';
import { endServer } from '../support/stop-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';

/** A server of its own: others would not survive this one. */
async function ownServer() {
  const server = await startServer();
  onTestFinished(async () => await endServer(server));
  return { server, address: (await databaseIn(server, 'kills'))('云溪') };
}

// Fifty of each kind: npm run bench -- postgres takeovers kills
describe.skipIf(!hasPostgres)('an office over PostgreSQL, in which people record without pause', () => {
  it('loses nothing when the machine that leads is killed: the other one goes on', async () => {
    const folder = temporaryFolder();
    const { address } = await ownServer();
    const taken: number[] = [];
    const kept = twoMachines(join(folder, 'homes'), address, taken);
    const done = await killOffice(folder, { kills: 2, clients: 2, seed: 21, kept });
    expect(done.losses).toEqual([]);
    expect(taken.length).toBe(2);
    expect(done.answered).toBeGreaterThan(2);
  });

  it('loses nothing when processes of the database are killed, and answers again by itself', async () => {
    const folder = temporaryFolder();
    const { server, address } = await ownServer();
    const kept = overKilledServer(folder, address, server, createRandom(22));
    const done = await killOffice(folder, { kills: 4, clients: 2, seed: 23, kept });
    expect(done.losses).toEqual([]);
    expect(done.answered).toBeGreaterThan(4);
  });
});
