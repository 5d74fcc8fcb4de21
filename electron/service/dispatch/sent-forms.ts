import { createHash } from 'node:crypto';
import { z } from 'zod';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { formIdSchema } from '#shared/contract/procedure.ts';
import { findSentForm, insertSentForm } from '../db/queries/sent-forms.ts';
import type { Read, Write } from '../db/schema/schema.ts';
import { type Call, parseOutput } from './procedures.ts';

/** A form that a command comes from: its identity, and what it says. */
interface SentForm {
  readonly id: string;
  readonly digest: string;
}

const formSchema = z.looseObject({ formId: formIdSchema.optional() });

/** Parts a command from the identity of the form that it comes from; null where it comes from none. */
export function partForm({ procedure, input }: Call): { input: unknown; form: SentForm | null } {
  if (!procedure.isForm) return { input, form: null };
  const { formId, ...said } = formSchema.parse(input);
  if (formId === undefined) return { input: said, form: null };
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(said)))
    .digest('hex');
  return { input: said, form: { id: formId, digest } };
}

/**
 * What a form was answered that came before; undefined where it did not come. Errors: FORM_SENT_OTHERWISE where it said
 * something else then: neither is lost, but somebody has to look.
 */
export async function findAnswer(
  db: Read,
  { name, procedure }: Call,
  { id, digest }: SentForm,
): Promise<{ answer: unknown } | undefined> {
  const sent = await findSentForm(db, id);
  if (!sent) return undefined;
  if (sent.command !== name || sent.digest !== digest)
    throw new CodedError('FORM_SENT_OTHERWISE', { at: minuteOf(new Date(sent.at)).replace('T', ' ') });
  return { answer: parseOutput(name, procedure, JSON.parse(sent.answer)) };
}

/** Remembers what a form was answered, in the transaction that carried it out. */
export async function rememberAnswer(
  db: Write,
  { name }: Call,
  form: SentForm,
  answer: unknown,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await insertSentForm(db, { ...form, command: name, answer: JSON.stringify(answer), at });
}

/** A value whose parts stand in one order, whoever wrote it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
