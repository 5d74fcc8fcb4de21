import type { Ground, GroundLabel } from '#shared/sheets/map-drawing.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { Box, Mark } from '#shared/sheets/marks.ts';
import { type TileAddress, tilesOver } from '../../cache/map/tiles-over.ts';
import { type BaseTiles, isBeyond, type MissingTile } from './base-tiles.ts';
import { boxOfTile, zoomOf } from './tile-cover.ts';
import type { RasterSource } from './tile-pixels.ts';
import { VectorGround, vectorZoom } from './vector-ground.ts';

/** A sheet takes no more tiles of one base map than this: with more, its scale is too small for the base map. */
const MOST_TILES = 6000;
const AT_ONCE = 8;
const NOTHING_HERE = '底图在此处没有图块';

export interface GroundDrawing {
  /** Base maps in the order in which they lie over each other. */
  readonly tiles: readonly BaseTiles[];
  /** Millimetres of one unit of the paper. */
  readonly unit: number;
  readonly dpi: number;
  /** Says how far a long drawing is, and throws when it is to stop. */
  report(label: string, done: number, total: number): Promise<void>;
}

export interface DrawnGround extends Ground {
  readonly missing: readonly MissingTile[];
}

/** The base maps of a frame. It waits for every tile. A tile that cannot be read is named, and its place is marked. */
export async function drawGround(frame: MapFrame, drawing: GroundDrawing): Promise<DrawnGround> {
  const marks: Mark[] = [];
  const labels: GroundLabel[] = [];
  const missing: MissingTile[] = [];
  const holes: Box[] = [];
  const note = ({ basemap }: BaseTiles, tile: TileAddress, reason: string) => {
    missing.push({ basemap: basemap.title, tile, reason });
    holes.push(boxOfTile(tile, frame));
  };
  for (const run of runsOfKind(drawing.tiles)) {
    if (run[0]?.basemap.kind === 'raster') {
      marks.push(...(await drawRasters(frame, run, drawing, note, marks.length === 0)));
      continue;
    }
    for (const tiles of run) {
      const ground = await drawVector(frame, tiles, drawing, note);
      marks.push(...ground.marks());
      labels.push(...ground.labels());
    }
  }
  return { marks, labels, holes, missing };
}

/** Base maps of one kind that follow each other: raster ones become one picture before they are printed. */
function runsOfKind(tiles: readonly BaseTiles[]): BaseTiles[][] {
  const runs: BaseTiles[][] = [];
  for (const each of tiles) {
    const last = runs.at(-1);
    if (last?.[0]?.basemap.kind === each.basemap.kind) last.push(each);
    else runs.push([each]);
  }
  return runs;
}

type Note = (tiles: BaseTiles, tile: TileAddress, reason: string) => void;

async function drawVector(
  frame: MapFrame,
  tiles: BaseTiles,
  { unit, report }: GroundDrawing,
  note: Note,
): Promise<VectorGround> {
  const { basemap } = tiles;
  const ground = new VectorGround(frame, unit, basemap.layers);
  const zoom = coarser(frame, vectorZoom(frame, basemap.minzoom, basemap.maxzoom), basemap.minzoom);
  const addresses = tilesOver(frame.bounds, zoom).filter((address) => !isBeyond(basemap, address));
  let drawn = 0;
  for (let i = 0; i < addresses.length; i += AT_ONCE) {
    await report('读取底图', i, addresses.length);
    const some = addresses.slice(i, i + AT_ONCE);
    const found = await Promise.all(
      some.map(async (address) => ({ address, tile: await tiles.find(address) })),
    );
    for (const { address, tile } of found) {
      if (tile === null) continue;
      drawn += 1;
      if (typeof tile === 'string') {
        note(tiles, address, tile);
        continue;
      }
      try {
        ground.add(tile.bytes, address, tile.from);
      } catch {
        note(tiles, address, '瓦片内容损坏');
      }
    }
  }
  // A vector tile without anything is left out of archives; but where all are, the base map is not of this place.
  if (drawn === 0) for (const address of addresses) note(tiles, address, NOTHING_HERE);
  return ground;
}

async function drawRasters(
  frame: MapFrame,
  run: readonly BaseTiles[],
  { dpi, report }: GroundDrawing,
  note: Note,
  opaque: boolean,
): Promise<Mark[]> {
  const sources: RasterSource[] = [];
  for (const tiles of run) sources.push(await rasterSource(frame, tiles, dpi, note));
  const { rasterBands } = await import('./raster-ground.ts');
  return await rasterBands(frame, sources, {
    dpi,
    opaque,
    onBand: (done, total) => report('绘制底图', done, total),
  });
}

async function rasterSource(
  frame: MapFrame,
  tiles: BaseTiles,
  dpi: number,
  note: Note,
): Promise<RasterSource> {
  const { basemap } = tiles;
  const noted = new Set<string>();
  const tell = (address: TileAddress, reason: string) => {
    const key = `${address.x}/${address.y}`;
    if (noted.has(key)) return;
    noted.add(key);
    note(tiles, address, reason);
  };
  const pixels = await tilePixels(frame, tiles);
  const wanted = Math.round(zoomOf(frame, pixels, 25.4 / dpi));
  return {
    z: coarser(frame, Math.min(basemap.maxzoom, Math.max(basemap.minzoom, wanted)), basemap.minzoom),
    async tile(address) {
      if (isBeyond(basemap, address)) return null;
      const found = await tiles.find(address);
      if (found === null) tell(address, NOTHING_HERE);
      if (typeof found === 'string') tell(address, found);
      return typeof found === 'string' ? null : found;
    },
    broken: (address) => tell(address, '瓦片内容损坏'),
  };
}

/** How many pixels wide the tiles of a raster base map are: 256, or 512 for fine screens. */
async function tilePixels(frame: MapFrame, tiles: BaseTiles): Promise<number> {
  const { minzoom, maxzoom } = tiles.basemap;
  const z = Math.min(maxzoom, Math.max(minzoom, Math.round(zoomOf(frame, 256, 25.4 / 96))));
  const [address] = tilesOver([...frame.centre, ...frame.centre], z);
  const found = address ? await tiles.find(address) : null;
  if (found === null || typeof found === 'string') return 256;
  const { decodeTile } = await import('./tile-pixels.ts');
  return await decodeTile(found.bytes).then(
    ({ width }) => width,
    () => 256,
  );
}

/** The zoom that is given, or a smaller one where a sheet would need too many tiles. */
function coarser(frame: MapFrame, zoom: number, least: number): number {
  let z = zoom;
  while (z > least && tilesOver(frame.bounds, z).length > MOST_TILES) z--;
  return z;
}
