import { app, type Session, session, type WebContents } from 'electron';
import { readUrl } from './read-url.ts';

/** Where the page of an office's server may go: to other pages of that server. */
const origins = new WeakMap<WebContents, string>();

/** Lets a page of a server lead to other pages of it, and nowhere else. */
export function keepOn(contents: WebContents, origin: string): void {
  origins.set(contents, origin);
}

/** Pages stay on the application itself: no navigation, windows, webviews, permissions or downloads. */
export function lockDown(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => {
      const origin = origins.get(contents);
      if (origin === undefined || !isOf(event.url, origin)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  void app.whenReady().then(() => {
    refusePermissions(session.defaultSession);
    session.defaultSession.on('will-download', (event) => event.preventDefault());
  });
}

/** Pages of a session are given nothing that they could ask for: no place, camera, notices or devices. */
export function refusePermissions(own: Session): void {
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
}

/** Whether an address is one of an origin's own. */
export function isOf(url: string, origin: string): boolean {
  return readUrl(url)?.origin === origin;
}
