import type { KeyboardEvent } from 'react';

/** Sends a form by Ctrl+Enter (⌘+Enter) from any of its fields; the key that ends a pinyin sends nothing. */
export function sendOnCtrlEnter(send: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
}
