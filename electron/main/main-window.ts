import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { PAGE } from './app-protocol.ts';
import type { SettingsFile } from './settings.ts';

const FIRST_SIZE = { width: 1440, height: 900 };

/** A sandboxed window without Node; `link` connects its page before anything is loaded. */
export function openWindow(options: {
  hash: string;
  show: boolean;
  settings: SettingsFile | null;
  link: (window: BrowserWindow) => void;
}): BrowserWindow {
  const remembered = options.settings?.current.window ?? null;
  const visible = remembered && onSomeScreen(remembered) ? remembered : null;
  const window = new BrowserWindow({
    ...(visible ?? FIRST_SIZE),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: '学安图',
    backgroundColor: '#f5f7fa',
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A hidden window that prints a page must draw it as a visible window does.
      backgroundThrottling: options.show,
    },
  });
  if (visible?.maximized) window.maximize();
  if (options.show) window.once('ready-to-show', () => window.show());
  if (options.settings) rememberBounds(window, options.settings);
  options.link(window);
  void window.loadURL(`${PAGE}#${options.hash}`);
  return window;
}

function rememberBounds(window: BrowserWindow, settings: SettingsFile): void {
  window.on('close', () =>
    settings.remember({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } }),
  );
}

/** The remembered position may be on a screen that is no longer connected: the window would then not be visible. */
function onSomeScreen({ x, y }: { x?: number | undefined; y?: number | undefined }): boolean {
  if (x === undefined || y === undefined) return true;
  return screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        x >= workArea.x - 50 &&
        x < workArea.x + workArea.width &&
        y >= workArea.y - 50 &&
        y < workArea.y + workArea.height,
    );
}
