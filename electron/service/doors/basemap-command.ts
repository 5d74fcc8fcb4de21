import { basename, resolve } from 'node:path';
import { groundKindNames } from '#shared/basemaps/ground-kinds.ts';
import type { GroundOptions, MadeGround } from '#shared/contract/map.ts';
import { isArchive } from '../cache/map/basemap-shelf.ts';
import { printJson, withService } from './cli-commands.ts';

interface BasemapOptions extends GroundOptions {
  readonly json: boolean;
}

/** Makes one base map of files of shapes; archives of tiles are added as they are. Errors: those of `basemaps.add`. */
export async function runBasemap(
  directory: string,
  paths: readonly string[],
  { json, ...ground }: BasemapOptions,
): Promise<void> {
  await withService(directory, async ({ files }, call) => {
    const register = (path: string) => files.register(resolve(path), basename(path));
    const [first, ...others] = paths.filter((path) => !isArchive(path)).map(register);
    const orders = [
      ...paths.filter(isArchive).map((path) => ({ token: register(path), link: false })),
      ...(first === undefined ? [] : [{ token: first, link: false, others, ground }]),
    ];
    for (const order of orders) {
      const { id, problem, made } = await call('basemaps.add', order);
      if (json) printJson({ basemap: id, problem, ...made });
      else process.stdout.write(`已加入底图 ${id}${problem === null ? '' : `：${problem}`}\n${tell(made)}`);
    }
  });
}

function tell(made: MadeGround | null): string {
  if (!made) return '';
  const counts = made.counts.map(({ kind, shapes }) => `${groundKindNames[kind]} ${shapes}`).join('，');
  const left = made.left.map(({ name, rows, reason }) => `未用：${name}（${rows} 个）：${reason}\n`);
  const refused = made.refused.map(({ file, reason }) => `未读：${file}：${reason}\n`);
  return `${counts}\n${[...left, ...refused].join('')}`;
}
