import { join } from 'node:path';

/**
 * The path of a file that lies in a folder itself, by its name. Every name that was read from somewhere is joined here
 * and nowhere else. Throws where it would lead to another folder: a name that comes from outside is checked, and refused
 * in words, before it gets here.
 */
export function pathInside(folder: string, name: string): string {
  const forbidden = process.platform === 'win32' ? /[/\\:]|\p{Cc}/u : /[/\\]|\p{Cc}/u;
  if (name === '' || name === '.' || name === '..' || forbidden.test(name))
    throw new Error('a name of a file leads out of its folder');
  return join(folder, name);
}
