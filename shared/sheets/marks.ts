import type { Millimetres } from './paper.ts';

/**
 * What a sheet is made of: shapes, texts and pictures in paper millimetres from the top left corner. The same
 * marks are shown on the screen, written into a PDF and drawn as pixels, so that all are alike.
 */
export type Mark = PathMark | TextMark | GlyphsMark | ImageMark | GroupMark | LinkMark;

export type Weight = 400 | 700;

export interface PathMark {
  readonly kind: 'path';
  /** SVG path data of absolute M, L, C and Z only. */
  readonly d: string;
  readonly fill?: string;
  readonly fillOpacity?: number;
  /** Rings inside rings are holes, whatever their direction. */
  readonly evenOdd?: boolean;
  readonly stroke?: string;
  readonly width?: Millimetres;
  readonly dash?: readonly Millimetres[];
  readonly round?: boolean;
}

export interface TextMark {
  readonly kind: 'text';
  readonly x: Millimetres;
  /** The base line. */
  readonly y: Millimetres;
  readonly text: string;
  readonly size: Millimetres;
  readonly weight: Weight;
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Degrees clockwise about its anchor. */
  readonly turn?: number;
  /** A white rim so wide lies under the letters. */
  readonly halo?: Millimetres;
}

/** Letters each at a place of its own: names that follow a street. */
export interface GlyphsMark {
  readonly kind: 'glyphs';
  readonly glyphs: readonly {
    readonly text: string;
    readonly x: Millimetres;
    readonly y: Millimetres;
    readonly turn: number;
  }[];
  readonly size: Millimetres;
  readonly fill: string;
  readonly halo: Millimetres;
}

export interface ImageMark {
  readonly kind: 'image';
  readonly x: Millimetres;
  readonly y: Millimetres;
  readonly width: Millimetres;
  readonly height: Millimetres;
  readonly type: 'image/jpeg' | 'image/png';
  /** Base64. */
  readonly data: string;
}

export interface GroupMark {
  readonly kind: 'group';
  readonly marks: readonly Mark[];
  readonly clip?: Box;
  /** Where the group's own top left corner lies. */
  readonly at?: readonly [x: Millimetres, y: Millimetres];
  /** A layer that readers of the PDF can switch. */
  readonly layer?: string;
}

export interface LinkMark {
  readonly kind: 'link';
  readonly box: Box;
  /** The anchor of another page. */
  readonly to: string;
}

export interface Box {
  readonly x: Millimetres;
  readonly y: Millimetres;
  readonly width: Millimetres;
  readonly height: Millimetres;
}

/** Tells how wide a text is in a size, both in millimetres; who draws the text knows the font. */
export type MeasureText = (text: string, size: Millimetres, weight: Weight) => Millimetres;

type Point = readonly [x: Millimetres, y: Millimetres];

/** A micrometre is finer than any press. */
function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

export function linePath(points: readonly Point[], close = false): string {
  if (points.length === 0) return '';
  return `${points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('')}${close ? 'Z' : ''}`;
}

export function boxPath({ x, y, width, height }: Box): string {
  return linePath(
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
    true,
  );
}

/** Bézier handles of a quarter circle: off the true circle by 0.02 % of its radius at most. */
const QUARTER = 0.5522847498;

export function circlePath(x: Millimetres, y: Millimetres, radius: Millimetres): string {
  const c = radius * QUARTER;
  const curve = (...values: number[]) => `C${values.map(short).join(' ')}`;
  return [
    `M${short(x + radius)} ${short(y)}`,
    curve(x + radius, y + c, x + c, y + radius, x, y + radius),
    curve(x - c, y + radius, x - radius, y + c, x - radius, y),
    curve(x - radius, y - c, x - c, y - radius, x, y - radius),
    curve(x + c, y - radius, x + radius, y - c, x + radius, y),
    'Z',
  ].join('');
}

/** All shapes of a geometry as one path; `to` puts a position on paper. */
export function geometryPath(
  geometry: GeoJSON.Geometry,
  to: (position: readonly [number, number]) => Point,
): string {
  const line = (positions: readonly (readonly number[])[], close: boolean) =>
    linePath(
      positions.map(([lng = 0, lat = 0]) => to([lng, lat])),
      close,
    );
  const rings = (polygon: readonly (readonly (readonly number[])[])[]) =>
    polygon.map((ring) => line(ring, true)).join('');
  switch (geometry.type) {
    case 'Polygon':
      return rings(geometry.coordinates);
    case 'MultiPolygon':
      return geometry.coordinates.map(rings).join('');
    case 'LineString':
      return line(geometry.coordinates, false);
    case 'MultiLineString':
      return geometry.coordinates.map((each) => line(each, false)).join('');
    case 'GeometryCollection':
      return geometry.geometries.map((each) => geometryPath(each, to)).join('');
    case 'Point':
    case 'MultiPoint':
      return '';
  }
}

const ELLIPSIS = '…';

/** A text cut to a width, so that it shows it was cut. */
export function fitText(
  text: string,
  width: Millimetres,
  size: Millimetres,
  weight: Weight,
  measure: MeasureText,
): string {
  if (measure(text, size, weight) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && measure(letters.join('') + ELLIPSIS, size, weight) > width) letters.pop();
  return letters.join('') + ELLIPSIS;
}

/** A text broken into lines of a width: between any Chinese characters, between words of others. */
export function wrapText(
  text: string,
  width: Millimetres,
  size: Millimetres,
  weight: Weight,
  measure: MeasureText,
): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of paragraph.match(/[A-Za-z0-9.:,/%°′″+-]+|./gu) ?? ['']) {
      // No line begins with a closing bracket or a punctuation mark.
      const closes = /^[，。、；：！？）】》”’]$/.test(piece);
      if (line !== '' && !closes && measure(line + piece, size, weight) > width) {
        lines.push(line);
        line = piece.trimStart();
      } else line += piece;
    }
    lines.push(line);
  }
  return lines;
}
