import type { Layers, MapPens } from './map-drawing.ts';
import { type Box, boxPath, geometryPath, linePath, type Mark, type PathMark } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { ink } from './symbols.ts';

/** The paper's ground and the base maps on it. */
export function drawGround({ drawing: { frame, unit, ground }, add }: MapPens): void {
  add('底图', { kind: 'path', d: boxPath({ x: 0, y: 0, ...frame }), fill: '#fbfaf7' });
  if (ground) add('底图', ...ground.marks, ...ground.holes.flatMap((hole) => holeMarks(hole, unit)));
}

/** Regions, safety zones, campuses and gate zones. */
export function drawAreas(layers: Layers, { drawing: { unit, small }, add, on }: MapPens): void {
  const path = (geometry: GeoJSON.Geometry) => geometryPath(geometry, on);
  for (const { geometry, own, district } of layers.regions)
    add('区域界线', {
      kind: 'path',
      d: path(geometry),
      stroke: ink.region,
      width: (district ? 0.9 : own ? 0.6 : 0.35) * unit * (small ? 0.6 : 1),
      dash: [4 * unit, 1.4 * unit, 1 * unit, 1.4 * unit],
    });
  for (const { geometry, byPoint } of layers.zones)
    add('安全区域', {
      ...filledArea(path(geometry), byPoint ? ink.zoneByPoint : ink.zone, byPoint ? 0.03 : 0.08),
      width: 0.45 * unit * (small ? 0.6 : 1),
      dash: byPoint ? [0.5 * unit, 1.5 * unit] : [2.4 * unit, 1.6 * unit],
    });
  for (const { geometry, own } of layers.campuses)
    add('校园与校门', {
      ...filledArea(path(geometry), ink.campus, own ? 0.18 : 0.12),
      width: (own ? 0.6 : 0.4) * unit,
    });
  for (const geometry of layers.gateZones)
    add('校园与校门', {
      ...filledArea(path(geometry), ink.gateZone, 0.55),
      stroke: ink.gateZoneEdge,
      width: 0.25 * unit,
    });
}

function filledArea(d: string, colour: string, fillOpacity: number): PathMark {
  return { kind: 'path', evenOdd: true, d, fill: colour, fillOpacity, stroke: colour };
}

/** A part of the base map that is missing: crossed out, and named in words. */
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
