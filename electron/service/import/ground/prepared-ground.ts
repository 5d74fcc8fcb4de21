import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { groundKinds, groundLayer } from '#shared/basemaps/ground-kinds.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { GroundOptions, MadeGround } from '#shared/contract/map.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { cutGround, GROUND_ZOOMS } from '../../cache/map/cut-ground.ts';
import type { GroundPart } from '../../cache/map/ground-levels.ts';
import { pmtilesArchive } from '../../cache/map/pmtiles-file.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { temporaryFolder } from '../../platform/temporary-folder.ts';
import type { Prepared, Progress } from '../../workspace/context.ts';
import { readGround } from './read-ground.ts';

/** A base map that was made of files and lies aside until it is added. It rests on nothing that others can change. */
export class PreparedGround implements Prepared {
  /** As it is to be called in the workspace. */
  readonly name: string;
  readonly path: string;
  readonly made: MadeGround;

  private constructor(name: string, path: string, made: MadeGround) {
    this.name = name;
    this.path = path;
    this.made = made;
  }

  /** Errors: those of `readGround`, DISK_WRITE. */
  static async of(
    files: readonly ChosenFile[],
    options: GroundOptions,
    progress: Progress,
  ): Promise<PreparedGround> {
    const { parts, left, refused } = await readGround(files, options, progress);
    const rest = (done: number, total: number) => progress.report('切成图块', done, total);
    const { tiles, maxzoom } = await cutGround(parts, rest);
    const present = groundKinds.filter((kind) => parts.some((part) => part.kind === kind));
    const counts = present.map((kind) => ({
      kind,
      shapes: parts.filter((part) => part.kind === kind).length,
    }));
    const title = options.name.trim() || (files[0]?.name ?? '').replace(/\.[^.]+$/, '') || '底图';
    const archive = pmtilesArchive(tiles, {
      name: title,
      attribution: options.credit,
      minzoom: GROUND_ZOOMS.min,
      maxzoom,
      bounds: boundsOf(parts),
      layers: present.map(groundLayer),
    });
    const folder = temporaryFolder();
    const path = pathInside(folder, `${randomBytes(8).toString('hex')}.pmtiles`);
    try {
      writeFileSync(path, archive, { mode: 0o600 });
    } catch {
      throw new CodedError('DISK_WRITE', { path: folder });
    }
    return new PreparedGround(`${title}.pmtiles`, path, { counts, left, refused });
  }

  isCurrent(): boolean {
    return true;
  }

  async renew(): Promise<void> {
    // It rests on nothing of the workspace.
  }

  /** The workspace has its copy. */
  drop(): void {
    rmSync(this.path, { force: true });
  }
}

function boundsOf(parts: readonly GroundPart[]): LngLatBounds {
  const [first, ...others] = parts;
  return others.reduce<LngLatBounds>(
    ([west, south, east, north], { box }) => [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ],
    first?.box ?? [0, 0, 0, 0],
  );
}
