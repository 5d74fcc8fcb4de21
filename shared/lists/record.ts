/** The keys of a record that was written out in the code and so has no others; in the order written. */
export function keysOf<Key extends string>(record: Partial<Readonly<Record<Key, unknown>>>): Key[] {
  return Object.keys(record) as Key[];
}

/** The entries of a record that was written out in the code and so has no others; in the order written. */
export function entriesOf<Key extends string, Value>(
  record: Partial<Readonly<Record<Key, Value>>>,
): [Key, Value][] {
  return keysOf(record).flatMap((key): [Key, Value][] => {
    const value: Value | undefined = record[key];
    return value === undefined ? [] : [[key, value]];
  });
}

/** A record with a value for each of the keys. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  valueFor: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, valueFor(key)])) as Record<Key, Value>;
}
