import { createCanvas } from '@napi-rs/canvas';
import SqliteDatabase from 'better-sqlite3';
import { fromMercator, tilesOver } from '#service/cache/map/tiles-over.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';

const TILE = 256;

/** An MBTiles archive of pictures: a smooth ground with thin lines, so that a seam or a shift would show. */
export function writeRasterMbtiles(
  path: string,
  {
    name,
    bounds,
    minzoom,
    maxzoom,
  }: { name: string; bounds: LngLatBounds; minzoom: number; maxzoom: number },
): void {
  const database = new SqliteDatabase(path);
  database.exec(
    'create table metadata (name text, value text); create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)',
  );
  const meta = database.prepare('insert into metadata values (?, ?)');
  const facts = { name, format: 'png', minzoom, maxzoom, bounds: bounds.join(','), attribution: '测试影像' };
  for (const [key, value] of Object.entries(facts)) meta.run(key, String(value));
  const insert = database.prepare('insert into tiles values (?, ?, ?, ?)');
  for (let z = minzoom; z <= maxzoom; z++)
    for (const { x, y } of tilesOver(bounds, z)) insert.run(z, x, 2 ** z - 1 - y, drawTile(z, x, y));
  database.close();
}

function drawTile(z: number, x: number, y: number): Buffer {
  const canvas = createCanvas(TILE, TILE);
  const context = canvas.getContext('2d');
  const image = context.createImageData(TILE, TILE);
  for (let py = 0; py < TILE; py++)
    for (let px = 0; px < TILE; px++) {
      const [lng, lat] = fromMercator([(x + px / TILE) / 2 ** z, (y + py / TILE) / 2 ** z]);
      const at = (py * TILE + px) * 4;
      const line = Math.abs((lng * 1000) % 1) < 0.04 || Math.abs((lat * 1000) % 1) < 0.04;
      image.data[at] = line ? 60 : 150 + 60 * Math.sin(lng * 3000);
      image.data[at + 1] = line ? 60 : 170 + 50 * Math.cos(lat * 4000);
      image.data[at + 2] = line ? 60 : 190;
      image.data[at + 3] = 255;
    }
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}

/** Takes one tile out of an archive, or spoils it. */
export function damageTile(path: string, z: number, x: number, y: number, how: 'missing' | 'broken'): void {
  const database = new SqliteDatabase(path);
  const where = 'where zoom_level = ? and tile_column = ? and tile_row = ?';
  const at = [z, x, 2 ** z - 1 - y];
  if (how === 'missing') database.prepare(`delete from tiles ${where}`).run(...at);
  else database.prepare(`update tiles set tile_data = x'89504e47' ${where}`).run(...at);
  database.close();
}
