import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ownFolder } from '../../platform/own-folder.ts';
import { writeWhole } from '../../platform/whole-file.ts';

// Which folder holds the second copy of which workspace is kept with the program and not in the workspace: one that
// comes from elsewhere must not have this machine write where it says.

const FILE = 'second-copies.json';
const placesSchema = z.record(z.string(), z.string());

/** Where the second copy of a workspace goes on this machine; null where nothing was chosen. */
export function chosenPlace(directory: string): string | null {
  return readPlaces()[resolve(directory)] ?? null;
}

/** Chooses a place, or none. Throws where it cannot be written. */
export function choosePlace(directory: string, place: string | null): void {
  const { [resolve(directory)]: _, ...others } = readPlaces();
  const places = place === null ? others : { ...others, [resolve(directory)]: resolve(place) };
  mkdirSync(ownFolder(), { recursive: true, mode: 0o700 });
  writeWhole(ownFolder(), FILE, JSON.stringify(places, null, 2));
}

function readPlaces(): Record<string, string> {
  const path = join(ownFolder(), FILE);
  if (!existsSync(path)) return {};
  try {
    return placesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
