import type { z } from 'zod';

/** Queries read; commands change the workspace, one at a time, each in one transaction. */
export type ProcedureKind = 'query' | 'command';

export interface Procedure<
  Kind extends ProcedureKind = ProcedureKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind;
  readonly input: Input;
  readonly output: Output;
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Procedure<'query', I, O> {
  return { kind: 'query', input, output };
}

export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Procedure<'command', I, O> {
  return { kind: 'command', input, output };
}
