import { BrowserWindow, dialog, type Rectangle } from 'electron';
import { CodedError } from '#shared/contract/errors.ts';
import { mainLog } from '../main-log.ts';
import { keepOn } from '../security.ts';
import type { KnownServer } from '../settings.ts';
import { checkServer, doubted } from './look-at-server.ts';
import { readServerAddress, type ServerAddress } from './server-address.ts';
import type { ServerList } from './server-list.ts';
import { forgetSession, letIn, sessionOfServer } from './server-session.ts';
import { leadsToIssuer, signInByBrowser } from './sign-in-by-browser.ts';

/** Chromium's numbers for a page that was given up, and for one that was forbidden here. */
const ABORTED = -3;
const BLOCKED = -20;

/**
 * Windows in which servers' own pages are shown, one for each server. Such a page gets nothing of the application: it
 * has no preload script, and saves, prints and chooses files as in a browser.
 */
export class ServerWindows {
  readonly #list: ServerList;
  readonly #windows = new Map<string, BrowserWindow>();

  constructor(list: ServerList) {
    this.#list = list;
  }

  /** Shows a server where `bounds` are, or its window that is open. Errors: SERVER_UNKNOWN, SERVER_CHANGED, SERVER_UNREACHABLE and others. */
  async open(id: string, bounds: Rectangle): Promise<void> {
    const server = this.#list.find(id);
    const open = this.#windows.get(id);
    if (open) {
      show(open);
      return;
    }
    const address = readServerAddress(server.address);
    // Asked first, so that a refusal is told where the person is.
    await checkServer(address, server.pin, new Date());
    const window = await this.#make(server, address, bounds);
    this.#windows.set(id, window);
    window.on('closed', () => this.#windows.delete(id));
    await window.loadURL(`${address.origin}/`).catch(() => undefined);
  }

  /** Closes a server's window and forgets the server with all that its pages left here. */
  async forget(id: string): Promise<void> {
    this.#windows.get(id)?.destroy();
    await forgetSession(id);
    this.#list.forget(id);
  }

  isOne(window: BrowserWindow): boolean {
    return [...this.#windows.values()].includes(window);
  }

  /** Signing in by an issuer goes by the system's browser: its pages are not this server's. */
  #handToBrowser(window: BrowserWindow, address: ServerAddress): void {
    let isAway = false;
    window.webContents.on('will-navigate', (event) => {
      if (!leadsToIssuer(event.url, address)) return;
      event.preventDefault();
      if (isAway) return;
      isAway = true;
      void signInByBrowser(window, address, event.url)
        .catch((error: unknown) => mainLog().failure('sign in', error))
        .finally(() => (isAway = false));
    });
  }

  async #make(server: KnownServer, address: ServerAddress, bounds: Rectangle): Promise<BrowserWindow> {
    let told = false;
    const tell = (error: CodedError, leadTo: string | null) => {
      if (told) return;
      told = true;
      void tellFailure(window, error, leadTo).finally(() => (told = false));
    };
    const session = sessionOfServer(server, address, {
      doubted: (doubt) => tell(doubted(doubt, address), null),
      signedIn: (secret) => this.#list.keepSession(server.id, secret),
    });
    const secret = this.#list.sessionOf(server);
    if (secret !== null) await letIn(session, address, secret);
    const window = new BrowserWindow({
      ...bounds,
      minWidth: 800,
      minHeight: 560,
      title: `${server.title} · ${address.origin}`,
      backgroundColor: '#f5f7fa',
      webPreferences: {
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
      },
    });
    keepOn(window.webContents, address.origin);
    this.#handToBrowser(window, address);
    // The title says whose page it is: a page could not write that of another.
    window.on('page-title-updated', (event) => event.preventDefault());
    window.webContents.on('did-fail-load', (_, code, __, ___, isMainFrame) => {
      if (!isMainFrame || code === ABORTED) return;
      const { origin } = address;
      if (code === BLOCKED) tell(new CodedError('SERVER_ELSEWHERE', { address: origin }), origin);
      else tell(new CodedError('SERVER_UNREACHABLE', { address: origin }), null);
    });
    return window;
  }
}

/** Tells why a page of a server is not shown; then leads to another of its pages, or closes the window where none can be. */
async function tellFailure(window: BrowserWindow, error: CodedError, leadTo: string | null): Promise<void> {
  await dialog.showMessageBox(window, { type: 'warning', message: error.message, buttons: ['知道了'] });
  if (window.isDestroyed()) return;
  if (leadTo === null) window.destroy();
  else await window.loadURL(leadTo).catch(() => undefined);
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
