import { elementAt } from '../lists/element.ts';
import { boxAround, boxOfPoints, inside, middleOf, square } from './boxes.ts';
import type { SheetContent } from './content.ts';
import { drawAreas, drawGround } from './draw-areas.ts';
import { drawGrid, drawLinks, drawMeasureLabels, drawMeasures, drawRoutes } from './draw-lines.ts';
import { boardText, drawGroundNames, drawNames, textMark } from './draw-names.ts';
import { aroundSymbol, LabelBoard } from './label-board.ts';
import {
  type Add,
  type LayerName,
  type Layers,
  layerNames,
  type MapDrawing,
  type MapPens,
} from './map-drawing.ts';
import { type GroupMark, geometryPath, linePath, type Mark } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { facilityMarks, gateMarks, ink, pinMarks, severityMarks, stopMarks } from './symbols.ts';

/** Symbols above this number are drawn small and without lines: they would cover the map. */
const MANY_VENUES = 90;

/** The map inside its frame, layer by layer, from the frame's top left corner. */
export function drawMap({ layers }: Pick<SheetContent, 'layers'>, drawing: MapDrawing): GroupMark[] {
  const { frame, unit, without } = drawing;
  const board = new LabelBoard(frame.width, frame.height);
  board.occupy(...drawing.keptFree);
  const drawn = new Map<LayerName, Mark[]>(layerNames.map((name) => [name, []]));
  const add = (layer: LayerName, ...marks: readonly Mark[]) => void drawn.get(layer)?.push(...marks);
  const pens: MapPens = { drawing, board, add, on: (position) => frame.toPaper(position) };
  drawGround(pens);
  drawAreas(layers, pens);
  drawRoutes(layers, pens);
  drawFacilities(layers, drawing, board, add);
  drawMeasures(layers, pens);
  drawLinks(layers, pens);
  drawGates(layers, pens);
  drawVenues(layers, drawing, board, symbolSizes(layers.venues.length, unit, drawing.small), add);
  drawStops(layers, pens);
  drawPins(layers, pens);
  drawNames(layers, drawing, board, add);
  drawMeasureLabels(layers, pens);
  drawPages(layers, drawing, board, add);
  if (drawing.ground) drawGroundNames(drawing.ground, drawing, board, add);
  drawGrid(pens);
  const clip = { x: 0, y: 0, width: frame.width, height: frame.height };
  return layerNames.flatMap((layer): GroupMark[] => {
    const marks = drawn.get(layer) ?? [];
    return marks.length === 0 || without.has(layer) ? [] : [{ kind: 'group', layer, clip, marks }];
  });
}

function drawGates({ gates }: Layers, { drawing: { frame, unit, small }, board, add, on }: MapPens): void {
  for (const { position } of gates) {
    const [x, y] = on(position);
    if (!inside(frame, x, y)) continue;
    const size = (small ? 1.4 : 2.4) * unit;
    add('校园与校门', ...gateMarks(x, y, size));
    board.occupy(square(x, y, size));
  }
}

function drawStops({ stops }: Layers, { drawing: { unit }, board, add, on }: MapPens): void {
  for (const { position, number, tone } of stops) {
    const [x, y] = on(position);
    const size = 4.6 * unit;
    add('路线', ...stopMarks(number, tone, x, y, size));
    board.occupy(square(x, y, size));
  }
}

function drawPins({ pins }: Layers, { drawing: { frame, unit, small }, board, add, on }: MapPens): void {
  if (small) return;
  for (const { position, number } of pins) {
    const [x, y] = on(position);
    if (!inside(frame, x, y)) continue;
    const size = 4.6 * unit;
    add('注记', ...pinMarks(number, x, y, size));
    board.occupy(square(x, y, size));
  }
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
    // A number must stand at its symbol: where no place is free it takes the first one all the same.
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

/**
 * Frames of the pages of an atlas. On a small map of many pages only those are numbered that are as large as their
 * numbers; the page's own lies over them, with its number beside it where it is too small to hold it.
 */
function drawPages({ pages }: Layers, drawing: MapDrawing, board: LabelBoard, add: Add): void {
  const ordered = [...pages].sort((a, b) => Number(a.own) - Number(b.own));
  for (const page of ordered) drawPageFrame(page, drawing, add);
  // The page's own number has its place first.
  for (const page of [...ordered].reverse()) drawPageNumber(page, drawing, board, add);
}

type Page = Layers['pages'][number];

function drawPageFrame({ geometry, anchor, own }: Page, { frame, unit, small }: MapDrawing, add: Add): void {
  const points = ringOf(geometry).map((position) => frame.toPaper(position));
  if (points.length === 0) return;
  add('区域界线', {
    kind: 'path',
    d: linePath(points, true),
    stroke: own ? ink.violation : ink.campus,
    width: (own ? 0.6 : small ? 0.15 : 0.25) * unit,
    ...(own ? { fill: ink.violation, fillOpacity: 0.16 } : {}),
  });
  if (!own && anchor !== '') add('注记', { kind: 'link', box: boxOfPoints(points), to: anchor });
}

function drawPageNumber(
  { geometry, label, own }: Page,
  { frame, unit, small, measure }: MapDrawing,
  board: LabelBoard,
  add: Add,
): void {
  const points = ringOf(geometry).map((position) => frame.toPaper(position));
  if (points.length === 0 || label === '') return;
  const size = (own ? 3 : small ? 2.2 : 2.8) * unit;
  const width = measure(label, size, 700);
  const page = boxOfPoints(points);
  const [x, y] = middleOf(points);
  const fits = page.width >= width * 1.15 && page.height >= size * 1.1;
  if (!own && !fits) return;
  const spots = fits ? [[x, y] as const] : aroundSymbol(x, y, page.width / 2 + 0.4 * unit, width, size);
  const spot = board.place(spots, ([cx, cy]) => [boxAround(cx, cy, width, size)]) ?? (own ? spots[0] : null);
  if (!spot) return;
  const fill = own ? ink.violation : ink.campus;
  add('注记', textMark(label, spot, { size, weight: 700, fill, halo: 0.7 * unit }));
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
