/** Width and height of a picture in pixels, as its header says. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A tile, a logo or a piece of a sheet: 64 MiB of memory when it is decoded. */
export const MOST_DRAWN_PIXELS = 4096 * 4096;
/** A photo of the finest cameras of telephones: 460 MiB. */
export const MOST_PHOTO_PIXELS = 120_000_000;

/**
 * The size of a picture from its header, so that nothing is decoded to learn it: a file of a few kilobytes can claim a
 * gigabyte of pixels. Of several sizes in one file the largest. Null where the bytes are no PNG, JPEG, GIF, WebP or AVIF.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = readers.find(({ is }) => is(bytes))?.read(view, bytes) ?? [];
    return found.reduce<PictureSize | null>(
      (most, each) => (areaOf(each) > areaOf(most) ? each : most),
      null,
    );
  } catch {
    // The header is cut off.
    return null;
  }
}

/** Whether a picture is of a known kind and has no more pixels than that. */
export function hasAtMost(bytes: Uint8Array, mostPixels: number): boolean {
  const size = pictureSize(bytes);
  return size !== null && areaOf(size) <= mostPixels;
}

function areaOf(size: PictureSize | null): number {
  return size === null ? 0 : size.width * size.height;
}

interface Reader {
  readonly is: (bytes: Uint8Array) => boolean;
  /** All sizes that the file tells. */
  readonly read: (view: DataView, bytes: Uint8Array) => readonly PictureSize[];
}

const readers: readonly Reader[] = [
  { is: (bytes) => says(bytes, 1, 'PNG'), read: readPng },
  { is: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8, read: readJpeg },
  { is: (bytes) => says(bytes, 0, 'GIF8'), read: readGif },
  { is: (bytes) => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP'), read: readWebp },
  { is: (bytes) => says(bytes, 4, 'ftypavi'), read: readAvif },
];

function says(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

/** The first chunk of a PNG is its header. */
function readPng(view: DataView): PictureSize[] {
  return [{ width: view.getUint32(16), height: view.getUint32(20) }];
}

function readGif(view: DataView): PictureSize[] {
  return [{ width: view.getUint16(6, true), height: view.getUint16(8, true) }];
}

/** Markers of a JPEG that begin a frame: all from C0 to CF but three that are tables. */
function beginsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
const START_OF_SCAN = 0xda;

/** A JPEG is a chain of segments, each with a marker and its length; after the first scan no frame begins. */
function readJpeg(view: DataView): PictureSize[] {
  const sizes: PictureSize[] = [];
  for (let at = 2; at + 4 <= view.byteLength; ) {
    const marker = view.getUint8(at + 1);
    // Fill bytes may stand before a marker.
    if (view.getUint8(at) !== 0xff || marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN) break;
    if (beginsFrame(marker)) sizes.push({ height: view.getUint16(at + 5), width: view.getUint16(at + 7) });
    at += 2 + view.getUint16(at + 2);
  }
  return sizes;
}

/** A WebP is a list of chunks, of which three kinds tell a size: that of the whole, and of each picture in it. */
function readWebp(view: DataView, bytes: Uint8Array): PictureSize[] {
  const sizes: PictureSize[] = [];
  for (let at = 12; at + 18 <= view.byteLength; ) {
    const body = at + 8;
    if (says(bytes, at, 'VP8 '))
      sizes.push({
        width: view.getUint16(body + 6, true) & 0x3fff,
        height: view.getUint16(body + 8, true) & 0x3fff,
      });
    if (says(bytes, at, 'VP8L')) {
      const packed = view.getUint32(body + 1, true);
      sizes.push({ width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 });
    }
    if (says(bytes, at, 'VP8X'))
      sizes.push({ width: read24(view, body + 4) + 1, height: read24(view, body + 7) + 1 });
    const length = view.getUint32(at + 4, true);
    at = body + length + (length % 2);
  }
  return sizes;
}

function read24(view: DataView, at: number): number {
  return view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
}

/** The description of an AVIF lies in its first kilobytes; each picture in it has a box `ispe` with its size. */
const AVIF_HEAD = 64 * 1024;

function readAvif(view: DataView, bytes: Uint8Array): PictureSize[] {
  const sizes: PictureSize[] = [];
  const end = Math.min(bytes.length, AVIF_HEAD) - 16;
  for (let at = 0; at <= end; at++)
    if (bytes[at] === 0x69 && says(bytes, at, 'ispe'))
      sizes.push({ width: view.getUint32(at + 8), height: view.getUint32(at + 12) });
  return sizes;
}
