import { existsSync } from 'node:fs';

/** A path that nothing has yet: the wanted one, else with a number after it. */
export function freeName(wanted: string, extension = ''): string {
  let path = `${wanted}${extension}`;
  for (let i = 2; existsSync(path); i++) path = `${wanted} ${i}${extension}`;
  return path;
}
