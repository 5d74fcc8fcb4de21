import { existsSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { type HostProcedureName, hostContract } from '#shared/contract/contract.ts';
import type { AnswerMessage, CallMessage, Failure } from '#shared/contract/envelope.ts';
import { CodedError, toFailure } from '#shared/contract/errors.ts';
import { importExtensions } from '#shared/contract/import.ts';
import type { HandlersOf } from './host-handlers.ts';
import { installUpdate } from './install-update.ts';
import { mainLog } from './main-log.ts';
import { type PagePrinter, printByDialog, printPage } from './print-page.ts';
import { placeProcedures, type ServerParts, serverProcedures } from './servers/server-procedures.ts';
import { type ServiceHost, ServiceRefusal } from './service-host.ts';
import type { SettingsFile } from './settings.ts';

type Handlers = HandlersOf<HostProcedureName>;

export interface HostParts {
  readonly service: ServiceHost;
  readonly settings: SettingsFile;
  readonly printer: PagePrinter;
  /** A backup that the user double-clicked: the user need not choose it again. */
  readonly offered: { backup: string | null };
  readonly servers: ServerParts;
}

const chosenFilters = [
  { name: '名单', extensions: [...importExtensions] },
  { name: '外勤回传文件', extensions: ['xatp'] },
  { name: '底图', extensions: ['pmtiles', 'mbtiles'] },
];

const backupFilters = [{ name: '学安图备份', extensions: ['xab'] }];

/** What the desktop application answers itself: dialogs, workspaces, printing. */
export class HostProcedures {
  readonly #handlers: Handlers;

  constructor(parts: HostParts) {
    this.#handlers = createHandlers(parts);
  }

  knows(name: string): name is HostProcedureName {
    return Object.hasOwn(hostContract, name);
  }

  async answer(
    window: BrowserWindow,
    name: HostProcedureName,
    { id, input }: Omit<CallMessage, 'name'>,
  ): Promise<AnswerMessage> {
    try {
      const { input: inputSchema, output } = hostContract[name];
      const parsed = inputSchema.safeParse(input);
      if (!parsed.success) throw new CodedError('INPUT_INVALID', { field: name, reason: '' });
      const run = this.#handlers[name] as (window: BrowserWindow, input: unknown) => Promise<unknown>;
      return { id, ok: output.parse(await run(window, parsed.data)) };
    } catch (error) {
      return { id, error: describeFailure(error, name) };
    }
  }
}

function createHandlers({ service, settings, printer, offered, servers }: HostParts): Handlers {
  /** Asks for a folder in which a workspace is made, and remembers it as the open one. */
  const openNew = async (
    window: BrowserWindow,
    title: string,
    name: string,
    make: (directory: string) => Promise<unknown>,
  ): Promise<{ opened: boolean }> => {
    const parent = await chooseFolder(window, title);
    if (parent === null) return { opened: false };
    const directory = join(parent, name);
    await make(directory);
    settings.rememberOpen(directory);
    return { opened: true };
  };
  return {
    ...placeProcedures(service, settings, servers),
    ...serverProcedures(servers),

    'host.describe': async () => ({
      kind: 'desktop',
      hasPlaces: true,
      version: app.getVersion(),
      parts: [
        { name: 'Electron', value: process.versions.electron ?? '' },
        { name: 'Chromium', value: process.versions.chrome ?? '' },
        ...(app.commandLine.hasSwitch('no-sandbox') ? [{ name: '沙箱', value: '没有启用' }] : []),
      ],
    }),

    async 'host.chooseFile'(window, { several }) {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: '选择文件',
        properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
        filters: chosenFilters,
      });
      const registered = filePaths.map(async (path) => ({
        token: await service.control({ name: 'registerFile', path }),
        name: basename(path),
      }));
      const [first, ...others] = await Promise.all(registered);
      return first ? { ...first, others } : null;
    },

    async 'host.openWorkspace'(window) {
      return { opened: await chooseAndOpenWorkspace(window, service, settings) };
    },

    async 'host.createWorkspace'(window, { pack, name }) {
      return await openNew(window, '选择新工作区放在哪个文件夹里', fileName(name, '工作区'), (directory) =>
        service.control({ name: 'create', directory, title: name, pack }),
      );
    },

    async 'host.openPacket'(window) {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: '选择外勤包',
        properties: ['openFile'],
        filters: [{ name: '学安图外勤包', extensions: ['xatp'] }],
      });
      const [path] = filePaths;
      if (!path) return { opened: false };
      const folder = fileName(basename(path, extname(path)), '外勤');
      return await openNew(window, '选择外勤工作区放在哪个文件夹里', folder, (directory) =>
        service.control({ name: 'openPacket', path, directory }),
      );
    },

    async 'host.chooseBackupPlace'(window, { name }) {
      const { filePath } = await dialog.showSaveDialog(window, {
        title: '备份到',
        defaultPath: join(app.getPath('documents'), fileName(name, '备份.xab')),
        filters: backupFilters,
      });
      if (!filePath) return null;
      return {
        token: await service.control({ name: 'registerFile', path: filePath }),
        name: basename(filePath),
      };
    },

    async 'host.chooseBackup'(window) {
      const path = offered.backup ?? (await chooseBackup(window));
      offered.backup = null;
      if (!path) return null;
      const sealed = (await service.control({ name: 'inspectBackup', path })) === 'sealed';
      return { token: await service.control({ name: 'registerFile', path }), name: basename(path), sealed };
    },

    async 'host.restoreBackup'(window, { token, name, password }) {
      const folder = fileName(basename(name, extname(name)), '恢复的工作区');
      return await openNew(window, RESTORE_TITLE, folder, (directory) =>
        service.control({ name: 'restoreBackup', token, directory, password }),
      );
    },

    async 'host.chooseFolder'(window, { title }) {
      const path = await chooseFolder(window, title);
      return path === null
        ? null
        : { token: await service.control({ name: 'registerFile', path }), name: path };
    },

    async 'host.restoreCopy'(window, { token, name, minute }) {
      // Beside a copy, as on a stick, its own name would be taken.
      const folder = fileName(basename(name).replace(/^学安图第二份 /, '恢复 '), '恢复的工作区');
      return await openNew(window, RESTORE_TITLE, folder, (directory) =>
        service.control({ name: 'restoreCopy', token, directory, minute }),
      );
    },

    'host.installUpdate': async (window) => await installUpdate(window),

    'host.printDialog': async (_window, { page }) => ({ printed: await printByDialog(printer, page) }),

    async 'host.print'(window, { page, name }) {
      const pdf = await printPage(printer, page);
      return await save(window, `${fileName(name, '打印页')}.pdf`, pdf);
    },

    'host.saveFile': async (window, { name, bytes }) => await save(window, fileName(name, '文件'), bytes),
  };
}

const RESTORE_TITLE = '选择恢复到哪个文件夹里';

/** Asks for a folder, which may be made in the dialog; null where the user cancelled. */
async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] || null;
}

async function chooseBackup(window: BrowserWindow): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '选择备份',
    properties: ['openFile'],
    filters: backupFilters,
  });
  return filePaths[0];
}

/** Asks where a file goes and writes it; null where the user cancelled. Errors: DISK_WRITE. */
async function save(
  window: BrowserWindow,
  name: string,
  bytes: Uint8Array,
): Promise<{ file: string } | null> {
  const extension = extname(name).slice(1);
  const { filePath } = await dialog.showSaveDialog(window, {
    title: '保存文件',
    defaultPath: join(app.getPath('documents'), name),
    filters: extension ? [{ name: extension.toUpperCase(), extensions: [extension] }] : [],
  });
  if (!filePath) return null;
  try {
    writeFileSync(filePath, bytes);
  } catch {
    throw new CodedError('DISK_WRITE', { path: filePath });
  }
  return { file: basename(filePath) };
}

/** Asks for a workspace folder and opens it; false where the user cancelled. */
export async function chooseAndOpenWorkspace(
  window: BrowserWindow,
  service: ServiceHost,
  settings: SettingsFile,
): Promise<boolean> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '打开工作区文件夹',
    properties: ['openDirectory'],
  });
  const [directory] = filePaths;
  if (!directory || !existsSync(directory)) return false;
  await service.control({ name: 'open', directory });
  settings.rememberOpen(directory);
  return true;
}

/** A name without the characters that Windows forbids in names of files and folders. */
function fileName(name: string, otherwise: string): string {
  return (
    name
      .replace(/[<>:"/\\|?*]/g, '')
      .replace(/\p{Cc}/gu, '')
      .replace(/[. ]+$/, '') || otherwise
  );
}

function describeFailure(error: unknown, name: string): Failure {
  if (error instanceof ServiceRefusal) return error.failure;
  mainLog().failure('host', error, { name });
  return toFailure(error, name);
}
