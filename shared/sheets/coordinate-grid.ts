import { piecesOf } from '../geodesy/positions.ts';
import { gaussKruger } from '../geodesy/projection.ts';
import type { Degrees, LngLat, Metres } from '../geodesy/units.ts';
import type { MapFrame } from './map-frame.ts';
import type { Millimetres } from './paper.ts';

type Point = readonly [x: Millimetres, y: Millimetres];
type Edge = 'top' | 'bottom' | 'left' | 'right';

/** One line of a coordinate grid, and where it meets the frame. */
interface GridLine {
  readonly label: string;
  readonly points: readonly Point[];
  readonly meets: readonly { readonly edge: Edge; readonly x: Millimetres; readonly y: Millimetres }[];
}

export interface CoordinateGrid {
  /** Lines of equal longitude or easting, labelled on the upper and lower edge. */
  readonly upright: readonly GridLine[];
  /** Lines of equal latitude or northing, labelled on the left and right edge. */
  readonly level: readonly GridLine[];
  /** Ground metres between lines; null where they stand apart by degrees. */
  readonly step: Metres | null;
}

const secondsSteps = [1, 2, 5, 6, 10, 12, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600];
const metresSteps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
/** Points along a line: meridians and parallels are nearly straight on any sheet. */
const PIECES = 24;

/** Lines of longitude and latitude about so many millimetres apart. */
export function geographicGrid(frame: MapFrame, apart: Millimetres): CoordinateGrid {
  const [west, south, east, north] = frame.bounds;
  const perMillimetre = (north - south) / frame.height;
  const wanted = apart * perMillimetre * 3600;
  const step = (secondsSteps.find((seconds) => seconds >= wanted) ?? 7200) / 3600;
  const round = (value: Degrees) => Math.round(value * 3600) / 3600;
  return {
    upright: multiples(west, east, step).map((value) =>
      gridLine(frame, degreesMinutesSeconds(round(value), 'E', 'W'), 'upright', (share) => [
        value,
        south + (north - south) * share,
      ]),
    ),
    level: multiples(south, north, step).map((value) =>
      gridLine(frame, degreesMinutesSeconds(round(value), 'N', 'S'), 'level', (share) => [
        west + (east - west) * share,
        value,
      ]),
    ),
    step: null,
  };
}

/** Lines of easting and northing of CGCS2000 in its three-degree zone, about so many millimetres apart. */
export function projectedGrid(frame: MapFrame, apart: Millimetres): CoordinateGrid {
  const plane = gaussKruger(frame.centre[0]);
  const corners = [
    [0, 0],
    [frame.width, 0],
    [frame.width, frame.height],
    [0, frame.height],
  ].map(([x = 0, y = 0]) => plane.toPlane(frame.toGround(x, y)));
  const [eastings, northings] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [west, east] = [Math.min(...eastings), Math.max(...eastings)];
  const [south, north] = [Math.min(...northings), Math.max(...northings)];
  const wanted = (apart * frame.scale) / 1000;
  const step = metresSteps.find((metres) => metres >= wanted) ?? 50_000;
  return {
    upright: multiples(west, east, step).map((value) =>
      gridLine(frame, kilometres(value, step), 'upright', (share) =>
        plane.toLngLat([value, south + (north - south) * share]),
      ),
    ),
    level: multiples(south, north, step).map((value) =>
      gridLine(frame, kilometres(value, step), 'level', (share) =>
        plane.toLngLat([west + (east - west) * share, value]),
      ),
    ),
    step,
  };
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

function gridLine(
  frame: MapFrame,
  label: string,
  direction: 'upright' | 'level',
  at: (share: number) => LngLat,
): GridLine {
  // A little beyond the bounds, so that a turned line still meets every edge it crosses.
  const points = Array.from({ length: PIECES + 1 }, (_, i) => frame.toPaper(at((i / PIECES) * 1.2 - 0.1)));
  return { label, points, meets: meetings(points, frame, direction) };
}

/** Where a line crosses the edges that its labels stand on; a turned line crosses the others. */
function meetings(points: readonly Point[], frame: MapFrame, direction: 'upright' | 'level') {
  const own: readonly Edge[] = direction === 'upright' ? ['top', 'bottom'] : ['left', 'right'];
  return own.flatMap((edge) => {
    const level = edge === 'top' || edge === 'bottom';
    const value = edge === 'bottom' ? frame.height : edge === 'right' ? frame.width : 0;
    for (const [a, b] of piecesOf(points)) {
      const [from, to] = level ? [a[1], b[1]] : [a[0], b[0]];
      if (from === to || (from - value) * (to - value) > 0) continue;
      const share = (value - from) / (to - from);
      const x = a[0] + (b[0] - a[0]) * share;
      const y = a[1] + (b[1] - a[1]) * share;
      if (x < -1e-6 || y < -1e-6 || x > frame.width + 1e-6 || y > frame.height + 1e-6) continue;
      return [{ edge, x, y }];
    }
    return [];
  });
}

/** 448.6 or 4418: kilometres with as many digits as the step needs. */
function kilometres(metres: Metres, step: Metres): string {
  return (metres / 1000).toFixed(step >= 1000 ? 0 : step >= 100 ? 1 : 2);
}

/** 116°20′06″E */
export function degreesMinutesSeconds(value: Degrees, positive: 'E' | 'N', negative: 'W' | 'S'): string {
  const total = Math.round(Math.abs(value) * 3600);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(total / 3600)}°${pad(Math.floor((total % 3600) / 60))}′${pad(total % 60)}″${value < 0 ? negative : positive}`;
}
