import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const settingsSchema = z.object({
  workspace: z.string().nullable().default(null),
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
