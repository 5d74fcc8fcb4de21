/** A grey JPEG of one pixel. */
export const PIXEL = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);

/** The pixel with an EXIF record: when and where it was taken. */
export function photo(takenAt: string, [lng, lat]: readonly [number, number]): Buffer {
  const ascii = (text: string) => Buffer.from(`${text}\0`, 'latin1');
  const rationals = (degrees: number) => {
    const whole = Math.floor(degrees);
    const minutes = Math.floor((degrees - whole) * 60);
    const seconds = Math.round(((degrees - whole) * 60 - minutes) * 60 * 10_000);
    const bytes = Buffer.alloc(24);
    for (const [i, [top, bottom]] of [
      [whole, 1],
      [minutes, 1],
      [seconds, 10_000],
    ].entries() as Iterable<[number, [number, number]]>) {
      bytes.writeUInt32LE(top, i * 8);
      bytes.writeUInt32LE(bottom, i * 8 + 4);
    }
    return bytes;
  };
  type Entry = readonly [tag: number, type: number, count: number, value: Buffer | number];
  const directory = (entries: readonly Entry[], at: number) => {
    const head = Buffer.alloc(2 + entries.length * 12 + 4);
    head.writeUInt16LE(entries.length, 0);
    const far: Buffer[] = [];
    let free = at + head.length;
    for (const [i, [tag, type, count, value]] of entries.entries()) {
      const place = 2 + i * 12;
      head.writeUInt16LE(tag, place);
      head.writeUInt16LE(type, place + 2);
      head.writeUInt32LE(count, place + 4);
      if (typeof value === 'number') head.writeUInt32LE(value, place + 8);
      else if (value.length <= 4) value.copy(head, place + 8);
      else {
        head.writeUInt32LE(free, place + 8);
        far.push(value);
        free += value.length;
      }
    }
    return Buffer.concat([head, ...far]);
  };
  const time = ascii(takenAt);
  const exifAt = 8 + 2 + 2 * 12 + 4;
  const exif = directory([[0x9003, 2, time.length, time]], exifAt);
  const gpsAt = exifAt + exif.length;
  const gps = directory(
    [
      [1, 2, 2, ascii('N')],
      [2, 5, 3, rationals(lat)],
      [3, 2, 2, ascii('E')],
      [4, 5, 3, rationals(lng)],
    ],
    gpsAt,
  );
  const first = directory(
    [
      [0x8769, 4, 1, exifAt],
      [0x8825, 4, 1, gpsAt],
    ],
    8,
  );
  const tiff = Buffer.concat([Buffer.from('49492a0008000000', 'hex'), first, exif, gps]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const marker = Buffer.alloc(4);
  marker.writeUInt16BE(0xffe1, 0);
  marker.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([PIXEL.subarray(0, 2), marker, body, PIXEL.subarray(2)]);
}
