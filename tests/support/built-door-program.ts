import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DoorProgram } from '#service/platform/door-program.ts';

/** Tests of the service start its threads and readers as they were built, see `build-doors.ts`. */
export function doorProgram(name: DoorProgram): URL {
  const doors = process.env.XUEANTU_DOORS;
  if (doors === undefined) throw new Error('the doors are built before the first test');
  return pathToFileURL(join(doors, `${name}.mjs`));
}
