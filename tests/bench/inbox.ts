import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listOfVenues, schoolsList } from '../support/watched-folder.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures, run } from './figures.ts';

const ROWS = 50_000;
const PLANTED = 200;

/** A watched folder with a list of 50,000 rows, from the call of the command to its warnings; every planted venue is warned of. */
export async function benchInbox(figures: Figures, folder: string): Promise<void> {
  const lists = join(folder, 'watched');
  const directory = join(folder, 'inbox');
  mkdirSync(lists);
  writeFileSync(join(lists, '学校.csv'), schoolsList);
  const { lines, planted } = listOfVenues(ROWS, PLANTED);
  writeFileSync(join(lists, '场所.csv'), lines);
  const value = await bestOf(3, async () => {
    rmSync(directory, { recursive: true, force: true });
    run('cli.ts', 'init', directory, '--pack', 'beijing-daxing');
    const before = performance.now();
    const answer = JSON.parse(run('cli.ts', 'inbox', directory, lists, '--crs', 'wgs84', '--json')) as {
      came: { name: string }[];
    };
    const ms = performance.now() - before;
    const told = new Set(answer.came.map(({ name }) => name));
    const missed = planted.filter((name) => !told.has(name));
    if (missed.length > 0) throw new Error(`${missed.length} of ${PLANTED} planted venues were missed`);
    return ms;
  });
  figures.add({
    what: `a watched folder: ${ROWS} rows to warnings, none of ${PLANTED} planted ones missed`,
    value,
    unit: 'ms',
    limit: ceilings.inboxMs,
    peer: '',
    peerValue: null,
  });
}
