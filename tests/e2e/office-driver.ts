import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { chromium, type Page } from 'playwright';
import { chromiumArguments, chromiumPath, PLAIN_SCALE, plainDrawing } from '../support/chromium.ts';
import { serveOffice } from '../support/served-workspace.ts';
import { PATIENCE_MS } from '../support/until.ts';
import { keepMessages } from './messages.ts';

/** An office's server in a process of its own, and one browser for all who come. */
export interface OfficeDoor {
  readonly url: string;
  /** A window of somebody who shares nothing with the others; it shows the page for signing in. */
  newWindow(): Promise<Page>;
  readonly windows: readonly Page[];
  close(): Promise<void>;
}

/** Serves a workspace with accounts over HTTPS, with a certificate of the office's own authority. */
export async function openOfficeDoor(workspace: string, home: string): Promise<OfficeDoor> {
  const served = await serveOffice(workspace, home);
  const trusted = await verifiedKey(new URL(served.url), join(home, 'office', 'tls', 'ca.pem'));
  const browser = await chromium.launch({
    executablePath: chromiumPath() ?? '',
    // The browser is told of this one key, which the authority has vouched for; any other is refused as ever.
    args: [...chromiumArguments, ...plainDrawing, `--ignore-certificate-errors-spki-list=${trusted}`],
    timeout: PATIENCE_MS,
  });
  const windows: Page[] = [];
  return {
    url: served.url,
    windows,
    async newWindow() {
      const context = await browser.newContext({
        viewport: { width: 1366, height: 768 },
        deviceScaleFactor: PLAIN_SCALE,
        locale: 'zh-CN',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await keepMessages(page);
      await page.goto(served.url);
      windows.push(page);
      return page;
    },
    async close() {
      await browser.close();
      await served.stop();
    },
  };
}

/** The key that a server shows, as browsers are told of one. Errors: the authority has not signed it. */
async function verifiedKey({ hostname, port }: URL, authority: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca: readFileSync(authority) }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.end();
      resolve(
        createHash('sha256')
          .update(key ?? '')
          .digest('base64'),
      );
    });
    socket.once('error', reject);
  });
}
