/** Inputs that take no text: other keys than theirs mean there what they mean elsewhere. */
const pressed: ReadonlySet<string> = new Set(['checkbox', 'radio']);

/** Whether a key goes to a field: there Ctrl+Z undoes typing, and a digit is a digit. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && pressed.has(target.type)) return false;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
