import type { PlacedMap } from '#shared/sheets/sheet-frames.ts';

/** Where on the earth a map lies, as ISO 32000-2 (12.9) says it; `scale` is points of one millimetre. */
export function viewport({ box, epsg, corners, role }: PlacedMap, height: number, scale: number) {
  return {
    Type: 'Viewport',
    Name: new String({ main: '主图', overview: '位置示意', detail: '放大图' }[role]),
    BBox: [box.x, height - box.y - box.height, box.x + box.width, height - box.y].map(
      (value) => value * scale,
    ),
    Measure: {
      Type: 'Measure',
      Subtype: 'GEO',
      Bounds: [0, 0, 0, 1, 1, 1, 1, 0],
      LPTS: [0, 0, 0, 1, 1, 1, 1, 0],
      GPTS: corners.flatMap(([lng, lat]) => [lat, lng]),
      // CGCS2000 and WGS84 agree to centimetres.
      GCS: epsg !== null && epsg !== 4490 ? { Type: 'PROJCS', EPSG: epsg } : { Type: 'GEOGCS', EPSG: 4490 },
    },
  };
}

/** SVG path data as PDF writes it: numbers first, then the operator. */
export function toOperators(d: string): string {
  return d.replace(/([MLCZ])([^MLCZ]*)/g, (_, command: string, numbers: string) =>
    command === 'Z' ? 'h ' : `${numbers} ${command.toLowerCase()} `,
  );
}

/** A colour as PDF writes it: three numbers from 0 to 1. */
export function colour(hex: string): string {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((part) => short(part / 255)).join(' ');
}

/** A number with three decimals at most. */
export function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
