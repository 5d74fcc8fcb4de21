import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const serverSchema = z.object({
  id: z.string(),
  /** https://10.1.2.3:7443 */
  address: z.string(),
  title: z.string(),
  pin: z.object({ kind: z.enum(['authority', 'certificate']), certificate: z.string() }),
  /** What keeps somebody signed in, sealed by the system's key store; null where it is not kept. */
  session: z.string().nullable(),
});
export type KnownServer = z.infer<typeof serverSchema>;

const settingsSchema = z.object({
  workspace: z.string().nullable().default(null),
  /** Folders of workspaces that were open, the latest first. */
  recent: z.array(z.string()).catch([]).default([]),
  servers: z.array(serverSchema).catch([]).default([]),
  window: z
    .object({
      x: z.number().optional(),
      y: z.number().optional(),
      width: z.number().min(600),
      height: z.number().min(400),
      maximized: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

const MOST_RECENT = 8;

/** What the application remembers between runs. A file that cannot be read counts as empty. */
export class SettingsFile {
  readonly #path: string;
  #settings: Settings;

  constructor(path: string) {
    this.#path = path;
    this.#settings = readSettings(path);
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Remembers the workspace that is open. */
  rememberOpen(directory: string): void {
    const before = this.#settings.recent.filter((each) => each !== directory);
    this.remember({ workspace: directory, recent: [directory, ...before].slice(0, MOST_RECENT) });
  }

  remember(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, JSON.stringify(this.#settings, null, 2));
  }
}

function readSettings(path: string): Settings {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return settingsSchema.parse({});
  }
}
