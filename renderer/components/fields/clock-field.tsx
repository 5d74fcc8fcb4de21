import { readClock } from '#shared/written/clock.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import type { Writing } from './written-input.tsx';
import { WrittenText } from './written-text.tsx';

const writing: Writing<string> = { read: readClock, write: (time) => time, tell: (time) => time };

/** A time of the day as HH:mm in a form; empty text where there is none. */
export function ClockField(field: FieldProps) {
  return (
    <FormField {...field}>
      <WrittenText writing={writing} label={field.hiddenLabel} given={{ placeholder: '时:分' }} />
    </FormField>
  );
}
