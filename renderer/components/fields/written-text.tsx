import type { Unread } from './unread.ts';
import { WrittenInput, type WrittenInputProps } from './written-input.tsx';

/** What a field of text is given by the form that it stands in. */
export interface TextControl
  extends Omit<WrittenInputProps<string>, 'writing' | 'onChange' | 'onStep' | 'given'> {
  readonly id?: string;
  readonly label?: string | undefined;
  readonly onChange?: (value: string | Unread) => void;
}

/** A field whose value is a text; emptied it is empty text. */
export function WrittenText({
  id,
  label,
  onChange,
  given,
  ...rest
}: TextControl & Pick<WrittenInputProps<string>, 'writing' | 'given'>) {
  return (
    <WrittenInput
      {...rest}
      onChange={(written) => onChange?.(written ?? '')}
      given={{ id, 'aria-label': label, ...given }}
    />
  );
}
