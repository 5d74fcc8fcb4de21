import { rmSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { Publishing, Waiting } from '../../accounts/answer-office.ts';
import { initOffice } from '../../accounts/office.ts';
import type { OfficeKeys } from '../../accounts/office-keys.ts';
import { readFieldPacket } from '../../db/queries/packets.ts';
import { DataService } from '../../dispatch/service.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { freeName } from '../../upkeep/backups/free-name.ts';
import { restoreBackup } from '../../upkeep/backups/restore-backup.ts';
import { type Progress, progressTo } from '../../workspace/context.ts';
import type { UploadFolder } from '../upload-folder.ts';
import type { Announcements } from './announcements.ts';
import type { House } from './house.ts';
import { addPublished, readPublished } from './published-list.ts';

interface PublisherParts {
  readonly house: House;
  readonly uploads: UploadFolder;
  readonly announcements: Announcements;
  readonly clock: Clock;
  readonly keys: OfficeKeys | undefined;
}

/** Makes workspaces of backups that are sent to an office, and serves them at once and after each start. */
export class Publisher implements Publishing {
  readonly #parts: PublisherParts;
  readonly #opened: DataService[] = [];
  #isBusy = false;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  list() {
    const published = readPublished();
    return this.#parts.house.rooms.map(({ service: { workspace } }) => ({
      name: workspace.name,
      isPublished: published.includes(workspace.directory),
    }));
  }

  async publish(
    file: ChosenFile,
    password: string | null,
    { signal, report }: Waiting,
  ): Promise<{ name: string; code: string }> {
    if (this.#isBusy) throw new CodedError('PUBLISH_BUSY');
    this.#isBusy = true;
    const { uploads, clock } = this.#parts;
    const directory = freeName(pathInside(this.#besideFirst(), folderNameOf(file.name)));
    try {
      const progress = progressTo(signal, report);
      await restoreBackup(file.path, directory, { password, now: clock.now(), progress });
      const published = await this.#takeIn(directory, progress);
      uploads.drop(file.path);
      return published;
    } finally {
      this.#isBusy = false;
    }
  }

  async close(): Promise<void> {
    for (const service of this.#opened) await service.close();
  }

  /** Workspaces lie beside one another, where the service may write. */
  #besideFirst(): string {
    const [first] = this.#parts.house.rooms;
    if (!first) throw new CodedError('WORKSPACE_NOT_OPEN');
    return dirname(first.service.workspace.directory);
  }

  /** Takes a restored workspace into the house, or takes its folder away again. */
  async #takeIn(directory: string, progress: Progress): Promise<{ name: string; code: string }> {
    const { house, announcements, clock, keys } = this.#parts;
    const service = new DataService(clock, house.rooms[0]?.service.log);
    try {
      await progress.report('打开工作区', 0, null);
      await service.open(directory);
      // Who gives up after this is served all the same.
      await progress.breathe();
      const { name } = service.workspace;
      const reason = await this.#reasonAgainst(service);
      if (reason !== null) throw new CodedError('PUBLISH_REFUSED', { name, reason });
      const code = initOffice(directory, clock, keys);
      addPublished(directory);
      announcements.add(service.workspace.directory);
      house.add(service);
      this.#opened.push(service);
      service.keepBackups();
      return { name, code };
    } catch (error) {
      await service.close();
      rmSync(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** Why a workspace is not served, in words; null where it is. */
  async #reasonAgainst(service: DataService): Promise<string | null> {
    const { name, database } = service.workspace;
    // People who sign in say which one they mean by its name.
    if (this.#parts.house.rooms.some((room) => room.service.workspace.name === name))
      return '这个服务上已经有同名的工作区';
    if (service.isLocked()) return '工作区设有密码，服务重新启动时打不开。请先取消工作区的密码，再备份一次';
    if (await readFieldPacket(database.reader)) return '这是外勤工作区，请生成回传文件带回';
    return null;
  }
}

/** A folder as a file of settings can name it: without spaces. */
function folderNameOf(file: string): string {
  const name = basename(file, extname(file)).replace(/[\s<>:"/\\|?*]+/g, '-');
  return name.replace(/^[.-]+/, '').slice(0, 80) || '工作区';
}
