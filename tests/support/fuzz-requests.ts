import type { z } from 'zod';
import type { DataService } from '#service/dispatch/service.ts';
import { serviceContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { createRandom } from './random.ts';

type Random = () => number;

/** Texts that break what trusts them: markup, scripts, formulas, paths, marks of direction, letters beyond the plane. */
const texts = [
  '',
  ' ',
  '网吧',
  '<img src=x onerror=alert(1)>',
  "'; drop table venues; --",
  '=cmd|"/c calc"!A1',
  '../../etc/passwd',
  'C:\\Windows\\win.ini',
  '\u202e反向\u202c',
  '𠮷𬭎',
  '\ud800',
  '\u0000',
  '%00%n%s',
  '__proto__',
  'constructor',
  '2026-11-21',
  '2026-13-45',
  '2026-11-21T10:00',
  '09:00',
  '{}',
  'x'.repeat(5000),
];
const numbers = [
  0,
  1,
  2,
  3,
  5,
  -1,
  0.5,
  116.4,
  39.9,
  1e9,
  -1e300,
  Number.MAX_SAFE_INTEGER,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];
const junk: readonly unknown[] = [
  null,
  undefined,
  true,
  [],
  {},
  [[[]]],
  'x',
  7,
  new Uint8Array(3),
  { __proto__: null, toString: 1 },
];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

interface Definition {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly entries?: Record<string, string>;
  readonly values?: readonly unknown[];
  readonly items?: readonly z.ZodType[];
  readonly valueType?: z.ZodType;
}

/** A value that a schema may take, or very nearly; one in some is nothing of the sort. */
function nearly(schema: z.ZodType, random: Random, depth = 0): unknown {
  if (random() < 0.04 || depth > 8) return pick(random, junk);
  const definition = (schema as unknown as { _zod: { def: Definition } })._zod.def;
  const inner = (each: z.ZodType | undefined) =>
    each ? nearly(each, random, depth + 1) : pick(random, junk);
  switch (definition.type) {
    case 'object': {
      const value: Record<string, unknown> = {};
      for (const [key, each] of Object.entries(definition.shape ?? {}))
        if (random() > 0.05) value[key] = inner(each);
      if (random() < 0.03) value[pick(random, texts)] = pick(random, junk);
      return value;
    }
    case 'array':
      return Array.from({ length: Math.floor(random() * 4) }, () => inner(definition.element));
    case 'tuple':
      return (definition.items ?? []).map(inner);
    case 'union':
      return inner(pick(random, definition.options ?? []));
    case 'enum':
      return random() < 0.9 ? pick(random, Object.values(definition.entries ?? {})) : pick(random, texts);
    case 'literal':
      return pick(random, definition.values ?? []);
    case 'nullable':
    case 'optional':
      return random() < 0.3
        ? definition.type === 'nullable'
          ? null
          : undefined
        : inner(definition.innerType);
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'catch':
      return inner(definition.innerType);
    case 'pipe':
      return inner(definition.in);
    case 'record':
      return { [pick(random, texts)]: inner(definition.valueType) };
    case 'string':
      return pick(random, texts);
    case 'number':
    case 'int':
      return pick(random, numbers);
    case 'boolean':
      return random() < 0.5;
    default:
      return pick(random, junk);
  }
}

/** What a full fuzz leaves out: minutes of planning are no fault, two open what lies outside the workspace, and behind a password nothing else would be tried. */
const left = new Set([
  'routes.propose',
  'basemaps.add',
  'locating.geocode',
  'workspace.lock',
  'workspace.setPassword',
]);

/** Names and inputs of seeded requests over the whole contract. */
function* fuzzRequests(count: number, seed: number): Generator<{ name: string; input: unknown }> {
  const random = createRandom(seed);
  const names = Object.keys(serviceContract).filter((name) => !left.has(name));
  for (let i = 0; i < count; i++) {
    // Each procedure has its turns; one in a hundred is none.
    const name = random() < 0.01 ? pick(random, texts) : (names[i % names.length] as string);
    const procedure = Object.hasOwn(serviceContract, name)
      ? serviceContract[name as keyof typeof serviceContract]
      : undefined;
    yield { name, input: procedure ? nearly(procedure.input, random) : pick(random, junk) };
  }
}

/** Sends seeded requests to a service; tells those that it answered with something unforeseen. */
export async function fuzzService(service: DataService, count: number, seed: number): Promise<string[]> {
  const unforeseen: string[] = [];
  for (const { name, input } of fuzzRequests(count, seed)) {
    const { signal } = new AbortController();
    try {
      await service.call({ id: 'f', name, input, signal });
    } catch (error) {
      const code = error instanceof CodedError ? error.code : String(error);
      if (!(error instanceof CodedError) || code === 'INTERNAL' || code === 'OUTPUT_INVALID')
        unforeseen.push(`${code} ${name} ${JSON.stringify(input).slice(0, 200)}`);
    }
  }
  return unforeseen;
}
