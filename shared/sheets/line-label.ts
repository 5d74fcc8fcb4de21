import { piecesOf } from '../geodesy/positions.ts';
import { RADIANS_PER_DEGREE } from '../geodesy/units.ts';
import { elementAt } from '../lists/element.ts';
import type { Box, GlyphsMark } from './marks.ts';
import type { Millimetres } from './paper.ts';

type Point = readonly [x: Millimetres, y: Millimetres];
export type Glyphs = GlyphsMark['glyphs'];

/** A name may bend this much from one letter to the next, and this much altogether. */
const MOST_BEND = 18;
const MOST_TURN = 40;
/** A line steeper than this is written from the top down with upright letters, as Chinese maps do. */
const STEEP = 45;

/**
 * Places for a name along a line, each a letter at a time, from the middle of the line outwards; none where
 * the line is too short or too crooked. `advance` is what one letter takes, with the space after it.
 */
export function alongLine(
  line: readonly Point[],
  letters: readonly string[],
  advance: Millimetres,
): Glyphs[] {
  const lengths = lengthsAlong(line);
  const total = lengths.at(-1) ?? 0;
  const room = total - letters.length * advance;
  if (room < 0 || letters.length === 0) return [];
  const step = Math.max(advance, room / 24);
  const starts: number[] = [];
  for (let offset = 0; offset <= room / 2; offset += step) {
    starts.push(room / 2 + offset);
    if (offset > 0) starts.push(room / 2 - offset);
  }
  return starts.flatMap((start) => {
    const glyphs = lay(line, lengths, letters, advance, start);
    return glyphs ? [glyphs] : [];
  });
}

function lay(
  line: readonly Point[],
  lengths: readonly number[],
  letters: readonly string[],
  advance: Millimetres,
  start: Millimetres,
): Glyphs | null {
  const middles = letters.map((_, i) => placeAt(line, lengths, start + (i + 0.5) * advance));
  const [first, last] = [middles[0], middles.at(-1)];
  if (!first || !last) return null;
  // The chord tells the direction in which the name is read.
  const chord =
    letters.length > 1 ? Math.atan2(last.y - first.y, last.x - first.x) / RADIANS_PER_DEGREE : first.angle;
  const steep = Math.abs(Math.abs(chord) - 90) < 90 - STEEP;
  const backwards = steep ? chord < 0 : Math.abs(chord) > 90;
  const ordered = backwards ? [...middles].reverse() : middles;
  let before: number | null = null;
  let least = Infinity;
  let most = -Infinity;
  const glyphs: { text: string; x: number; y: number; turn: number }[] = [];
  for (const [i, { x, y, angle }] of ordered.entries()) {
    const turn = upright(backwards ? angle + 180 : angle, steep);
    if (before !== null && Math.abs(turn - before) > MOST_BEND) return null;
    before = turn;
    [least, most] = [Math.min(least, turn), Math.max(most, turn)];
    glyphs.push({ text: letters[i] ?? '', x, y, turn });
  }
  return most - least > MOST_TURN ? null : glyphs;
}

/** The turn of a letter, between -90 and 90 of its line. */
function upright(angle: number, steep: boolean): number {
  const along = ((((angle + 180) % 360) + 360) % 360) - 180;
  return steep ? along - 90 : along;
}

function lengthsAlong(line: readonly Point[]): number[] {
  let length = 0;
  return [
    0,
    ...piecesOf(line).map(([a, b]) => {
      length += Math.hypot(b[0] - a[0], b[1] - a[1]);
      return length;
    }),
  ];
}

function placeAt(line: readonly Point[], lengths: readonly number[], at: number) {
  let i = 1;
  while (i < lengths.length - 1 && elementAt(lengths, i) < at) i++;
  const [a, b] = [elementAt(line, i - 1), elementAt(line, i)];
  const [from, to] = [elementAt(lengths, i - 1), elementAt(lengths, i)];
  const share = to > from ? (at - from) / (to - from) : 0;
  const angle = Math.atan2(b[1] - a[1], b[0] - a[0]) / RADIANS_PER_DEGREE;
  return { x: a[0] + (b[0] - a[0]) * share, y: a[1] + (b[1] - a[1]) * share, angle };
}

/** What letters along a line take on the map. */
export function boxesOfGlyphs(glyphs: Glyphs, size: Millimetres): Box[] {
  const half = size * 0.62;
  return glyphs.map(({ x, y }) => ({ x: x - half, y: y - half, width: 2 * half, height: 2 * half }));
}
