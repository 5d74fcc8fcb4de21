import { expect, it } from 'vitest';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { fuzzFiles } from '../support/fuzz-files.ts';
import { layMadeOnce } from '../support/made-once.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** What is mutated together, and the kinds of which some must have been refused: where all were taken, nothing was tried. */
const groups: readonly (readonly [title: string, kinds: readonly string[], refused: readonly string[]])[] = [
  ['mutations of backups', ['backup.xab', 'sealed.xab'], ['backup.xab']],
  [
    'mutations of field packets, their directories and names',
    ['packet.xatp', 'content.xatp', 'directory.xatp', 'names.xatp', 'returned.xatp'],
    ['packet.xatp', 'content.xatp', 'directory.xatp', 'names.xatp', 'returned.xatp'],
  ],
  ['mutations of base maps and their schemas', ['town.pmtiles', 'image.mbtiles', 'schema.mbtiles'], []],
  ['mutations of photos and update files', ['photo.jpg', 'update.xau'], ['update.xau']],
  ['mutations of databases and their schemas', ['workspace.sqlite', 'schema.sqlite'], ['schema.sqlite']],
];

it.each(groups)('%s are taken whole or refused in words', async (_, only, expected) => {
  const lay: typeof writeDemo = (directory, clock) =>
    layMadeOnce('fuzzed', (made) => writeDemo(made, clock), directory);
  const { unforeseen, refused } = await fuzzFiles(temporaryFolder(), 60, 20261128, { lay, only });
  expect(unforeseen).toEqual([]);
  for (const kind of expected) expect(refused[kind], kind).toBeGreaterThan(0);
});
