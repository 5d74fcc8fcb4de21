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
