import { expect, it } from 'vitest';
import { namedFunctions } from '../coverage/entered-functions.ts';
import { countCode } from './code-figures.ts';

const lines = (count: number) => '  step();\n'.repeat(count);

it('counts each thing that has a ceiling where one is planted', () => {
  const nothing = { casts: 0, longFunctions: 0, longComponents: 0, longFiles: 0, queriesOutsideDatabase: 0 };
  const count = (source: string, path = 'shared/planted.ts') => countCode([{ path, source }]);
  expect(count('export const 路 = value as unknown as Road;\nexport const kinds = [1] as const;')).toEqual({
    ...nothing,
    casts: 2,
  });
  // A text of several bytes a letter before the function does not move its lines.
  const long = (steps: number) => `const text = '校园';\nexport function run() {\n${lines(steps)}}\n`;
  expect(count(long(38))).toEqual(nothing);
  expect(count(long(39))).toEqual({ ...nothing, longFunctions: 1 });
  expect(count(`class Run {\n  #run() {\n${lines(39)}}}\n`)).toEqual({ ...nothing, longFunctions: 1 });
  expect(count(`const run = () => {\n${lines(39)}};\n`)).toEqual({ ...nothing, longFunctions: 1 });
  // What draws may be longer; what stands beside it in the file and draws nothing may not.
  const screen = (steps: number) => `function Screen() {\n${lines(steps)}return <>校园</>; }\n`;
  expect(count(screen(118), 'renderer/planted.tsx')).toEqual(nothing);
  expect(count(screen(119), 'renderer/planted.tsx')).toEqual({ ...nothing, longComponents: 1 });
  expect(
    count(`const Rows = each((row) => {\n${lines(119)}return <b />;});`, 'renderer/planted.tsx'),
  ).toEqual({
    ...nothing,
    longComponents: 1,
  });
  expect(count(screen(39) + long(39), 'renderer/planted.tsx')).toEqual({ ...nothing, longFunctions: 1 });
  expect(count(lines(400))).toEqual(nothing);
  expect(count(lines(401))).toEqual({ ...nothing, longFiles: 1 });
  const query = "db?.selectFrom('school');\ndb.deleteFrom('school');\n";
  expect(count(query, 'electron/service/handlers/planted.ts')).toEqual({
    ...nothing,
    queriesOutsideDatabase: 2,
  });
  expect(count(query, 'electron/service/db/queries/planted.ts')).toEqual(nothing);
});

it('knows the functions of a file by the names that V8 gives them', () => {
  const source = `
    export function draw() { const inner = () => 1; [1].map((each) => each); return inner; }
    const handlers = { async 'gates.save'() {}, short() {}, listed: () => 2, get size() { return 1; }, plain: 3 };
    class Map { constructor() {} #turn() {} set zoom(value) {} static of() {} private readonly late = () => 4; }
  `;
  expect([...namedFunctions({ path: 'shared/planted.ts', source })].toSorted()).toEqual(
    [
      'draw',
      'inner',
      'gates.save',
      'short',
      'listed',
      'get size',
      '#turn',
      'set zoom',
      'of',
      'late',
    ].toSorted(),
  );
});
