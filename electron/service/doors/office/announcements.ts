import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { EventMessage } from '#shared/contract/envelope.ts';
import { OFFICE_FOLDER } from '../../db/accounts/open-accounts.ts';
import type { Clock } from '../../platform/clock.ts';
import { writeWhole } from '../../platform/whole-file.ts';

const NOTICE_FILE = 'notice.json';
const LARGEST = 4096;

const noticeSchema = z.object({
  /** Minute of China's clock, and how long nobody gets in from then on. */
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  minutes: z.int().min(1).max(1440),
  text: z.string().max(200),
});
/** That an office will be upgraded, for those who are signed in. */
export type UpgradeNotice = z.infer<typeof noticeSchema>;

/** Lays a notice beside the accounts of a workspace, where the open door finds it; null takes it back. */
export function keepNotice(directory: string, notice: UpgradeNotice | null): void {
  const folder = join(directory, OFFICE_FOLDER);
  if (notice === null) rmSync(join(folder, NOTICE_FILE), { force: true });
  else writeWhole(folder, NOTICE_FILE, JSON.stringify(notice));
}

/** A notice in words; what is announced for a time that is over is none. */
export function noticeWords({ at, minutes, text }: UpgradeNotice, now: Date): string | null {
  const end = Date.parse(`${at}:00+08:00`) + minutes * 60_000;
  if (end <= now.getTime()) return null;
  const [day = '', time = ''] = at.split('T');
  const on = minuteOf(now).startsWith(day) ? '今天' : ` ${day} `;
  const why = text === '' ? '' : `（${text}）`;
  return `学安图将在${on}${time} 起升级，约 ${minutes} 分钟不能使用${why}。请在这之前提交写到一半的内容；没有提交的草稿也都在`;
}

function readNotice(directory: string): UpgradeNotice | null {
  const path = join(directory, OFFICE_FOLDER, NOTICE_FILE);
  try {
    const { size } = lstatSync(path);
    // A workspace from elsewhere may have anything here.
    if (!lstatSync(path).isFile() || size > LARGEST) return null;
    return noticeSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

type Told = Extract<EventMessage, { event: 'served' }>;
type Tell = (event: EventMessage) => void;

/** What a door says of itself to every page that listens: its version, and what is announced for the workspace. */
export class Announcements {
  readonly #version: string;
  readonly #clock: Clock;
  readonly #told = new Map<string, Told>();
  readonly #listeners = new Map<string, Set<Tell>>();

  /** What was announced for a time that came is over with this start. */
  constructor(directories: readonly string[], version: string, clock: Clock) {
    this.#version = version;
    this.#clock = clock;
    for (const directory of directories) this.add(directory);
  }

  /** Tells of another workspace as well. */
  add(directory: string): void {
    const notice = readNotice(directory);
    if (notice && notice.at <= minuteOf(this.#clock.now())) keepNotice(directory, null);
    this.#listeners.set(directory, new Set());
    this.#told.set(directory, this.#read(directory));
  }

  /** Tells what is so now, and what becomes of it; returns what ends that. */
  follow(directory: string, tell: Tell): () => void {
    const told = this.#told.get(directory);
    if (told) tell(told);
    this.#listeners.get(directory)?.add(tell);
    return () => this.#listeners.get(directory)?.delete(tell);
  }

  /** Looks for what was announced meanwhile: another process lays it down. */
  look(): void {
    for (const [directory, listeners] of this.#listeners) {
      const now = this.#read(directory);
      if (now.notice === this.#told.get(directory)?.notice) continue;
      this.#told.set(directory, now);
      for (const tell of listeners) tell(now);
    }
  }

  #read(directory: string): Told {
    const notice = readNotice(directory);
    const words = notice && noticeWords(notice, this.#clock.now());
    return { event: 'served', version: this.#version, notice: words };
  }
}
