import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeDemo } from '../../demo/write-demo.ts';
import { DATABASE_FILE } from '../db/engine/file-names.ts';
import { systemClock } from '../platform/clock.ts';
import { keepFilesPrivate } from '../platform/private-files.ts';

/** Makes the demonstration workspace in the folder given, unless it is there already. */
keepFilesPrivate();
const [directory] = process.argv.slice(2);
if (!directory) throw new Error('usage: demo DIR');
if (!existsSync(join(directory, DATABASE_FILE))) await writeDemo(directory, systemClock);
