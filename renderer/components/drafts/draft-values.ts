import { z } from 'zod';
import { Unread } from '../fields/unread.ts';

const unreadSchema = z.strictObject({ unread: z.string(), fault: z.string() });

/** What stands in a form's fields as text, with what no field understood yet. */
export function writeDraft(values: unknown): string {
  return JSON.stringify(values, (_, value: unknown) =>
    value instanceof Unread ? { unread: value.text, fault: value.fault } : value,
  );
}

/** The fields' values of a draft, by name. Throws where the text is no such thing. */
export function readDraft(text: string): Record<string, unknown> {
  const values: unknown = JSON.parse(text, (_, value: unknown) => {
    const unread = unreadSchema.safeParse(value);
    return unread.success ? new Unread(unread.data.unread, unread.data.fault) : value;
  });
  return z.record(z.string(), z.unknown()).parse(values);
}
