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
  const [kept, setKept] = useState<{ readonly unread: Unread; readonly at: Value } | null>(null);
  return {
    value: kept && Object.is(value, kept.at) ? kept.unread : value,
    onChange(written) {
      setKept(written instanceof Unread ? { unread: written, at: meanwhile } : null);
      onChange(written);
    },
  };
}
