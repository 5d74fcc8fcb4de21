import { useState } from 'react';
import { Unread } from './unread.ts';

/**
 * Keeps what is not understood of a field that stands outside a form, until it is mended or the value changes from
 * elsewhere. Meanwhile the value is `meanwhile`: none, or the last one where there always is one.
 */
export function useUnread<Value>(
  value: Value,
  meanwhile: Value,
  onChange: (written: Value | Unread | null) => void,
): { readonly value: Value | Unread; readonly onChange: (written: Value | Unread | null) => void } {
  const [unread, setUnread] = useState<Unread | null>(null);
  return {
    value: unread && Object.is(value, meanwhile) ? unread : value,
    onChange(written) {
      setUnread(written instanceof Unread ? written : null);
      onChange(written);
    },
  };
}
