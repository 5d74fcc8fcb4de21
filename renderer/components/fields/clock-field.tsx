import { readClock } from '#shared/written/clock.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import type { Unread } from './unread.ts';
import { type Writing, WrittenInput, type WrittenInputProps } from './written-input.tsx';

const writing: Writing<string> = { read: readClock, write: (time) => time, tell: (time) => time };

/** A time of the day as HH:mm in a form; empty text where there is none. */
export function ClockField(field: FieldProps) {
  return (
    <FormField {...field}>
      <WrittenClock label={field.hiddenLabel} />
    </FormField>
  );
}

function WrittenClock({
  id,
  label,
  onChange,
  ...rest
}: Omit<WrittenInputProps<string>, 'writing' | 'onChange'> & {
  readonly id?: string;
  readonly label?: string | undefined;
  readonly onChange?: (value: string | Unread) => void;
}) {
  return (
    <WrittenInput
      {...rest}
      writing={writing}
      onChange={(written) => onChange?.(written ?? '')}
      given={{ id, 'aria-label': label, placeholder: '时:分' }}
    />
  );
}
