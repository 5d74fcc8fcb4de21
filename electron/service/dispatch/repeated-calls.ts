import { createHash } from 'node:crypto';
import { z } from 'zod';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { formIdSchema } from '#shared/contract/procedure.ts';
import { findAnswerTo, insertAnswer, removeAnswersBefore } from '../db/queries/sent-forms.ts';
import type { Read, Write } from '../db/schema/schema.ts';
import { type Call, parseOutput } from './procedures.ts';

/** What makes a command that comes again known as the same: a form that it comes from, or the call itself. */
interface Identified {
  readonly id: string;
  readonly digest: string;
}

const formSchema = z.looseObject({ formId: formIdSchema.optional() });

/** Before the identity of a call that comes from no form. */
const CALL = 'call/';
/** A form may be sent again from its draft after weeks; a call is repeated while somebody waits for its answer. */
const CALLS_KEPT_MS = 48 * 3600_000;
/** Old calls are looked for once in so many. */
const LOOK_EVERY = 64;

/** Parts a command from the identity that makes it known; null where it has none. */
export function partIdentity({ procedure, input, once }: Call): { input: unknown; known: Identified | null } {
  const { formId, said } = procedure.isForm ? partForm(input) : { formId: undefined, said: input };
  const id = formId ?? (once === undefined ? null : `${CALL}${once}`);
  if (id === null) return { input: said, known: null };
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(said)))
    .digest('hex');
  return { input: said, known: { id, digest } };
}

function partForm(input: unknown) {
  const { formId, ...said } = formSchema.parse(input);
  return { formId, said };
}

/**
 * What a command was answered that came before; undefined where it did not come. Errors: FORM_SENT_OTHERWISE where it
 * said something else then: neither is lost, but somebody has to look.
 */
export async function findAnswer(
  db: Read,
  { name, procedure }: Call,
  { id, digest }: Identified,
): Promise<{ answer: unknown } | undefined> {
  const sent = await findAnswerTo(db, id);
  if (!sent) return undefined;
  if (sent.command !== name || sent.digest !== digest)
    throw new CodedError('FORM_SENT_OTHERWISE', { at: minuteOf(new Date(sent.at)).replace('T', ' ') });
  return { answer: parseOutput(name, procedure, JSON.parse(sent.answer)) };
}

/** Remembers what a command was answered, in the transaction that carried it out. */
export async function rememberAnswer(
  db: Write,
  { name }: Call,
  { id, digest }: Identified,
  answer: unknown,
  now: Date,
): Promise<void> {
  // A file is made anew for who asks again.
  if (answer instanceof Uint8Array) return;
  const at = now.toISOString();
  const said = { id, digest, command: name, answer: JSON.stringify(answer ?? null), at };
  const number = await insertAnswer(db, said);
  if (number % LOOK_EVERY === 0)
    await removeAnswersBefore(db, new Date(now.getTime() - CALLS_KEPT_MS).toISOString(), CALL);
}

/** A value whose parts stand in one order, whoever wrote it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
