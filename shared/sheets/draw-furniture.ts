import { RADIANS_PER_DEGREE } from '../geodesy/units.ts';
import type { CoordinateGrid } from './coordinate-grid.ts';
import type { MapFrame } from './map-frame.ts';
import { type Box, boxPath, linePath, type Mark, type MeasureText } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { scaleBar } from './scale-bar.ts';
import { ink } from './symbols.ts';

interface Look {
  readonly unit: Millimetres;
  readonly measure: MeasureText;
}

/** The neat line of a map, its caption, and the coordinates along it. */
export function drawFrame(
  box: Box,
  grid: CoordinateGrid | null,
  { caption, ...look }: Look & { readonly caption: string | null },
): Mark[] {
  const width = (caption === null ? 0.6 : 0.35) * look.unit;
  return [
    { kind: 'path', d: boxPath(box), stroke: ink.text, width },
    ...(caption === null ? [] : captionMarks(box, caption, look)),
    ...(grid ? coordinateMarks(box, grid, look) : []),
  ];
}

/** A caption in the top left corner of a map. */
function captionMarks({ x, y }: Box, caption: string, { unit, measure }: Look): Mark[] {
  const size = 2.6 * unit;
  const label = { x, y, width: measure(caption, size, 400) + 2 * unit, height: size * 1.6 };
  return [
    { kind: 'path', d: boxPath(label), fill: '#ffffff', stroke: ink.text, width: 0.25 * unit },
    {
      kind: 'text',
      x: x + unit,
      y: y + size * 1.15,
      text: caption,
      size,
      weight: 400,
      fill: ink.text,
      anchor: 'start',
    },
  ];
}

/** Ticks where lines of the grid meet the frame, each with its coordinate. */
function coordinateMarks(box: Box, grid: CoordinateGrid, { unit, measure }: Look): Mark[] {
  const size = 2.5 * unit;
  const tick = 1.2 * unit;
  const ticks: string[] = [];
  const labels: Mark[] = [];
  for (const { label, meets } of [...grid.upright, ...grid.level]) {
    const half = measure(label, size, 400) / 2;
    for (const { edge, x, y } of meets) {
      const [px, py] = [box.x + x, box.y + y];
      const level = edge === 'top' || edge === 'bottom';
      const out = edge === 'top' || edge === 'left' ? -tick : tick;
      const end: readonly [number, number] = level ? [px, py + out] : [px + out, py];
      ticks.push(linePath([[px, py], end]));
      // A label nearer to a corner than half its width would stick out beyond the corner.
      const along = level ? x : y;
      const length = level ? box.width : box.height;
      if (along < half || along > length - half) continue;
      const away = { top: -1.9, bottom: 3.9, left: -1.9, right: 3.9 }[edge] * unit;
      labels.push({
        kind: 'text',
        x: level ? px : px + away,
        y: level ? py + away : py,
        text: label,
        size,
        weight: 400,
        fill: ink.text,
        anchor: 'middle',
        ...(level ? {} : { turn: -90 }),
      });
    }
  }
  return [...labels, { kind: 'path', d: ticks.join(''), stroke: ink.text, width: 0.25 * unit }];
}

interface BarLook extends Look {
  readonly crs: string;
}

const LONGEST_BAR = 52;

/** How large the box of a scale bar is. */
export function scaleBarSize(scale: number, { unit, measure, crs }: BarLook) {
  const bar = scaleBar(scale, LONGEST_BAR * unit);
  const size = 3 * unit;
  const words = measure(scaleText(scale, crs), size, 400);
  return { width: Math.max(bar.paperLength + 14 * unit, words + 7 * unit), height: 14 * unit };
}

/** Black and white pieces, 1 : 1 : 2, true to the map's scale; under them the ratio and the coordinate system. */
export function drawScaleBar({ scale }: MapFrame, box: Box, { unit, crs }: BarLook): Mark[] {
  const bar = scaleBar(scale, LONGEST_BAR * unit);
  const size = 3 * unit;
  const [x0, y0] = [box.x + 4 * unit, box.y + 5.4 * unit];
  const at = (metres: number) => x0 + (metres * 1000) / scale;
  const line = 0.22 * unit;
  const height = 1.5 * unit;
  const half = bar.length / 2;
  const quarter = bar.length / 4;
  const piece = (from: number, to: number) =>
    boxPath({ x: at(from), y: y0, width: at(to) - at(from), height });
  const ends = bar.ticks.map(
    (metres, i): Mark => ({
      kind: 'text',
      x: at(metres),
      y: y0 - 1.1 * unit,
      text:
        i === bar.ticks.length - 1
          ? `${barLabel(metres, bar.length)} ${bar.length >= 5000 ? 'km' : 'm'}`
          : barLabel(metres, bar.length),
      size: 2.8 * unit,
      weight: 400,
      fill: ink.text,
      anchor: 'middle',
    }),
  );
  return [
    { kind: 'path', d: boxPath(box), fill: '#ffffff', fillOpacity: 0.92 },
    { kind: 'path', d: piece(0, bar.length), fill: '#ffffff' },
    { kind: 'path', d: piece(0, quarter) + piece(half, bar.length), fill: ink.text },
    // The frame lies inside, so that its ends are the ends of the bar.
    {
      kind: 'path',
      d: boxPath({
        x: x0 + line / 2,
        y: y0 + line / 2,
        width: bar.paperLength - line,
        height: height - line,
      }),
      stroke: ink.text,
      width: line,
    },
    ...ends,
    {
      kind: 'text',
      x: x0,
      y: box.y + 11.4 * unit,
      text: scaleText(scale, crs),
      size,
      weight: 400,
      fill: ink.text,
      anchor: 'start',
    },
  ];
}

function barLabel(metres: number, length: number): string {
  return length >= 5000 ? String(metres / 1000) : String(metres);
}

function scaleText(scale: number, crs: string): string {
  return `1:${scale}　${crs}`;
}

/** An arrow to true north; on a turned or projected map it leans. */
export function drawNorth(frame: MapFrame, box: Box): Mark[] {
  const [lng, lat] = frame.centre;
  const [x0, y0] = frame.toPaper([lng, lat]);
  const [x1, y1] = frame.toPaper([lng, lat + 0.001]);
  const turn = Math.atan2(x1 - x0, y0 - y1);
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const scale = Math.min(box.width / 9, box.height / 13);
  const to = (x: number, y: number): readonly [number, number] => [
    cx + (x * cos - y * sin) * scale,
    cy + (x * sin + y * cos) * scale,
  ];
  const size = 3.4 * scale;
  const [tx, ty] = to(0, -4.2);
  return [
    { kind: 'path', d: boxPath(box), fill: '#ffffff', fillOpacity: 0.88 },
    { kind: 'path', d: linePath([to(0, -2.2), to(-2, 5), to(0, 3.6)], true), fill: ink.text },
    {
      kind: 'path',
      d: linePath([to(0, -2.2), to(2, 5), to(0, 3.6)], true),
      fill: '#ffffff',
      stroke: ink.text,
      width: 0.2 * scale,
    },
    {
      kind: 'text',
      x: tx,
      y: ty + size * 0.36,
      text: '北',
      size,
      weight: 700,
      fill: ink.text,
      anchor: 'middle',
      turn: turn / RADIANS_PER_DEGREE,
    },
  ];
}
