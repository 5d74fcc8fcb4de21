import type { z } from 'zod';

/** Queries read; commands change the workspace, one at a time, each in one transaction. */
type ProcedureKind = 'query' | 'command';

export interface Procedure<
  Kind extends ProcedureKind = ProcedureKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly kind: Kind;
  readonly input: Input;
  readonly output: Output;
  /** What an edit by hand does, in words: such a command can be undone. */
  readonly edit?: string;
  /** What leaves the workspace by it, in words: the trail notes who exported it. */
  readonly exports?: string;
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Procedure<'query', I, O> {
  return { kind: 'query', input, output };
}

/** A query whose answer leaves the workspace as a file, or tells what is withheld elsewhere; `title` says what it is. */
export function exporting<I extends z.ZodType, O extends z.ZodType>(
  title: string,
  input: I,
  output: O,
): Procedure<'query', I, O> {
  return { kind: 'query', input, output, exports: title };
}

export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Procedure<'command', I, O> {
  return { kind: 'command', input, output };
}

/** A command that changes what people keep by hand, and that they can undo; `title` says what it does. */
export function edit<I extends z.ZodType, O extends z.ZodType>(
  title: string,
  input: I,
  output: O,
): Procedure<'command', I, O> {
  return { kind: 'command', input, output, edit: title };
}
