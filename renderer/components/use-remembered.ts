import { useState } from 'react';

/** A choice that is remembered on this machine, one for each key. */
export function useRemembered<Value>(key: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [held, setHeld] = useState<{ readonly key: string; readonly value: Value } | null>(null);
  const value = held?.key === key ? held.value : stored(key, initial);
  const change = (next: Value) => {
    setHeld({ key, value: next });
    localStorage.setItem(key, JSON.stringify(next));
  };
  // The value is read once, so that it stays the same object from one drawing to the next.
  if (held?.key !== key) setHeld({ key, value });
  return [value, change];
}

function stored<Value>(key: string, initial: Value): Value {
  try {
    const text = localStorage.getItem(key);
    return text === null ? initial : (JSON.parse(text) as Value);
  } catch {
    return initial;
  }
}
