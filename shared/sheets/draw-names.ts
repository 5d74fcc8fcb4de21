import { boxAround, inside, type Point, square } from './boxes.ts';
import { centroidOf } from './centroid.ts';
import { aroundSymbol, type LabelBoard, onSpot } from './label-board.ts';
import { alongLine, boxesOfGlyphs } from './line-label.ts';
import type { Add, Ground, Layers, MapDrawing } from './map-drawing.ts';
import type { TextMark } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { gateMarks, ink } from './symbols.ts';

/** More schools than this have their numbers on the map before their names. */
const MANY_SCHOOLS = 20;

/** Names of schools and regions: those that the sheet is about first, each once, none over another. */
export function drawNames(
  { schools, regions, gates }: Layers,
  drawing: MapDrawing,
  board: LabelBoard,
  add: Add,
): void {
  const { frame, unit, measure, small } = drawing;
  if (small) return;
  /** The school that the sheet is about is named whatever lies there. */
  const alone = schools.filter(({ own }) => own).length === 1;
  const ordered = [...schools].sort((a, b) => Number(b.own) - Number(a.own));
  const shown = ordered.filter(({ position }) => inside(frame, ...frame.toPaper(position)));
  for (const { position, campus } of shown) {
    const [x, y] = frame.toPaper(position);
    if (campus) continue;
    add('校园与校门', ...gateMarks(x, y, 1.8 * unit));
    board.occupy(square(x, y, 1.8 * unit));
  }
  // Where names would take each other's room, each school has its number first: then none is covered by a name.
  const isDense = shown.filter(({ number }) => number !== null).length > MANY_SCHOOLS;
  if (isDense) for (const school of shown) drawSchoolNumber(school, { drawing, board, add });
  for (const school of shown) {
    const isNamed = drawSchoolName(school, school.own && alone, { drawing, board, add });
    if (!isNamed && !isDense) drawSchoolNumber(school, { drawing, board, add });
  }
  for (const { name, position, own } of gates) {
    if (!own) continue;
    const [x, y] = frame.toPaper(position);
    const size = 2.6 * unit;
    const width = measure(name, size, 400);
    add(
      '注记',
      ...boardText(board, drawing, name, aroundSymbol(x, y, 1.5 * unit, width, size), {
        size,
        fill: ink.gate,
        weight: 400,
      }),
    );
  }
  for (const { name, geometry, own } of regions) {
    const centre = centroidOf(geometry);
    if (!centre) continue;
    const [x, y] = frame.toPaper(centre);
    const size = (own ? 4.6 : 4) * unit;
    const width = measure(name, size, 700);
    add(
      '注记',
      ...boardText(board, drawing, name, onSpot(x, y, width, size), {
        size,
        fill: ink.region,
        weight: 700,
      }),
    );
  }
}

interface NamePens {
  readonly drawing: MapDrawing;
  readonly board: LabelBoard;
  readonly add: Add;
}

/** A school's name where it finds room; whether it did. */
function drawSchoolName(
  { name, position, campus }: Layers['schools'][number],
  isAlone: boolean,
  { drawing: { frame, unit, measure }, board, add }: NamePens,
): boolean {
  const [x, y] = frame.toPaper(position);
  const size = (isAlone ? 3.5 : 3) * unit;
  const lines = twoLines(name);
  const width = Math.max(...lines.map((line) => measure(line, size, 700)));
  const height = size * 1.15 * lines.length;
  const spots = campus ? onSpot(x, y, width, height) : aroundSymbol(x, y, unit, width, height);
  const spot =
    board.place(spots, ([cx, cy]) => [boxAround(cx, cy, width, height)]) ?? (isAlone ? spots[0] : null);
  if (!spot) return false;
  const look = { size, weight: 700, fill: ink.school, halo: 0.9 * unit } as const;
  lines.forEach((line, i) => {
    const cy = spot[1] + (i - (lines.length - 1) / 2) * size * 1.15;
    add('注记', textMark(line, [spot[0], cy], look));
  });
  return true;
}

/** A school's number in the list, which stands whatever lies there: no school of a sheet goes without name and number. */
function drawSchoolNumber(
  { number, position, campus }: Layers['schools'][number],
  { drawing: { frame, unit, measure }, board, add }: NamePens,
): void {
  if (number === null) return;
  const [x, y] = frame.toPaper(position);
  const size = 3 * unit;
  const width = measure(String(number), size, 700);
  const spots = campus ? onSpot(x, y, width, size) : aroundSymbol(x, y, unit, width, size);
  const spot = board.place(spots, ([cx, cy]) => [boxAround(cx, cy, width, size)]) ?? spots[0];
  if (!spot) return;
  const look = { size, weight: 700, fill: ink.school, halo: 0.9 * unit } as const;
  add('注记', textMark(String(number), spot, look));
}

export function drawGroundNames({ labels }: Ground, drawing: MapDrawing, board: LabelBoard, add: Add): void {
  const { unit, measure, small } = drawing;
  if (small) return;
  const size = 2.6 * unit;
  /** A street's name comes again after this much map. */
  const again = 110 * unit;
  const stands = new Map<string, Point[]>();
  const isFar = (text: string, [x, y]: Point) =>
    (stands.get(text) ?? []).every(([ox, oy]) => Math.hypot(x - ox, y - oy) > again);
  const remember = (text: string, spot: Point) => stands.set(text, [...(stands.get(text) ?? []), spot]);
  for (const { text, points, along, colour } of [...labels].sort((a, b) => b.weight - a.weight)) {
    if (along) {
      const letters = [...text];
      const places = alongLine(points, letters, size * 1.22).filter(
        ([first]) => first && isFar(text, [first.x, first.y]),
      );
      const glyphs = board.place(places, (place) => boxesOfGlyphs(place, size));
      const [first] = glyphs ?? [];
      if (!glyphs || !first) continue;
      remember(text, [first.x, first.y]);
      add('注记', { kind: 'glyphs', glyphs, size, fill: colour, halo: 0.7 * unit });
      continue;
    }
    const [spot] = points;
    if (!spot || !isFar(text, spot)) continue;
    const width = measure(text, size, 400);
    const marks = boardText(board, drawing, text, onSpot(spot[0], spot[1], width, size).slice(0, 3), {
      size,
      fill: colour,
      weight: 400,
    });
    if (marks.length > 0) remember(text, spot);
    add('注记', ...marks);
  }
}

/** A text where the board has room for it; one that must stand takes the first place. */
export function boardText(
  board: LabelBoard,
  { measure, unit }: MapDrawing,
  text: string,
  spots: readonly Point[],
  look: { size: Millimetres; fill: string; weight: 400 | 700; must?: boolean },
): TextMark[] {
  if (text === '') return [];
  const width = measure(text, look.size, look.weight);
  const spot =
    board.place(spots, ([x, y]) => [boxAround(x, y, width, look.size)]) ?? (look.must ? spots[0] : null);
  return spot ? [textMark(text, spot, { ...look, halo: 0.7 * unit })] : [];
}

/** A text by its middle. */
export function textMark(
  text: string,
  [x, y]: Point,
  look: { size: Millimetres; fill: string; weight: 400 | 700; halo: Millimetres },
): TextMark {
  const { size, fill, weight, halo } = look;
  // Chinese letters fill their square from a third under the line's middle.
  return { kind: 'text', x, y: y + size * 0.36, text, size, weight, fill, halo, anchor: 'middle' };
}

/** A long name in two lines, parted where it reads well. */
function twoLines(name: string): string[] {
  const letters = [...name];
  if (letters.length <= 10) return [name];
  const bracket = letters.findIndex((letter) => letter === '（' || letter === '(');
  const cut = bracket >= 4 ? bracket : Math.ceil(letters.length / 2);
  return [letters.slice(0, cut).join(''), letters.slice(cut).join('')];
}
