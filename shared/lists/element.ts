/** The element at an index that is known to be in the list. Throws RangeError where it is not. */
export function elementAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no element ${index} among ${items.length}`);
  return item;
}

/** The last element of a list that is known not to be empty. Throws RangeError where it is. */
export function lastOf<Item>(items: readonly Item[]): Item {
  return elementAt(items, items.length - 1);
}
