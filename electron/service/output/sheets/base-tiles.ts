import type { Basemap } from '#shared/contract/map.ts';
import type { BasemapShelf } from '../../cache/map/basemap-shelf.ts';
import type { TileAddress } from '../../cache/map/tiles-over.ts';

/** A tile that a sheet needs and that could not be read. */
export interface MissingTile {
  readonly basemap: string;
  readonly tile: TileAddress;
  readonly reason: string;
}

/** The bytes that are drawn for an address: its own tile's, or those of the nearest tile above it. */
export interface FoundTile {
  readonly bytes: Uint8Array;
  readonly from: TileAddress;
}

const TRIES = 3;
const REMEMBERED_TILES = 600;

/** Tiles of one base map for the sheets of one job: each is asked for once, a few at a time. */
export class BaseTiles {
  readonly basemap: Basemap;
  readonly #shelf: BasemapShelf;
  readonly #tiles = new Map<string, Promise<Uint8Array>>();

  constructor(shelf: BasemapShelf, basemap: Basemap) {
    this.#shelf = shelf;
    this.basemap = basemap;
  }

  /**
   * A tile. Where the archive has none, the nearest tile of a smaller zoom that covers the place. Null where
   * there is nothing at all; a string says why reading failed.
   */
  async find(wanted: TileAddress): Promise<FoundTile | string | null> {
    try {
      for (let up = 0; wanted.z - up >= this.basemap.minzoom; up++) {
        const from = { z: wanted.z - up, x: wanted.x >> up, y: wanted.y >> up };
        const bytes = await this.#read(from);
        if (bytes.length > 0) return { bytes, from };
      }
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #read({ z, x, y }: TileAddress): Promise<Uint8Array> {
    const key = `${z}/${x}/${y}`;
    const known = this.#tiles.get(key);
    if (known) return known;
    const reading = this.#ask(z, x, y);
    this.#tiles.set(key, reading);
    // A failed reading is forgotten, so that the next call tries again.
    reading.catch(() => this.#tiles.delete(key));
    for (const old of this.#tiles.keys()) {
      if (this.#tiles.size <= REMEMBERED_TILES) break;
      this.#tiles.delete(old);
    }
    return reading;
  }

  async #ask(z: number, x: number, y: number): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#shelf.tile(this.basemap.id, z, x, y);
      } catch (error) {
        if (attempt === TRIES) throw error;
      }
    }
  }
}

/** Whether a base map says that it has nothing there. */
export function isBeyond({ bounds }: Basemap, { z, x, y }: TileAddress): boolean {
  if (!bounds) return false;
  const count = 2 ** z;
  const lng = (value: number) => (value / count - 0.5) * 360;
  const lat = (value: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * value) / count))) * 180) / Math.PI;
  const [west, south, east, north] = bounds;
  return lng(x) >= east || lng(x + 1) <= west || lat(y) <= south || lat(y + 1) >= north;
}
