import { isTyping } from './is-typing.ts';

/** What has keys of its own: letters and digits are there what they are to it. */
const OWN_KEYS =
  '[role="dialog"], [role="listbox"], [role="menu"], [role="grid"], [role="treegrid"], .ant-select';

/** Whether a key is meant for what has the focus, and not for the screen: a field, a table, an open list, a dialog. */
export function isElsewhere({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing || isTyping(target)) return true;
  return target instanceof Element && target.closest(OWN_KEYS) !== null;
}
