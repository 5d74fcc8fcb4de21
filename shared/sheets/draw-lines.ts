import { piecesOf } from '../geodesy/positions.ts';
import { middleOf, type Point } from './boxes.ts';
import { boardText } from './draw-names.ts';
import { onSpot } from './label-board.ts';
import type { Layers, MapPens } from './map-drawing.ts';
import { circlePath, linePath, type Mark } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { ink, routeTone } from './symbols.ts';

/** Routes of teams, with arrows along them. */
export function drawRoutes({ routes }: Layers, { drawing: { unit }, add, on }: MapPens): void {
  for (const { line, tone } of routes) add('路线', ...routeMarks(line.map(on), routeTone(tone), unit));
}

/** Measured distances as lines with a dot at each end. */
export function drawMeasures({ measures }: Layers, { drawing: { unit }, add, on }: MapPens): void {
  for (const { line, surveyed } of measures) {
    const points = line.map(on);
    add('研判', {
      kind: 'path',
      d: linePath(points),
      stroke: ink.measure,
      width: 0.55 * unit,
      ...(surveyed ? {} : { dash: [1.8 * unit, 1.1 * unit] }),
    });
    for (const [x, y] of [points[0], points.at(-1)].filter((end) => end !== undefined))
      add('研判', {
        kind: 'path',
        d: circlePath(x, y, 0.8 * unit),
        fill: ink.measure,
        stroke: '#ffffff',
        width: 0.25 * unit,
      });
  }
}

/** Lines from schools to the venues that break a rule or may break one. */
export function drawLinks({ venues }: Layers, { drawing: { unit }, add, on }: MapPens): void {
  for (const venue of venues) {
    if (!venue.from || (venue.severity !== 'violation' && venue.severity !== 'undetermined')) continue;
    add('研判', {
      kind: 'path',
      d: linePath([on(venue.from), on(venue.position)]),
      stroke: venue.severity === 'violation' ? '#c62f3b' : ink.undetermined,
      width: 0.28 * unit,
    });
  }
}

/** How long measured distances are, in words beside their lines. */
export function drawMeasureLabels({ measures }: Layers, { drawing, board, add, on }: MapPens): void {
  const { unit } = drawing;
  for (const { line, label } of measures) {
    if (label === '') continue;
    const [x, y] = middleOf(line.map(on));
    const spots = onSpot(x, y - 2.4 * unit, 0, 3 * unit);
    add(
      '注记',
      ...boardText(board, drawing, label, spots, {
        size: 3.1 * unit,
        fill: ink.measure,
        weight: 700,
        must: true,
      }),
    );
  }
}

export function drawGrid({ drawing: { grid, unit }, add }: MapPens): void {
  for (const { points } of grid ? [...grid.upright, ...grid.level] : [])
    add('坐标网', { kind: 'path', d: linePath(points), stroke: ink.grid, width: 0.1 * unit });
}

function routeMarks(points: readonly Point[], colour: string, unit: Millimetres): Mark[] {
  const d = linePath(points);
  return [
    { kind: 'path', d, stroke: '#ffffff', width: 1.5 * unit, round: true },
    { kind: 'path', d, stroke: colour, width: 0.8 * unit, round: true },
    ...arrowsAlong(points, 34 * unit).map(
      ({ x, y, angle }): Mark => ({
        kind: 'path',
        d: arrowPath(x, y, angle, 1.7 * unit),
        fill: colour,
        stroke: '#ffffff',
        width: 0.15 * unit,
      }),
    ),
  ];
}

function arrowsAlong(points: readonly Point[], apart: Millimetres) {
  const arrows: { x: number; y: number; angle: number }[] = [];
  let since = apart / 2;
  for (const [a, b] of piecesOf(points)) {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    for (let at = apart - since; at <= length; at += apart) {
      const share = at / length;
      arrows.push({
        x: a[0] + (b[0] - a[0]) * share,
        y: a[1] + (b[1] - a[1]) * share,
        angle: Math.atan2(b[1] - a[1], b[0] - a[0]),
      });
    }
    since = (since + length) % apart;
  }
  return arrows;
}

function arrowPath(x: Millimetres, y: Millimetres, angle: number, size: Millimetres): string {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = ([dx, dy]: Point): Point => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  const corners: readonly Point[] = [
    [size, 0],
    [-size * 0.7, size * 0.75],
    [-size * 0.3, 0],
    [-size * 0.7, -size * 0.75],
  ];
  return linePath(corners.map(turned), true);
}
