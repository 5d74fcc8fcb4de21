import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import ceilings from './bundle-ceilings.json' with { type: 'json' };
import { measureBundle } from './bundle-sizes.ts';

/** Where `npm test` and `electron/build.ts` put the page. */
const built = join(import.meta.dirname, '..', '..', 'dist', 'renderer');

type Bundle = ReturnType<typeof measureBundle>;

/** Every part that a bundle has, by its name. */
const partsOf = ({ start, screens, pieces, whole }: Bundle) => ({ start, ...screens, ...pieces, whole });

/** What is larger than its ceiling, in KiB, and what has none. */
function tooLarge(bundle: Bundle): string[] {
  const allowed: Readonly<Record<string, number>> = partsOf(ceilings);
  return Object.entries(partsOf(bundle)).flatMap(([name, size]) => {
    const most = allowed[name];
    return most === undefined || size > most ? [`${name}: ${size} KiB, at most ${most ?? 'not said'}`] : [];
  });
}

it('the page as it was built keeps to the ceilings, each screen to its own', () => {
  const bundle = measureBundle(built);
  expect(tooLarge(bundle)).toEqual([]);
  // A ceiling of what is no more would let anything of that name grow.
  expect(Object.keys(partsOf(bundle)).sort()).toEqual(Object.keys(partsOf(ceilings)).sort());
});

it('counts for a screen what it loads beside the start, each file once, and large pieces apart', () => {
  const folder = temporaryFolder();
  const KIB = 1024;
  const files = {
    'index.html': '<script src="./assets/index-aaaaaaaa.js"></script>',
    'assets/index-aaaaaaaa.js': `import"./shared-bbbbbbbb.js";import("./big-screen-cccccccc.js");${' '.repeat(KIB)}`,
    'assets/shared-bbbbbbbb.js': ' '.repeat(2 * KIB),
    'assets/big-screen-cccccccc.js': `import{a}from"./shared-bbbbbbbb.js";import{b}from"./chart-dddddddd.js";import{c}from"./chart-dddddddd.js";`,
    'assets/chart-dddddddd.js': ' '.repeat(300 * KIB),
    'assets/picture-eeeeeeee.js': ' '.repeat(9000 * KIB),
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const bundle = measureBundle(folder);
  expect(bundle).toEqual({
    start: 3,
    screens: { 'big-screen': 300 },
    pieces: { picture: 9000 },
    whole: 9303,
  });
  expect(tooLarge(bundle)).toEqual([
    'big-screen: 300 KiB, at most not said',
    'picture: 9000 KiB, at most not said',
    `whole: 9303 KiB, at most ${ceilings.whole}`,
  ]);
});
