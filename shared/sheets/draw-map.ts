import { piecesOf } from '../geodesy/positions.ts';
import { elementAt } from '../lists/element.ts';
import { boxAround, boxOfPoints, inside, middleOf, type Point, square } from './boxes.ts';
import type { SheetContent } from './content.ts';
import { boardText, drawGroundNames, drawNames, textMark } from './draw-names.ts';
import { aroundSymbol, LabelBoard, onSpot } from './label-board.ts';
import { type Add, type LayerName, type Layers, layerNames, type MapDrawing } from './map-drawing.ts';
import { type Box, boxPath, circlePath, type GroupMark, geometryPath, linePath, type Mark } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { facilityMarks, gateMarks, ink, routeTone, severityMarks, stopMarks } from './symbols.ts';

/** Symbols above this number are drawn small and without lines: they would cover the map. */
const MANY_VENUES = 90;

/** The map inside its frame, layer by layer, from the frame's top left corner. */
export function drawMap({ layers }: Pick<SheetContent, 'layers'>, drawing: MapDrawing): GroupMark[] {
  const { frame, unit, without, grid, ground } = drawing;
  const board = new LabelBoard(frame.width, frame.height);
  board.occupy(...drawing.keptFree);
  const on = (position: readonly [number, number]) => frame.toPaper(position);
  const path = (geometry: GeoJSON.Geometry) => geometryPath(geometry, on);
  const symbol = symbolSizes(layers.venues.length, unit, drawing.small);
  const drawn = new Map<LayerName, Mark[]>(layerNames.map((name) => [name, []]));
  const add = (layer: LayerName, ...marks: readonly Mark[]) => void drawn.get(layer)?.push(...marks);

  add('底图', { kind: 'path', d: boxPath({ x: 0, y: 0, ...frame }), fill: '#fbfaf7' });
  if (ground) add('底图', ...ground.marks, ...ground.holes.flatMap((hole) => holeMarks(hole, unit)));
  for (const { geometry, own } of layers.regions)
    add('区域界线', {
      kind: 'path',
      d: path(geometry),
      stroke: ink.region,
      width: (own ? 0.6 : 0.35) * unit,
      dash: [4 * unit, 1.4 * unit, 1 * unit, 1.4 * unit],
    });
  for (const { geometry } of layers.zones)
    add('安全区域', {
      kind: 'path',
      evenOdd: true,
      d: path(geometry),
      fill: ink.zone,
      fillOpacity: 0.08,
      stroke: ink.zone,
      width: 0.45 * unit * (drawing.small ? 0.6 : 1),
      dash: [2.4 * unit, 1.6 * unit],
    });
  for (const { geometry, own } of layers.campuses)
    add('校园与校门', {
      kind: 'path',
      evenOdd: true,
      d: path(geometry),
      fill: ink.campus,
      fillOpacity: own ? 0.18 : 0.12,
      stroke: ink.campus,
      width: (own ? 0.6 : 0.4) * unit,
    });
  for (const geometry of layers.gateZones)
    add('校园与校门', {
      kind: 'path',
      evenOdd: true,
      d: path(geometry),
      fill: ink.gateZone,
      fillOpacity: 0.55,
      stroke: ink.gateZoneEdge,
      width: 0.25 * unit,
    });
  for (const { line, tone } of layers.routes) add('路线', ...routeMarks(line.map(on), routeTone(tone), unit));
  drawFacilities(layers, drawing, board, add);
  for (const { line, surveyed } of layers.measures) {
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
  for (const venue of layers.venues) {
    if (!venue.from || venue.severity === 'supervised' || venue.severity === 'outside') continue;
    add('研判', {
      kind: 'path',
      d: linePath([on(venue.from), on(venue.position)]),
      stroke: venue.severity === 'violation' ? '#c62f3b' : ink.undetermined,
      width: 0.28 * unit,
    });
  }
  for (const { position } of layers.gates) {
    const [x, y] = on(position);
    if (!inside(frame, x, y)) continue;
    const size = (drawing.small ? 1.4 : 2.4) * unit;
    add('校园与校门', ...gateMarks(x, y, size));
    board.occupy(square(x, y, size));
  }
  drawVenues(layers, drawing, board, symbol, add);
  for (const { position, number, tone } of layers.stops) {
    const [x, y] = on(position);
    const size = 4.6 * unit;
    add('路线', ...stopMarks(number, tone, x, y, size));
    board.occupy(square(x, y, size));
  }
  drawNames(layers, drawing, board, add);
  for (const { line, label } of layers.measures) {
    if (label === '') continue;
    const points = line.map(on);
    const [x, y] = middleOf(points);
    add(
      '注记',
      ...boardText(board, drawing, label, onSpot(x, y - 2.4 * unit, 0, 3 * unit), {
        size: 3.1 * unit,
        fill: ink.measure,
        weight: 700,
        must: true,
      }),
    );
  }
  drawPages(layers, drawing, board, add);
  if (ground) drawGroundNames(ground, drawing, board, add);
  if (grid)
    for (const { points } of [...grid.upright, ...grid.level])
      add('坐标网', {
        kind: 'path',
        d: linePath(points),
        stroke: ink.grid,
        width: 0.1 * unit,
      });

  const clip = { x: 0, y: 0, width: frame.width, height: frame.height };
  return layerNames.flatMap((layer): GroupMark[] => {
    const marks = drawn.get(layer) ?? [];
    return marks.length === 0 || without.has(layer) ? [] : [{ kind: 'group', layer, clip, marks }];
  });
}

function symbolSizes(venues: number, unit: Millimetres, small: boolean): Millimetres {
  if (small) return 1.6 * unit;
  return (venues > MANY_VENUES ? 2.6 : 3.6) * unit;
}

function drawVenues(
  { venues }: Layers,
  drawing: MapDrawing,
  board: LabelBoard,
  size: Millimetres,
  add: Add,
): void {
  const { frame, unit, measure } = drawing;
  const placed = venues.flatMap((venue) => {
    const [x, y] = frame.toPaper(venue.position);
    return inside(frame, x, y) ? [{ ...venue, x, y }] : [];
  });
  for (const { x, y } of placed) board.occupy(square(x, y, size * 0.9));
  // The worst first in the list lie on top.
  for (const { severity, x, y } of [...placed].reverse()) add('研判', ...severityMarks(severity, x, y, size));
  const textSize = 2.9 * unit;
  for (const { number, x, y } of placed) {
    if (number === null) continue;
    const text = String(number);
    const width = measure(text, textSize, 700);
    const spots = aroundSymbol(x, y, size * 0.55, width, textSize * 0.8);
    // A number belongs to its symbol: where nothing is free it stands in the first place all the same.
    const spot =
      board.place(spots, ([cx, cy]) => [boxAround(cx, cy, width, textSize * 0.8)]) ?? elementAt(spots, 0);
    add('注记', textMark(text, spot, { size: textSize, weight: 700, fill: ink.text, halo: 0.8 * unit }));
  }
}

function drawFacilities({ facilities }: Layers, drawing: MapDrawing, board: LabelBoard, add: Add): void {
  const { frame, unit, measure } = drawing;
  const on = (position: readonly [number, number]) => frame.toPaper(position);
  for (const { geometry, position, label, faulty } of facilities) {
    const [x, y] = on(position);
    const isLine = geometry.type !== 'Point';
    if (isLine)
      add('设施', {
        kind: 'path',
        d: geometryPath(geometry, on),
        stroke: faulty ? ink.faulty : ink.facility,
        width: 0.6 * unit,
      });
    if (!inside(frame, x, y)) continue;
    const size = 2.6 * unit;
    if (!isLine) add('设施', ...facilityMarks(x, y, size, faulty));
    board.occupy(square(x, y, size));
    const textSize = 2.5 * unit;
    const width = measure(label, textSize, 400);
    add(
      '注记',
      ...boardText(board, drawing, label, aroundSymbol(x, y, size * 0.6, width, textSize), {
        size: textSize,
        fill: faulty ? ink.faulty : ink.facility,
        weight: 400,
      }),
    );
  }
}

function drawPages({ pages }: Layers, { frame, unit, small }: MapDrawing, board: LabelBoard, add: Add): void {
  for (const { geometry, label, anchor, own } of pages) {
    const points = ringOf(geometry).map((position) => frame.toPaper(position));
    if (points.length === 0) continue;
    add('区域界线', {
      kind: 'path',
      d: linePath(points, true),
      stroke: own ? ink.violation : ink.campus,
      width: (own ? 0.6 : 0.25) * unit,
      ...(own ? { fill: ink.violation, fillOpacity: 0.16 } : {}),
    });
    const [x, y] = middleOf(points);
    const box = boxOfPoints(points);
    if (label !== '') {
      const size = (small ? 2.2 : 2.8) * unit;
      const spot = boxAround(x, y, size * 0.62 * label.length, size);
      if (own || board.isFree(spot)) {
        board.occupy(spot);
        add(
          '注记',
          textMark(label, [x, y], {
            size,
            weight: 700,
            fill: own ? ink.violation : ink.campus,
            halo: 0.7 * unit,
          }),
        );
      }
    }
    if (!own && anchor !== '') add('注记', { kind: 'link', box, to: anchor });
  }
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

/** A part of the base map that could not be had: crossed, and said in words. */
function holeMarks(hole: Box, unit: Millimetres): Mark[] {
  const { x, y, width, height } = hole;
  return [
    {
      kind: 'path',
      d:
        boxPath(hole) +
        linePath([
          [x, y],
          [x + width, y + height],
        ]) +
        linePath([
          [x, y + height],
          [x + width, y],
        ]),
      stroke: ink.violation,
      width: 0.3 * unit,
      dash: [1.5 * unit, 1.5 * unit],
    },
    {
      kind: 'text',
      x: x + width / 2,
      y: y + height / 2,
      text: '底图缺失',
      size: Math.min(3 * unit, width / 5),
      weight: 700,
      fill: ink.violation,
      anchor: 'middle',
      halo: 0.7 * unit,
    },
  ];
}

function ringOf(geometry: GeoJSON.Geometry): [number, number][] {
  const ring =
    geometry.type === 'Polygon'
      ? geometry.coordinates[0]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates[0]?.[0]
        : [];
  return (ring ?? []).map(([lng = 0, lat = 0]) => [lng, lat]);
}
