/// <reference path="../../cache/map/lineclip.d.ts" />
import { clipPolyline } from 'lineclip';
import { groundColours } from '#shared/basemaps/archive-schemas.ts';
import { MAIN_ROAD_WIDTH } from '#shared/basemaps/own-roads.ts';
import type { Ground, GroundLabel } from '#shared/sheets/map-drawing.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { linePath } from '#shared/sheets/marks.ts';
import type { RoadLine, RoadLines } from '#shared/zones/road-lines.ts';
import { fingerprint } from '../fingerprint.ts';
import { GroundShapes, groundMarks } from './ground-marks.ts';
import { joinLines } from './join-lines.ts';

/** At larger numbers of the scale than these only roads at least so wide are drawn, metres: the rest would be one grey area. */
const leastWidths: readonly (readonly [scale: number, width: number])[] = [
  [120_000, MAIN_ROAD_WIDTH],
  [40_000, 10],
  [16_000, 5],
];
/** Lines are drawn so far beyond the frame, millimetres: their ends are not seen. */
const BEYOND = 3;
/** Pieces of a street that get its name. */
const MOST_NAMED = 12;

type Point = [x: number, y: number];

/** The workspace's own roads in a frame, in their order. */
function roadsIn(frame: MapFrame, roads: RoadLines): RoadLine[] {
  const least = leastWidths.find(([scale]) => frame.scale > scale)?.[1] ?? 0;
  return roads
    .within(frame.bounds)
    .filter(({ width }) => width >= least)
    .sort((a, b) => a.id - b.id);
}

/** The workspace's own roads with their names, as a quiet ground where no base map shows roads. */
export function drawOwnRoads(frame: MapFrame, roads: RoadLines, unit: number): Ground {
  const shapes = new GroundShapes();
  const names = new Map<string, { readonly lines: Point[][]; weight: number }>();
  const box: [number, number, number, number] = [
    ...([-BEYOND, -BEYOND] as const),
    ...([frame.width + BEYOND, frame.height + BEYOND] as const),
  ];
  for (const { line, width, name } of roadsIn(frame, roads)) {
    const onPaper = line.map((point): Point => [...frame.toPaper(point)]);
    const parts = clipPolyline(onPaper, box);
    const main = width >= MAIN_ROAD_WIDTH;
    const known = shapes.roads.get(String(width)) ?? { lines: [], width, main, path: false };
    known.lines.push(...parts.map((part) => linePath(part)));
    shapes.roads.set(String(width), known);
    if (!name) continue;
    const named = names.get(name) ?? { lines: [], weight: 0 };
    named.lines.push(...parts);
    named.weight = Math.max(named.weight, width);
    names.set(name, named);
  }
  const labels = [...names].flatMap(([text, { lines, weight }]) =>
    joinLines(lines, 0.4 * unit)
      .slice(0, MOST_NAMED)
      .map((points): GroundLabel => ({ text, points, along: true, colour: groundColours.label, weight })),
  );
  return { marks: groundMarks(shapes, unit, frame.scale), labels, holes: [] };
}

const marks = new WeakMap<RoadLine, string>();

/** By what the roads of some frames are known again that were printed before. */
export function markOfRoads(frames: readonly MapFrame[], roads: RoadLines): string[] {
  return frames.flatMap((frame) =>
    roadsIn(frame, roads).map((road) => {
      const mark = marks.get(road) ?? fingerprint(road);
      marks.set(road, mark);
      return mark;
    }),
  );
}
