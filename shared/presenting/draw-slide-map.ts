import { localFrame } from '../geodesy/local-frame.ts';
import type { LngLat } from '../geodesy/units.ts';
import { type Box, boxPath, circlePath, geometryPath, type Mark } from '../sheets/marks.ts';
import { ink, severityMarks } from '../sheets/symbols.ts';
import { severities } from '../zones/verdict.ts';
import type { SlideMap } from './slide.ts';

/** Right of the map its legend has this much place, in millimetres. */
const LEGEND = 74;

/** The zones of schools in a frame, the gravest marks on top. */
export function drawSlideMap(map: SlideMap, frame: Box): Mark[] {
  const shown = { ...frame, width: frame.width - LEGEND };
  return [
    { kind: 'path', d: boxPath(shown), fill: '#f7f6f2', stroke: '#c9d2dc', width: 0.4 },
    { kind: 'group', clip: shown, marks: drawPlaces(map, shown) },
    ...map.legend.map(
      (words, i): Mark => ({
        kind: 'text',
        x: frame.x + shown.width + 5,
        y: frame.y + 10 + i * 12,
        text: words,
        size: 6.6,
        weight: i === 0 ? 700 : 400,
        fill: '#1d2733',
        anchor: 'start',
      }),
    ),
  ];
}

function drawPlaces(map: SlideMap, frame: Box): Mark[] {
  const toPaper = placing(map, frame);
  const path = (geometry: GeoJSON.Geometry) => geometryPath(geometry, toPaper);
  const school = map.schools.length > 120 ? 0.8 : 1.5;
  const mark = map.marks.length > 200 ? 3 : 5;
  const outline = { stroke: ink.region, width: 0.5, dash: [3, 1.5] };
  const zone = { fill: ink.zone, fillOpacity: 0.18, stroke: ink.zone, width: 0.4 };
  return [
    ...map.regions.map((region): Mark => ({ kind: 'path', d: path(region), ...outline })),
    ...map.zones.map((shape): Mark => ({ kind: 'path', d: path(shape), ...zone })),
    ...map.schools.map(
      (position): Mark => ({
        kind: 'path',
        d: circlePath(...toPaper(position), school),
        fill: ink.school,
      }),
    ),
    // The gravest last, so that they lie on top.
    ...map.marks
      .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity))
      .flatMap(({ position, severity }) => severityMarks(severity, ...toPaper(position), mark)),
  ];
}

/** Puts places into a frame, so that the bounds fit and north is up. */
function placing({ bounds }: SlideMap, { x, y, width, height }: Box) {
  const [west, south, east, north] = bounds;
  const frame = localFrame([(west + east) / 2, (south + north) / 2]);
  const [right, up] = frame.toLocal([east, north]);
  const scale = Math.min(width / Math.max(1, 2 * right), height / Math.max(1, 2 * up)) * 0.96;
  return ([lng = 0, lat = 0]: LngLat | readonly [number, number]): readonly [number, number] => {
    const [toEast, toNorth] = frame.toLocal([lng, lat]);
    return [x + width / 2 + toEast * scale, y + height / 2 - toNorth * scale];
  };
}
