import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, chromium, type ElectronApplication, type Page } from 'playwright';
import {
  chromiumArguments,
  chromiumPath,
  type Drawing,
  PLAIN_SCALE,
  plainDrawing,
  softwareWebGl,
} from '../support/chromium.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import { serveWorkspace } from '../support/served-workspace.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { keepMessages } from './messages.ts';

const root = join(import.meta.dirname, '..', '..');

/** One door to the application. Only this file starts Playwright; a scenario speaks of what a clerk does. */
export interface Door {
  readonly page: Page;
  /** Hands the import screen a file as this door does. */
  chooseFile(path: string): Promise<void>;
  /** Does what asks for a file, and gives it this one, or several at once. */
  pick(path: string | readonly string[], act: () => Promise<unknown>): Promise<void>;
  /** Does what saves a file, and has it saved at a path. */
  saveAs(path: string, act: () => Promise<unknown>): Promise<void>;
  /** Prints the sheet that is shown to a PDF file. */
  printSheet(path: string): Promise<void>;
  close(): Promise<void>;
}

type DialogName = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';

export interface DesktopDoor extends Door {
  /** A person's answers to the next dialogs of a kind, one after the other; the last one stands. */
  answer(name: DialogName, ...given: object[]): Promise<void>;
  /** Does what opens another window, and waits for it. */
  opened(act: () => Promise<unknown>): Promise<Page>;
  /** Runs in the application's main process. */
  inMain: ElectronApplication['evaluate'];
}

type Environment = Readonly<Record<string, string>>;

/** Debian's Chromium on the loopback door; `environment` is that of the process that serves it. */
export async function openBrowserDoor(
  workspace: string,
  drawing: Drawing = 'plain',
  environment: Environment = {},
): Promise<Door> {
  const browser = await chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: [...chromiumArguments, ...(drawing === 'plain' ? plainDrawing : [])],
    timeout: PATIENCE_MS,
  });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: drawing === 'plain' ? PLAIN_SCALE : 1,
    locale: 'zh-CN',
    reducedMotion: drawing === 'plain' ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await keepMessages(page);
  // The address is good for a minute: the browser that takes so long to start is there before it.
  const served = await serveWorkspace(workspace, undefined, environment);
  await page.goto(served.url);
  return {
    page,
    chooseFile: async (path) => await page.locator('input[type=file]').setInputFiles(path),
    async pick(path, act) {
      const asked = page.waitForEvent('filechooser');
      await act();
      await (await asked).setFiles(typeof path === 'string' ? path : [...path]);
    },
    async saveAs(path, act) {
      const download = page.waitForEvent('download');
      await act();
      await (await download).saveAs(path);
    },
    printSheet: async (path) =>
      void (await page.pdf({ path, preferCSSPageSize: true, printBackground: true })),
    async close() {
      await browser.close();
      await served.stop();
    },
  };
}

/**
 * A real Electron with the built application; `null` opens what it opened last. `packed` is the program as it was
 * packed for others; else the sources' own build is run.
 */
export async function openDesktopDoor(
  workspace: string | null,
  home: string,
  {
    packed = null,
    drawing = 'plain',
    environment = {},
  }: { packed?: string | null; drawing?: Drawing; environment?: Environment } = {},
): Promise<DesktopDoor> {
  const application = await _electron.launch({
    executablePath: packed ?? join(electronRuntime() ?? '', 'electron'),
    args: [
      '--no-sandbox',
      ...softwareWebGl,
      ...(drawing === 'plain' ? plainDrawing : []),
      ...(packed === null ? [root] : []),
      ...(workspace === null ? [] : [`--workspace=${workspace}`]),
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...{ XUEANTU_NODE: process.execPath, XUEANTU_HOME: home },
      ...environment,
    },
    timeout: PATIENCE_MS,
  });
  const page = await application.firstWindow({ timeout: PATIENCE_MS });
  page.setDefaultTimeout(PATIENCE_MS);
  await keepMessages(page);
  return {
    page,
    async chooseFile(path) {
      await answerDialog(application, 'showOpenDialog', [{ canceled: false, filePaths: [path] }]);
      await page.getByRole('button', { name: '选择名单文件' }).click();
    },
    async pick(path, act) {
      const filePaths = typeof path === 'string' ? [path] : [...path];
      await answerDialog(application, 'showOpenDialog', [{ canceled: false, filePaths }]);
      await act();
    },
    async saveAs(path, act) {
      await answerDialog(application, 'showSaveDialog', [{ canceled: false, filePath: path }]);
      await act();
      await until(`${path} is saved`, () => existsSync(path));
      // It is there from its first byte on, and whole when the call that saves it is answered.
      await callsAnswered(page);
    },
    async printSheet(path) {
      writeFileSync(path, '');
      await answerDialog(application, 'showSaveDialog', [{ canceled: false, filePath: path }]);
      await page.getByRole('button', { name: '保存为 PDF' }).click();
      await page.getByText('已保存').waitFor();
    },
    async opened(act) {
      const opening = application.waitForEvent('window', { timeout: PATIENCE_MS });
      await act();
      const window = await opening;
      window.setDefaultTimeout(PATIENCE_MS);
      return window;
    },
    answer: (name, ...given) => answerDialog(application, name, given),
    inMain: application.evaluate.bind(application) as ElectronApplication['evaluate'],
    close: () => application.close(),
  };
}

/** A person's answers to dialogs: the one thing in this application that a test cannot click. */
async function answerDialog(
  application: ElectronApplication,
  name: DialogName,
  answers: readonly object[],
): Promise<void> {
  await application.evaluate(
    ({ dialog }, given) => {
      const left = [...given.answers];
      Object.assign(dialog, { [given.name]: async () => (left.length > 1 ? left.shift() : left[0]) });
    },
    { name, answers },
  );
}

async function callsAnswered(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.calls === '0');
}
