import { openMbtilesFile } from '../db/foreign/mbtiles-file.ts';
import type { TilePlace } from '../db/foreign/mbtiles-reader.ts';
import type { Answer } from '../platform/foreign-reader.ts';
import { serveReader } from '../platform/serve-reader.ts';

// A process that reads one MBTiles file: tells what the file says of itself, then tiles by their places.
serveReader<string, TilePlace>(async (path, post) => {
  const answer = (find: () => unknown) => post(answerOf(find));
  let tile: (...place: TilePlace) => Uint8Array | null = () => null;
  answer(() => {
    const file = openMbtilesFile(path);
    tile = file.tile;
    const { metadata, minzoom, maxzoom, sample } = file;
    return { metadata, minzoom, maxzoom, sample };
  });
  return (place) => answer(() => tile(...place));
});

function answerOf(find: () => unknown): Answer {
  try {
    return { ok: find() };
  } catch (error) {
    return { failed: String(error) };
  }
}
