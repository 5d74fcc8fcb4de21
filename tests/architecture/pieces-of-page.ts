import { posix } from 'node:path';
import { parseSync } from '@swc/core';
import type { ProcedureName } from '#shared/contract/contract.ts';
import { isProcedure } from '#shared/contract/procedure-capabilities.ts';
import { hoisted, isNode, isNothing, type Node, namesOf, rootName, unwrapped } from './page-syntax.ts';
import type { CodeFile } from './syntax.ts';

/** Something that a piece of the page leads to: a procedure or another piece, behind procedures that were asked about. */
interface Step {
  readonly to: string;
  readonly behind: readonly ProcedureName[];
  /** Only what is asked for by being there counts: what is done waits until somebody uses it, and is a step of its own. */
  readonly isWaiting: boolean;
}

/** The pieces of the page (what stands at the top of a file, as `file#name`) and where each leads. */
export type Pieces = ReadonlyMap<string, readonly Step[]>;

/**
 * Reads which pieces use which, and which procedures each calls. What a name within a piece stands for leads where the
 * name is used; what is shown once something was opened leads where it is opened: a dialog that nobody can open is not
 * shown, and a button that opens it is.
 */
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
              pieceOf(path, item.source.value, each.imported?.value ?? each.local.value),
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
  for (const [name, node] of tops) pieces.set(`${path}#${name}`, new Piece(path, known).read(node));
}

function pieceOf(from: string, file: string, name: string): string {
  return `${posix.join(posix.dirname(from), file)}#${name}`;
}

type Asked = readonly ProcedureName[];

/** What is shown while a state of a piece is set, and where it is set. */
interface Opened {
  readonly shown: {
    readonly node: unknown;
    readonly behind: Asked;
    readonly scope: Scope;
    when: string | null;
  }[];
  readonly uses: { readonly behind: Asked; readonly value: string | null }[];
  readonly joined: Set<string>;
}

type Local =
  | { readonly kind: 'plain' }
  | { readonly kind: 'value'; readonly node: unknown; readonly scope: Scope }
  | { readonly kind: 'state' | 'setter'; readonly opened: Opened };

class Scope {
  readonly locals = new Map<string, Local>();
  readonly #outer: Scope | null;
  constructor(outer: Scope | null) {
    this.#outer = outer;
  }
  find(name: string): Local | undefined {
    return this.locals.get(name) ?? this.#outer?.find(name);
  }
}

/** One piece that is read. */
class Piece {
  readonly #path: string;
  readonly #known: ReadonlyMap<string, string>;
  readonly #steps = new Map<string, Step>();
  readonly #states: Opened[] = [];
  readonly #walked = new Map<Local, Set<string>>();
  /** Within a hook that was called: what it answers does nothing yet. */
  #isWaiting = false;

  constructor(path: string, known: ReadonlyMap<string, string>) {
    this.#path = path;
    this.#known = known;
  }

  read(node: unknown): Step[] {
    this.#walk(node, [], new Scope(null));
    while (this.#join());
    return [...this.#steps.values()];
  }

  /** Walks what is shown once more for each place where it is opened; false where nothing was left. */
  #join(): boolean {
    let joined = false;
    for (const { shown, uses, joined: known } of this.#states)
      for (const [i, { node, behind, scope, when }] of [...shown].entries())
        for (const use of [...uses]) {
          if (when !== null && use.value !== null && when !== use.value) continue;
          const asked = [...behind, ...use.behind];
          const key = `${i} ${keyOf(asked)}`;
          if (known.has(key)) continue;
          known.add(key);
          joined = true;
          this.#walk(node, asked, scope);
        }
    return joined;
  }

  #lead(to: string, behind: Asked): void {
    const isWaiting = this.#isWaiting;
    this.#steps.set(`${to} ${isWaiting} ${keyOf(behind)}`, { to, behind, isWaiting });
  }

  #walk(node: unknown, behind: Asked, scope: Scope): void {
    if (Array.isArray(node)) for (const each of node) this.#walk(each, behind, scope);
    else if (isNode(node)) {
      const type = String(node.type);
      const way = this.#ways[type];
      if (way) way(node, behind, scope);
      else if (type.startsWith('Ts')) this.#walk(node.expression, behind, scope);
      else for (const each of Object.values(node)) this.#walk(each, behind, scope);
    }
  }

  /** How what is not simply walked through leads on. */
  readonly #ways: Readonly<Record<string, (node: Node, behind: Asked, scope: Scope) => void>> = {
    StringLiteral: ({ value }, behind) => {
      if (typeof value === 'string' && isProcedure(value)) this.#lead(value, behind);
    },
    Identifier: ({ value }, behind, scope) => this.#use(String(value), behind, scope),
    ArrowFunctionExpression: (node, behind, scope) => this.#enter(node, behind, scope),
    FunctionExpression: (node, behind, scope) => this.#enter(node, behind, scope),
    FunctionDeclaration: (node, behind, scope) => this.#enter(node, behind, scope),
    MethodProperty: (node, behind, scope) => this.#enter(node, behind, scope),
    BlockStatement: (node, behind, scope) => this.#block(node, behind, scope),
    FunctionBody: (node, behind, scope) => this.#block(node, behind, scope),
    CallExpression: (node, behind, scope) => this.#call(node, behind, scope),
    MemberExpression: (node, behind, scope) => this.#member(node, behind, scope),
    JSXMemberExpression: ({ object }, behind, scope) => this.#walk(object, behind, scope),
    JSXElement: (node, behind, scope) => this.#element(node, behind, scope),
    JSXAttribute: ({ value }, behind, scope) => this.#walk(value, behind, scope),
    ObjectExpression: (node, behind, scope) => this.#object(node, behind, scope),
    KeyValueProperty: ({ value }, behind, scope) => this.#walk(value, behind, scope),
    VariableDeclarator: ({ init }, behind, scope) => this.#walk(init, behind, scope),
    BinaryExpression: ({ operator, left, right }, behind, scope) => {
      if (operator === '&&') this.#shown(left, right, behind, scope);
      else this.#walk([left, right], behind, scope);
    },
    ConditionalExpression: (node, behind, scope) => this.#choice(node, behind, scope),
    IfStatement: (node, behind, scope) => this.#choice(node, behind, scope),
  };

  #choice({ test, consequent, alternate }: Node, behind: Asked, scope: Scope): void {
    this.#shown(test, consequent, behind, scope);
    this.#walk(alternate, behind, scope);
  }

  /** A function, with its parameters. */
  #enter(node: Node, behind: Asked, scope: Scope): void {
    const inner = new Scope(scope);
    for (const name of namesOf(node.params)) inner.locals.set(name, { kind: 'plain' });
    this.#walk(node.body, behind, inner);
  }

  #block({ stmts }: Node, behind: Asked, scope: Scope): void {
    if (!Array.isArray(stmts)) return;
    const inner = new Scope(scope);
    const later = new Set<unknown>();
    for (const { names, node, hook } of hoisted(stmts)) {
      if (hook === 'useState') this.#state(names, node, inner);
      else for (const name of names) inner.locals.set(name, { kind: 'value', node, scope: inner });
      if (hook === null || hook === 'useState') later.add(node);
    }
    let asked = behind;
    for (const each of stmts) {
      if (hoisted([each]).length === 0) this.#walk(each, asked, inner);
      else for (const { node } of hoisted([each])) if (!later.has(node)) this.#hook(node, asked, inner);
      // Without it nothing that follows is reached.
      if (isNode(each) && each.type === 'IfStatement' && isLeaving(each.consequent))
        asked = [...asked, ...this.#refusedBy(each.test, inner)];
    }
  }

  #hook(node: unknown, behind: Asked, scope: Scope): void {
    const before = this.#isWaiting;
    this.#isWaiting = true;
    this.#walk(node, behind, scope);
    this.#isWaiting = before;
  }

  #state([name, setter]: readonly string[], init: unknown, scope: Scope): void {
    const call = unwrapped(init);
    const [first] = isNode(call) && Array.isArray(call.arguments) ? call.arguments : [];
    const opened: Opened = { shown: [], uses: [], joined: new Set() };
    if (name === undefined) return;
    if (!isNothing(isNode(first) ? first.expression : undefined)) {
      scope.locals.set(name, { kind: 'plain' });
      if (setter !== undefined) scope.locals.set(setter, { kind: 'plain' });
      return;
    }
    this.#states.push(opened);
    scope.locals.set(name, { kind: 'state', opened });
    if (setter !== undefined) scope.locals.set(setter, { kind: 'setter', opened });
  }

  #use(name: string, behind: Asked, scope: Scope, value: string | null = null): void {
    const local = scope.find(name);
    if (!local) {
      const to = this.#known.get(name);
      if (to !== undefined) this.#lead(to, behind);
    } else if (local.kind === 'setter') {
      if (!this.#isWaiting) local.opened.uses.push({ behind, value });
    } else if (local.kind === 'value' && this.#isFirst(local, behind))
      this.#walk(local.node, behind, local.scope);
  }

  #isFirst(local: Local, behind: Asked): boolean {
    const known = this.#walked.get(local) ?? new Set();
    this.#walked.set(local, known);
    const key = `${this.#isWaiting} ${keyOf(behind)}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  }

  #call(node: Node, behind: Asked, scope: Scope): void {
    const { callee } = node;
    const args = Array.isArray(node.arguments) ? node.arguments : [];
    if (isNode(callee) && callee.type === 'Identifier' && typeof callee.value === 'string') {
      const [first] = args;
      const given = isNode(first) ? first.expression : undefined;
      if (callee.value === 'may') return;
      const isSetter = scope.find(callee.value)?.kind === 'setter';
      if (isSetter && !isNothing(given))
        this.#use(
          callee.value,
          behind,
          scope,
          isNode(given) && given.type === 'StringLiteral' ? String(given.value) : null,
        );
      if (!isSetter) this.#walk(callee, behind, scope);
    } else this.#walk(callee, behind, scope);
    this.#walk(args, behind, scope);
  }

  /** What is loaded when it is used is a piece like any other. */
  #member({ object, property }: Node, behind: Asked, scope: Scope): void {
    const from = importedBy(object);
    if (from !== null && isNode(property) && typeof property.value === 'string')
      this.#lead(pieceOf(this.#path, from, property.value), behind);
    this.#walk(object, behind, scope);
    if (isNode(property) && property.type === 'Computed') this.#walk(property.expression, behind, scope);
  }

  #element(node: Node, behind: Asked, scope: Scope): void {
    const { opening, children } = node;
    if (!isNode(opening)) return;
    const name = isNode(opening.name) ? opening.name.value : undefined;
    if (name === 'Permitted') {
      const attributes = Array.isArray(opening.attributes) ? opening.attributes : [];
      const isTo = (each: unknown) => isNode(each) && isNode(each.name) && each.name.value === 'to';
      this.#walk(children, [...behind, ...proceduresIn(attributes.filter(isTo))], scope);
      this.#walk(
        attributes.filter((each) => !isTo(each)),
        behind,
        scope,
      );
      return;
    }
    if (typeof name !== 'string' || /^[A-Z]/.test(name)) this.#walk(opening.name, behind, scope);
    this.#walk(opening.attributes, behind, scope);
    this.#walk(children, behind, scope);
  }

  /** An object that says what it leads `to` is shown to those who may. */
  #object({ properties }: Node, behind: Asked, scope: Scope): void {
    const isTo = (each: unknown): each is Node =>
      isNode(each) && each.type === 'KeyValueProperty' && isNode(each.key) && each.key.value === 'to';
    const all = Array.isArray(properties) ? properties : [];
    const asked = all.filter(isTo).flatMap((each) => proceduresIn(each.value));
    const shown = asked.length === 0 ? all : all.filter((each) => !isTo(each));
    this.#walk(shown, [...behind, ...asked], scope);
  }

  /** What is shown where a test holds: once what the test names is opened, to those whom it asks for. */
  #shown(test: unknown, node: unknown, behind: Asked, scope: Scope): void {
    this.#walk(test, behind, scope);
    const { asked, opened } = this.#conditions(test, scope);
    const now = [...behind, ...asked];
    if (opened.length === 0) this.#walk(node, now, scope);
    for (const each of opened) {
      const isKnown = each.opened.shown.some(
        (other) => other.node === node && keyOf(other.behind) === keyOf(now),
      );
      if (!isKnown) each.opened.shown.push({ node, behind: now, scope, when: each.when });
    }
  }

  #conditions(
    test: unknown,
    scope: Scope,
  ): { asked: ProcedureName[]; opened: { opened: Opened; when: string | null }[] } {
    const node = unwrapped(test);
    const none = { asked: [], opened: [] };
    if (!isNode(node)) return none;
    if (node.type === 'BinaryExpression' && node.operator === '&&') {
      const [left, right] = [this.#conditions(node.left, scope), this.#conditions(node.right, scope)];
      return { asked: [...left.asked, ...right.asked], opened: [...left.opened, ...right.opened] };
    }
    if (node.type === 'CallExpression' && isNode(node.callee) && node.callee.value === 'may')
      return { asked: proceduresIn(node.arguments), opened: [] };
    const isCompared =
      node.type === 'BinaryExpression' && (node.operator === '===' || node.operator === '!==');
    const name = rootName(isCompared ? node.left : node);
    const local = name === null ? undefined : scope.find(name);
    if (local?.kind === 'value' && node.type === 'Identifier')
      return this.#conditions(local.node, local.scope);
    if (local?.kind !== 'state') return none;
    const { right } = node;
    if (!isCompared) return { asked: [], opened: [{ opened: local.opened, when: null }] };
    // `!== 'a'` holds of nothing as well.
    if (node.operator === '!==' && !isNothing(right)) return none;
    if (node.operator === '===' && isNothing(right)) return none;
    const isWhole =
      isNode(node.left) && unwrapped(node.left) === node.left && node.left.type === 'Identifier';
    const when = isWhole && isNode(right) && right.type === 'StringLiteral' ? String(right.value) : null;
    return { asked: [], opened: [{ opened: local.opened, when }] };
  }

  /** What somebody was asked for who comes past `if (!may('…')) return`. */
  #refusedBy(test: unknown, scope: Scope): ProcedureName[] {
    const node = unwrapped(test);
    if (!isNode(node)) return [];
    if (node.type === 'BinaryExpression' && node.operator === '||')
      return [...this.#refusedBy(node.left, scope), ...this.#refusedBy(node.right, scope)];
    const isNot = node.type === 'UnaryExpression' && node.operator === '!';
    return isNot ? this.#conditions(node.argument, scope).asked : [];
  }
}

const keyOf = (asked: Asked): string => [...new Set(asked)].sort().join(' ');

function isLeaving(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.type === 'ReturnStatement') return true;
  return node.type === 'BlockStatement' && Array.isArray(node.stmts) && isLeaving(node.stmts.at(-1));
}

/** The file of `await import('…')`. */
function importedBy(object: unknown): string | null {
  const node = unwrapped(object);
  if (!isNode(node) || node.type !== 'CallExpression') return null;
  if (!isNode(node.callee) || node.callee.type !== 'Import' || !Array.isArray(node.arguments)) return null;
  const [file] = node.arguments;
  const path = isNode(file) && isNode(file.expression) ? file.expression.value : null;
  return typeof path === 'string' && path.startsWith('.') ? path : null;
}

function proceduresIn(node: unknown): ProcedureName[] {
  if (Array.isArray(node)) return node.flatMap(proceduresIn);
  if (!isNode(node)) return [];
  if (node.type === 'StringLiteral' && typeof node.value === 'string' && isProcedure(node.value))
    return [node.value];
  return Object.values(node).flatMap(proceduresIn);
}
