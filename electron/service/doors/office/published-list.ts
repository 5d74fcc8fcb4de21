import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { officeHome } from '../../accounts/office-keys.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { writeWhole } from '../../platform/whole-file.ts';

const LIST_FILE = 'published.json';

const listSchema = z.array(z.string()).max(1000);

/** The folders of workspaces that were sent to this machine's office and are still there. */
export function readPublished(): readonly string[] {
  try {
    const listed = listSchema.parse(JSON.parse(readFileSync(join(officeHome(), LIST_FILE), 'utf8')));
    return listed.filter((directory) => existsSync(join(directory, DATABASE_FILE)));
  } catch {
    return [];
  }
}

/** Adds a folder to those that an office of this machine serves from its next start on. */
export function addPublished(directory: string): void {
  writeWhole(officeHome(), LIST_FILE, JSON.stringify([...readPublished(), directory]));
}
