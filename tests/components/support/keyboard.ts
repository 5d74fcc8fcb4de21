import { expect } from 'vitest';
import { cdp, type Locator, page, userEvent } from 'vitest/browser';

/** More than any form has. */
const MOST_FIELDS = 120;

/** Goes to a field or a button by keyboard alone. */
export async function tabTo(wanted: Locator): Promise<void> {
  await expect.element(wanted).toBeInTheDocument();
  for (let i = 0; i < MOST_FIELDS; i++) {
    if (wanted.element() === document.activeElement) return;
    await userEvent.tab();
  }
  throw new Error(`no number of tabs leads to ${wanted.selector}`);
}

/** Writes Chinese as people do: the letters of the pinyin stand in the field until the word is chosen. */
export async function compose(pinyin: string, word: string): Promise<void> {
  for (let end = 1; end <= pinyin.length; end++) {
    const text = pinyin.slice(0, end);
    await cdp().send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
  }
  await cdp().send('Input.insertText', { text: word });
}

/** Presses Enter while the letters of a pinyin stand in the field: they are taken as letters, nothing else. */
export async function composeLetters(pinyin: string): Promise<void> {
  const at = pinyin.length;
  await cdp().send('Input.imeSetComposition', { text: pinyin, selectionStart: at, selectionEnd: at });
  // An input method keeps the key for itself: the page hears of it with this number.
  const key = { windowsVirtualKeyCode: 229, key: 'Process', code: 'Enter' };
  await cdp().send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await cdp().send('Input.insertText', { text: pinyin });
  await cdp().send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

/** Puts a text in place of what stands in the field that has the focus, as from a table or a chat. */
export async function paste(text: string): Promise<void> {
  await userEvent.keyboard('{Control>}a{/Control}');
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  // A field may take a pasted text itself; what nobody takes is inserted.
  if (document.activeElement?.dispatchEvent(pasted)) await cdp().send('Input.insertText', { text });
}

/** Chooses the first option of a choice by keyboard; `find` is typed where the choice looks for it. */
export async function chooseFirst(choice: Locator, find = ''): Promise<void> {
  await tabTo(choice);
  await userEvent.keyboard(find === '' ? '{Enter}' : find);
  await expect.element(choice).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('{Enter}');
}

/** Chooses by keyboard the option that stands some places behind the chosen one. */
export async function chooseNext(choice: Locator, places: number): Promise<void> {
  await tabTo(choice);
  await userEvent.keyboard('{Enter}');
  await expect.element(choice).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard(`${'{ArrowDown}'.repeat(places)}{Enter}`);
}

/** Presses a button twice while its answer is on the way: it is busy, and lets nothing pass. */
export async function pressTwice(button: Locator): Promise<void> {
  await tabTo(button);
  await userEvent.keyboard('{Enter}{Enter}');
  await expect.element(button).toHaveClass('ant-btn-loading');
}

/** A button by its words, whatever sign stands before them: a busy one has another. */
export const button = (words: string) => page.getByRole('button', { name: new RegExp(`(^|\\s)${words}$`) });
