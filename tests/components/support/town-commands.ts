import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserCommand } from 'vitest/node';
import type { EventMessage } from '#shared/contract/envelope.ts';

type Town = typeof import('./open-town.ts');

/** The configuration of the tests is bundled; the service is not, and is loaded as it stands. */
const town = async (): Promise<Town> =>
  await import(pathToFileURL(join(import.meta.dirname, 'open-town.ts')).href);

/** What the page of a test may ask of this process: a real service over the demonstration town, one for each page. */
export const townCommands = {
  openTown: async (_, key, now) => await (await town()).openTown(key, now),
  askTown: async (_, key, message) => await (await town()).askTown(key, message),
  takeFile: async (_, key, name, bytes) => (await town()).takeFile(key, name, bytes),
  closeTown: async (_, key) => await (await town()).closeTown(key),
} satisfies {
  openTown: BrowserCommand<[key: string, now: number]>;
  askTown: BrowserCommand<[key: string, message: unknown]>;
  takeFile: BrowserCommand<[key: string, name: string, bytes: string]>;
  closeTown: BrowserCommand<[key: string]>;
};

declare module 'vitest/browser' {
  interface BrowserCommands {
    openTown(key: string, now: number): Promise<void>;
    askTown(key: string, message: unknown): Promise<{ answer: unknown; events: EventMessage[] }>;
    takeFile(key: string, name: string, bytes: string): Promise<{ token: string; name: string }>;
    closeTown(key: string): Promise<void>;
  }
}
