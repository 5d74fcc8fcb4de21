import type { KeyboardEvent } from 'react';
import { isPressed, keys } from './keys.ts';

/** Sends a form by Ctrl+Enter (⌘+Enter) from any of its fields; the key that ends a pinyin sends nothing. */
export function sendOnCtrlEnter(send: () => void) {
  return (event: KeyboardEvent) => {
    if (!isPressed(event.nativeEvent, keys.send)) return;
    event.preventDefault();
    send();
  };
}
