import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type CodeFile,
  readCode,
  type SyntaxName,
  type SyntaxNode,
  visitNodes,
} from '../architecture/syntax.ts';

const measuredSchema = z.object({ day: z.string(), entered: z.int(), named: z.int() });
type Measured = z.infer<typeof measuredSchema>;
const noteSchema = z.array(z.object({ path: z.string(), names: z.array(z.string()) }));

const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache');
/** Where `collect.ts` leaves a note for each file of tests. */
export const coverageFolder = join(cache, 'coverage');
const notEntered = join(cache, 'coverage-not-entered.txt');
const lastMeasured = join(cache, 'coverage.json');
const folders = ['shared', 'electron/service'];

/** Adds up the notes of the suite that has just run and keeps the figure, with a list of what no test entered. */
export function measureCoverage(day: string): void {
  const entered = new Set<string>();
  for (const note of readdirSync(coverageFolder)) {
    const files = noteSchema.parse(JSON.parse(readFileSync(join(coverageFolder, note), 'utf8')));
    for (const { path, names } of files) for (const name of names) entered.add(`${path}: ${name}`);
  }
  const all = readCode(...folders).flatMap((file) =>
    [...namedFunctions(file)].map((name) => `${file.path}: ${name}`),
  );
  const left = all.filter((name) => !entered.has(name));
  const measured: Measured = { day, entered: all.length - left.length, named: all.length };
  writeFileSync(lastMeasured, `${JSON.stringify(measured)}\n`);
  writeFileSync(notEntered, left.map((name) => `${name}\n`).join(''));
}

/** The last figure in a sentence: what it counts, and when the suite measured it. */
export function coverageLine(): string {
  if (!existsSync(lastMeasured)) return 'coverage: not measured here yet, `npm test` does it';
  const { day, entered, named } = measuredSchema.parse(JSON.parse(readFileSync(lastMeasured, 'utf8')));
  const share = ((100 * entered) / named).toFixed(1);
  return `coverage: tests in their own process entered ${share} % of the named functions of shared and electron/service (${entered} of ${named}; \`npm test\` of ${day})`;
}

/** Functions and methods that have a name in the source, as V8 calls them; each name once. */
export function namedFunctions(file: CodeFile): Set<string> {
  const names = new Set<string>();
  visitNodes(file, (node) => {
    const name = nameOf(node);
    if (name) names.add(name);
  });
  return names;
}

function nameOf(node: SyntaxNode): string | null {
  switch (node.type ?? '') {
    case 'FunctionDeclaration':
      return textOf(node.identifier);
    case 'VariableDeclarator':
      return isFunction(node.init) ? textOf(node.id) : null;
    case 'KeyValueProperty':
    case 'ClassProperty':
      return isFunction(node.value) ? textOf(node.key) : null;
    case 'PrivateProperty':
      return isFunction(node.value) ? `#${textOf(node.key)}` : null;
    case 'MethodProperty':
      return textOf(node.key);
    case 'GetterProperty':
      return `get ${textOf(node.key)}`;
    case 'ClassMethod':
    case 'PrivateMethod':
      return methodName(node);
    default:
      return null;
  }
}

function methodName({ type, kind, key }: SyntaxNode): string | null {
  const name = textOf(key);
  const own = type === 'PrivateMethod' ? `#${name}` : name;
  return kind === 'getter' ? `get ${own}` : kind === 'setter' ? `set ${own}` : own;
}

function isFunction(value: unknown): boolean {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression';
}

function textOf(name: SyntaxName | null | undefined): string | null {
  return typeof name?.value === 'string' ? name.value : null;
}
