import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const root = join(import.meta.dirname, '..', '..');

/** A file of the project by its path from the project's folder. */
export interface CodeFile {
  readonly path: string;
  readonly source: string;
}

/** A node of the parser's tree, by what is asked of it here. Places are bytes of the file, counted from 1. */
export interface SyntaxNode {
  readonly type?: string;
  readonly kind?: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly body?: { readonly type?: string } | null;
  readonly property?: { readonly value?: unknown };
  readonly key?: SyntaxName;
  readonly id?: SyntaxName;
  readonly identifier?: SyntaxName | null;
  readonly value?: unknown;
  readonly init?: unknown;
}

export interface SyntaxName {
  readonly type?: string;
  readonly value?: unknown;
}

/** All TypeScript files of some folders as they are now. */
export function readCode(...folders: readonly string[]): CodeFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), source: readFileSync(join(root, path), 'utf8') }));
}

/** Looks at every node of a file, the outer before the inner. */
export function visitNodes({ path, source }: CodeFile, see: (node: SyntaxNode) => void): void {
  visit(parseSync(source, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' }), see);
}

function visit(node: unknown, see: (node: SyntaxNode) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('span' in node || 'type' in node) see(node as SyntaxNode);
  for (const child of Object.values(node)) visit(child, see);
}
