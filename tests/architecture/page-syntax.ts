/** A node of a parsed file, whichever it is. */
export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** What stands within parentheses, behind `await` and behind words of types. */
export function unwrapped(node: unknown): unknown {
  let inner = node;
  while (isNode(inner)) {
    if (inner.type === 'ParenthesisExpression' || inner.type === 'TsNonNullExpression')
      inner = inner.expression;
    else if (inner.type === 'TsAsExpression' || inner.type === 'TsSatisfiesExpression')
      inner = inner.expression;
    else if (inner.type === 'AwaitExpression') inner = inner.argument;
    else return inner;
  }
  return inner;
}

/** `null`, `false`, or nothing at all. */
export function isNothing(node: unknown): boolean {
  const inner = unwrapped(node);
  if (!isNode(inner)) return true;
  if (inner.type === 'NullLiteral') return true;
  if (inner.type === 'BooleanLiteral') return inner.value === false;
  return inner.type === 'Identifier' && inner.value === 'undefined';
}

/** The names that a pattern gives. */
export function namesOf(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(namesOf);
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return typeof pattern.value === 'string' ? [pattern.value] : [];
    case 'Parameter':
      return namesOf(pattern.pat);
    case 'ArrayPattern':
      return namesOf(pattern.elements);
    case 'ObjectPattern':
      return namesOf(pattern.properties);
    case 'KeyValuePatternProperty':
      return namesOf(pattern.value);
    case 'AssignmentPatternProperty':
      return namesOf(pattern.key);
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    default:
      return [];
  }
}

/** What statements declare, with the hook that it comes from where it does. */
export function hoisted(
  statements: readonly unknown[],
): { names: string[]; node: unknown; hook: string | null }[] {
  return statements.flatMap((each) => {
    if (!isNode(each)) return [];
    if (each.type === 'FunctionDeclaration')
      return [{ names: namesOf(each.identifier), node: each, hook: null }];
    if (each.type !== 'VariableDeclaration' || !Array.isArray(each.declarations)) return [];
    return each.declarations.flatMap((declared: unknown) =>
      isNode(declared) && isNode(declared.init)
        ? [{ names: namesOf(declared.id), node: declared.init, hook: hookOf(declared.init) }]
        : [],
    );
  });
}

/** The name of the hook that is called; null where none is. */
function hookOf(init: unknown): string | null {
  let call = unwrapped(init);
  // `useService(…).data`
  while (isNode(call) && (call.type === 'MemberExpression' || call.type === 'OptionalChainingExpression'))
    call = unwrapped(call.type === 'MemberExpression' ? call.object : call.base);
  if (!isNode(call) || call.type !== 'CallExpression' || !isNode(call.callee)) return null;
  const { value } = call.callee;
  return typeof value === 'string' && /^use[A-Z]/.test(value) ? value : null;
}

/** The name that `a`, `a.b` and `a?.b` begin with. */
export function rootName(node: unknown): string | null {
  let inner = unwrapped(node);
  while (isNode(inner)) {
    if (inner.type === 'Identifier') return typeof inner.value === 'string' ? inner.value : null;
    if (inner.type === 'MemberExpression') inner = unwrapped(inner.object);
    else if (inner.type === 'OptionalChainingExpression') inner = unwrapped(inner.base);
    else return null;
  }
  return null;
}
