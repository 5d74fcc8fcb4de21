import { posix } from 'node:path';
import { parseSync } from '@swc/core';
import type { ProcedureName } from '#shared/contract/contract.ts';
import { isProcedure } from '#shared/contract/procedure-capabilities.ts';
import type { CodeFile } from './syntax.ts';

/** Something that a piece of the page leads to: a procedure or another piece, behind procedures that were asked about. */
interface Step {
  readonly to: string;
  readonly behind: readonly ProcedureName[];
}

/** The pieces of the page (what stands at the top of a file, as `file#name`) and where each leads. */
export type Pieces = ReadonlyMap<string, readonly Step[]>;

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Reads which pieces use which, and which procedures each calls. */
export function readPieces(files: readonly CodeFile[]): Pieces {
  const pieces = new Map<string, Step[]>();
  for (const file of files) readFile(file, pieces);
  return pieces;
}

function readFile({ path, source }: CodeFile, pieces: Map<string, Step[]>): void {
  const { body } = parseSync(source, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' });
  const known = new Map<string, string>();
  const tops: [string, unknown][] = [];
  for (const item of body) {
    if (item.type === 'ImportDeclaration') {
      if (item.source.value.startsWith('.'))
        for (const each of item.specifiers)
          if (each.type === 'ImportSpecifier')
            known.set(
              each.local.value,
              `${posix.join(posix.dirname(path), item.source.value)}#${each.imported?.value ?? each.local.value}`,
            );
      continue;
    }
    const declared = item.type === 'ExportDeclaration' ? item.declaration : item;
    if (declared.type === 'FunctionDeclaration') tops.push([declared.identifier.value, declared]);
    if (declared.type === 'VariableDeclaration')
      for (const each of declared.declarations)
        if (each.id.type === 'Identifier') tops.push([each.id.value, each.init]);
  }
  for (const [name] of tops) known.set(name, `${path}#${name}`);
  for (const [name, node] of tops) {
    const steps: Step[] = [];
    walk(node, [], { path, known, steps });
    pieces.set(`${path}#${name}`, steps);
  }
}

interface Walking {
  readonly path: string;
  readonly known: ReadonlyMap<string, string>;
  readonly steps: Step[];
}

function walk(node: unknown, behind: readonly ProcedureName[], at: Walking): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, behind, at);
    return;
  }
  if (!isNode(node)) return;
  const { type, value } = node;
  if (type === 'TsTypeAnnotation' || type === 'TsTypeParameterInstantiation') return;
  if (type === 'StringLiteral' && typeof value === 'string' && isProcedure(value))
    at.steps.push({ to: value, behind });
  if (type === 'Identifier' && typeof value === 'string') {
    const to = at.known.get(value);
    if (to !== undefined) at.steps.push({ to, behind });
  }
  const asked = askedBy(node);
  if (asked) {
    walk(node.children, [...behind, ...asked], at);
    return;
  }
  for (const each of Object.values(node)) walk(each, behind, at);
}

/** The procedures that `<Permitted to="…">` asks about; null for another element. */
function askedBy({ type, opening }: Node): ProcedureName[] | null {
  if (
    type !== 'JSXElement' ||
    !isNode(opening) ||
    !isNode(opening.name) ||
    opening.name.value !== 'Permitted'
  )
    return null;
  const found: ProcedureName[] = [];
  const find = (node: unknown): void => {
    if (!isNode(node)) return;
    if (node.type === 'StringLiteral' && typeof node.value === 'string' && isProcedure(node.value))
      found.push(node.value);
    for (const each of Object.values(node)) find(each);
  };
  find(opening.attributes);
  return found;
}
