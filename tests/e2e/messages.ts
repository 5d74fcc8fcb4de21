import type { Page } from 'playwright';

// Messages of the page go by themselves: a test that looks late would not see them.

/** A page whose messages are kept by `keepMessages`. */
interface ToldWindow extends Window {
  toldMessages?: string[];
  /** The same, and none taken away by who waited for it. */
  allTold?: string[];
}

/** Has a page keep its messages from now on, and after each time that it is loaded. */
export async function keepMessages(page: Page): Promise<void> {
  await page.addInitScript(keepMessagesHere);
  await page.evaluate(keepMessagesHere);
}

/** Runs in the page. */
function keepMessagesHere(): void {
  const here = window as ToldWindow;
  if (here.toldMessages) return;
  const messages: string[] = [];
  here.toldMessages = messages;
  here.allTold = [];
  const look = () => {
    for (const notice of document.querySelectorAll<HTMLElement>('.ant-message-notice')) {
      const text = notice.textContent ?? '';
      if (text === '' || notice.dataset.told === text) continue;
      notice.dataset.told = text;
      messages.push(text);
      here.allTold?.push(text);
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  look();
}

/**
 * Waits until the page has told something in a message, which goes by itself: what was told and not waited for yet is
 * kept, so that a message may have gone before it is looked for.
 */
export async function told(
  page: Page,
  text: string | RegExp,
  patience: { timeout?: number } = {},
): Promise<void> {
  const { source, flags } =
    typeof text === 'string' ? { source: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags: '' } : text;
  await page.waitForFunction(
    (wanted) => {
      const messages = (window as ToldWindow).toldMessages ?? [];
      const at = messages.findIndex((message) => new RegExp(wanted.source, wanted.flags).test(message));
      messages.splice(0, at + 1);
      return at >= 0;
    },
    { source, flags },
    patience,
  );
}

/** All that the page told since it was loaded. */
export async function allTold(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => (window as ToldWindow).allTold ?? []);
}
