import { z } from 'zod';
import { Unread } from '../fields/unread.ts';

const valuesSchema = z.record(z.string(), z.unknown());
const unreadSchema = z.strictObject({ unread: z.string(), fault: z.string() });

/** Beside the fields of a form: what it was opened with. No field is called so. */
const OPENED = '@opened';

/** What stands in a form's fields as text, with what no field understood yet, and with what the form was opened with. */
export function writeDraft(values: object, opened: object | undefined): string {
  return JSON.stringify({ ...values, [OPENED]: opened }, (_, value: unknown) =>
    value instanceof Unread ? { unread: value.text, fault: value.fault } : value,
  );
}

/** The fields' values of a draft, by name, and those it was opened with. Throws where the text is no such thing. */
export function readDraft(text: string): {
  values: Record<string, unknown>;
  opened: Record<string, unknown> | undefined;
} {
  const values: unknown = JSON.parse(text, (_, value: unknown) => {
    const unread = unreadSchema.safeParse(value);
    return unread.success ? new Unread(unread.data.unread, unread.data.fault) : value;
  });
  const { [OPENED]: opened, ...fields } = valuesSchema.parse(values);
  return { values: fields, opened: valuesSchema.optional().parse(opened) };
}
