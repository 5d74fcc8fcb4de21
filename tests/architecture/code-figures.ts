import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coverageLine } from '../coverage/entered-functions.ts';
import { type CodeFile, readCode, type SyntaxNode, visitNodes } from './syntax.ts';

/** What is counted over the code that is delivered: `shared`, `electron` and `renderer`. */
const figuresSchema = z.strictObject({
  /** Casts: expressions with `as`. `as const` only narrows and is none. */
  casts: z.int(),
  /** Functions of more than 40 lines that draw nothing. */
  longFunctions: z.int(),
  /** Functions that hold elements of a screen, of more than 120 lines: components, and what draws in them. */
  longComponents: z.int(),
  /** Files of more than 400 lines. */
  longFiles: z.int(),
  /** Calls of the query builder outside the room of the database. */
  queriesOutsideDatabase: z.int(),
});
export type CodeFigures = z.infer<typeof figuresSchema>;

const titles: Readonly<Record<keyof CodeFigures, string>> = {
  casts: 'casts with `as`',
  longFunctions: 'functions over 40 lines',
  longComponents: 'components over 120 lines',
  longFiles: 'files over 400 lines',
  queriesOutsideDatabase: 'query-builder calls outside electron/service/db',
};

const LINES_OF_FUNCTION = 40;
const LINES_OF_COMPONENT = 120;
const LINES_OF_FILE = 400;
const NEW_LINE = 10;
const builders = new Set<unknown>(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom']);

/** The figures may only fall: whoever lowers one lowers its ceiling by hand. */
function readCeilings(): CodeFigures {
  return figuresSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'code-ceilings.json'), 'utf8')),
  );
}

/** Counts over files of the project; a file by its path from the project's folder. */
export function countCode(files: readonly CodeFile[]): CodeFigures {
  const figures = { casts: 0, longFunctions: 0, longComponents: 0, longFiles: 0, queriesOutsideDatabase: 0 };
  for (const file of files) {
    const { path, source } = file;
    const bytes = Buffer.from(source);
    const outside = !path.startsWith('electron/service/db/');
    if (linesOf(bytes, 0, bytes.length) > LINES_OF_FILE) figures.longFiles += 1;
    visitNodes(file, (node) => {
      if (node.type === 'TsAsExpression') figures.casts += 1;
      if (outside && node.type === 'MemberExpression' && builders.has(node.property?.value))
        figures.queriesOutsideDatabase += 1;
    });
    for (const { span, isComponent } of functionsOf(file)) {
      const lines = linesOf(bytes, span.start - 1, span.end - 1);
      if (isComponent && lines > LINES_OF_COMPONENT) figures.longComponents += 1;
      if (!isComponent && lines > LINES_OF_FUNCTION) figures.longFunctions += 1;
    }
  }
  return figures;
}

/** The functions of a file; those that hold an element of a screen are components. */
function functionsOf(file: CodeFile) {
  const functions: SyntaxNode['span'][] = [];
  const elements: SyntaxNode['span'][] = [];
  visitNodes(file, (node) => {
    if (isFunction(node)) functions.push(node.span);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') elements.push(node.span);
  });
  return functions.map((span) => ({
    span,
    isComponent: elements.some(({ start, end }) => start >= span.start && end <= span.end),
  }));
}

function isFunction({ type, body }: SyntaxNode): boolean {
  return type === 'ArrowFunctionExpression' || body?.type === 'FunctionBody';
}

/** Lines between two places of a file, both included; places are counted in bytes. */
function linesOf(bytes: Buffer, from: number, to: number): number {
  let lines = 1;
  for (let at = from; at < to - 1; at++) if (bytes[at] === NEW_LINE) lines += 1;
  return lines;
}

/** Prints each figure beside its ceiling, and what tests were last seen to enter; false where one is above it. */
function report(): boolean {
  const figures = countCode(readCode('shared', 'electron', 'renderer'));
  const ceilings = readCeilings();
  const names = figuresSchema.keyof().options;
  for (const name of names)
    process.stdout.write(`  ${figures[name]} ${titles[name]}, at most ${ceilings[name]}\n`);
  process.stdout.write(`  ${coverageLine()}\n`);
  return names.every((name) => figures[name] <= ceilings[name]);
}

if (process.argv[1] === import.meta.filename && !report()) process.exitCode = 1;
