import { useState } from 'react';

/** A choice of this reader on this machine, kept between sessions; another key has its own. */
export function useRemembered<Value>(key: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [held, setHeld] = useState<{ readonly key: string; readonly value: Value } | null>(null);
  const value = held?.key === key ? held.value : stored(key, initial);
  const change = (next: Value) => {
    setHeld({ key, value: next });
    localStorage.setItem(key, JSON.stringify(next));
  };
  // What was read is held, so that it keeps its identity.
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
