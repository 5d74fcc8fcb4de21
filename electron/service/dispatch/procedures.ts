import { z } from 'zod';
import { contract, type ServiceProcedureName, serviceContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { MeanwhileSides } from '#shared/contract/meanwhile.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { handlers } from './handler-table.ts';
import type { ServiceCall } from './service-call.ts';

/** A handler whose input and output are checked by the schemas of its procedure. */
export type Handler = (context: QueryContext | CommandContext, input: unknown) => Promise<unknown>;

/** A command that was found, with its parsed input. */
export interface Call {
  readonly name: string;
  readonly procedure: Procedure;
  readonly input: unknown;
  readonly signal: AbortSignal;
  /** Makes a command that comes again known as the same. */
  readonly once?: string | undefined;
  /** What the form of a command was opened with, and whose values stay where somebody else changed them too. */
  readonly opened?: { readonly was: unknown; readonly sides: MeanwhileSides } | undefined;
}

/** Errors: PROCEDURE_UNKNOWN, NOT_AVAILABLE for what only the desktop application can do. */
export function findProcedure(name: string): Procedure {
  if (!isOfService(name)) {
    if (Object.hasOwn(contract, name)) throw new CodedError('NOT_AVAILABLE', { what: `“${name}”` });
    throw new CodedError('PROCEDURE_UNKNOWN', { name });
  }
  return serviceContract[name];
}

/** The handler of a procedure that was found. */
export function handlerOf(name: string): Handler {
  return handlers[name as ServiceProcedureName] as Handler;
}

/**
 * How deep the values of a call may be nested: deeper than any real call, but not so deep that checking it overflows
 * the stack.
 */
const MOST_LEVELS = 64;

/** Errors: INPUT_INVALID with the field and the reason. */
export function parseInput({ input: schema }: Procedure, input: unknown): unknown {
  return parseBy(schema, input);
}

/** What a form was opened with: the same input, or what the form of a record says of it. Errors: INPUT_INVALID. */
function parseOpened({ opened, input: schema }: Procedure, was: unknown): unknown {
  return parseBy(opened ?? schema, was);
}

function parseBy(schema: z.ZodType, input: unknown): unknown {
  if (isDeeper(input, MOST_LEVELS))
    throw new CodedError('INPUT_INVALID', { field: '', reason: `内容最多套 ${MOST_LEVELS} 层` });
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodedError('INPUT_INVALID', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/** Errors: OUTPUT_INVALID where a handler answered what its procedure does not promise. */
export function parseOutput(name: string, procedure: Procedure, output: unknown): unknown {
  const parsed = procedure.output.safeParse(output);
  if (parsed.success) return parsed.data;
  if (process.env.XUEANTU_DEBUG) console.error(`${name} answered wrongly:`, z.prettifyError(parsed.error));
  throw new CodedError('OUTPUT_INVALID', { name });
}

function isOfService(name: string): name is ServiceProcedureName {
  return Object.hasOwn(serviceContract, name);
}

/** A call of a procedure that was found, with its parsed input. Errors: INPUT_INVALID of what its form was opened with. */
export function callOf(
  { name, signal, was, sides, once }: ServiceCall,
  procedure: Procedure,
  input: unknown,
): Call {
  const opened = was === undefined ? undefined : { was: parseOpened(procedure, was), sides: sides ?? {} };
  return { name, procedure, input, signal, opened, once };
}
