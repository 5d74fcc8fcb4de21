import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import { CodedError } from '#shared/contract/errors.ts';

/** Opens a window that is never shown, linked to the service, at an address of the interface. */
export interface PagePrinter {
  openHidden(hash: string): BrowserWindow;
}

const LONGEST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 80;

/** Prints a page of the interface to PDF. Errors: PRINT_UNAVAILABLE where it cannot be drawn in time. */
export async function printPage(printer: PagePrinter, page: string): Promise<Buffer> {
  return await withPage(printer, page, (window) =>
    window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
  );
}

/** Sends a page to a printer that the user chooses; false where the user cancelled. Errors: PRINT_UNAVAILABLE. */
export async function printByDialog(printer: PagePrinter, page: string): Promise<boolean> {
  return await withPage(
    printer,
    page,
    (window) =>
      new Promise<boolean>((resolve, reject) => {
        window.webContents.print({ silent: false, printBackground: true }, (printed, reason) => {
          if (printed || reason === 'Print job canceled' || reason === 'cancelled') resolve(printed);
          else reject(new CodedError('PRINT_UNAVAILABLE'));
        });
      }),
  );
}

/** Does something with a hidden window when its page is complete. */
async function withPage<T>(
  printer: PagePrinter,
  page: string,
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  const window = printer.openHidden(`/print/${page}`);
  try {
    let end = Date.now() + LONGEST_WAIT_MS;
    let last = '';
    for (;;) {
      const status = await statusOf(window);
      if (status === 'ready') break;
      // A long document reports its progress: printing is given up only where the progress stops.
      if (status !== last) end = Date.now() + LONGEST_WAIT_MS;
      last = status;
      if (Date.now() > end || status === 'failed') throw new CodedError('PRINT_UNAVAILABLE');
      await wait(LOOK_EVERY_MS);
    }
    return await work(window);
  } finally {
    window.destroy();
  }
}

async function statusOf(window: BrowserWindow): Promise<string> {
  return String(await window.webContents.executeJavaScript('document.documentElement.dataset.sheet'));
}
