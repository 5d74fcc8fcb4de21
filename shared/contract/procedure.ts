import { z } from 'zod';
import type { Area } from './areas.ts';
import type { idSchema } from './common.ts';

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
  /** What an answer that pages keep rests on: when that changes, they ask again. */
  readonly reads?: readonly Area[];
  /** The answer depends on who asks. */
  readonly isOwn?: true;
  /** What it may change. */
  readonly changes?: readonly Area[];
  /** What an edit by hand does, in words: such a command can be undone. */
  readonly edit?: string;
  /** It comes from a form with an identity: however often that is sent, it is carried out once. */
  readonly isForm?: true;
  /** What the form of a record with a history says that it was opened with: the record as it stood, by its number. */
  readonly opened?: z.ZodType;
  /** What leaves the workspace by it, in words: the trail notes who exported it. */
  readonly exports?: string;
}

interface Reads {
  readonly reads: readonly Area[];
}
interface Changes {
  readonly changes: readonly Area[];
}

/** A question whose answer pages show and keep until something that it rests on changes. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { reads }: Reads,
): Procedure<'query', I, O> & Reads {
  return { kind: 'query', input, output, reads };
}

/** A question that everybody has an own answer to. */
export function ownQuery<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { reads }: Reads,
): Procedure<'query', I, O> & Reads {
  return { kind: 'query', input, output, reads, isOwn: true };
}

/** What is asked or done for once: nobody keeps the answer. `changes` names what it changes beside the database. */
export function request<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { changes }: Changes = { changes: [] },
): Procedure<'query', I, O> & Changes {
  return { kind: 'query', input, output, changes };
}

/** A request whose answer leaves the workspace as a file, or tells what is withheld elsewhere; `title` says what it is. */
export function exporting<I extends z.ZodType, O extends z.ZodType>(
  title: string,
  input: I,
  output: O,
): Procedure<'query', I, O> & Changes {
  return { kind: 'query', input, output, exports: title, changes: ['taken'] };
}

export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { changes }: Changes,
): Procedure<'command', I, O> & Changes {
  return { kind: 'command', input, output, changes };
}

/** A command that changes what people keep by hand, and that they can undo; `title` says what it does. */
export function edit<I extends z.ZodType, O extends z.ZodType>(
  title: string,
  input: I,
  output: O,
  { changes }: Changes,
): Procedure<'command', I, O> & Changes {
  return { kind: 'command', input, output, edit: title, changes: [...changes, 'edits'] };
}

/** Made when a form is opened; a form that is sent again is answered as the first time. */
export const formIdSchema = z.uuid();

/**
 * A command that a person sends from a form: with the form's identity it may be sent any number of times, through any
 * door, and is carried out once. Errors: FORM_SENT_OTHERWISE where the same form says something else.
 */
export function form<Shape extends z.ZodRawShape, O extends z.ZodType>(
  input: z.ZodObject<Shape>,
  output: O,
  { changes }: Changes,
): Procedure<'command', z.ZodObject<Shape & typeof identified>, O> & Changes {
  return {
    kind: 'command',
    input: z.object({ ...input.shape, ...identified }),
    output,
    isForm: true,
    changes,
  };
}

/**
 * A form about a record whose history tells every change. It may say what it was opened with (`was` of the envelope):
 * of what only others changed since, their values are taken before the command is carried out, so that the history tells
 * only what this person changed.
 */
export function recordForm<
  Shape extends z.ZodRawShape,
  O extends z.ZodType,
  Opened extends z.ZodObject<{ id: typeof idSchema }>,
>(
  input: z.ZodObject<Shape>,
  output: O,
  { changes, opened }: Changes & { readonly opened: Opened },
): Procedure<'command', z.ZodObject<Shape & typeof identified>, O> & Changes & { readonly opened: Opened } {
  return { ...form(input, output, { changes }), opened };
}

const identified = { formId: formIdSchema.optional() };

/** What is told of a call by its input, whose schema says what that holds. */
export const byInput =
  <Input extends z.ZodType, Told>(
    { input: schema }: { readonly input: Input },
    told: (input: z.output<Input>) => Told,
  ): ((input: unknown) => Told) =>
  (input) =>
    told(schema.parse(input));
