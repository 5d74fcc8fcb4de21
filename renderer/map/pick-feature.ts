import type { Map as MapLibre } from 'maplibre-gl';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { MapTarget } from './map-props.ts';
import { pickMoment } from './moment-marks.ts';

/** Pixels around the pointer. */
const CLICK_REACH = 8;

/** Layers whose features can be clicked; the first one under the pointer is meant. */
const clickable = [
  'pin-dot',
  'venue-cluster',
  'venue-mark',
  'venue-doubt',
  'venue-outside',
  'school-cluster',
  'school-label',
  'school-point',
  'gate-ring',
  'facility-dot',
  'campus-fill',
  'road-line',
  'beside-venue',
  'beside-school',
  // An area lies beneath much else: only where nothing of that is meant.
  'spot-line',
  'spot-fill',
];

interface PickedCluster {
  readonly kind: 'cluster';
  readonly at: [number, number];
}

interface PickedThing {
  readonly kind: 'thing';
  readonly thing: 'facilities' | 'roads';
  readonly id: number;
}

interface PickedPin {
  readonly kind: 'pin';
  readonly id: number;
}

/** A place of a neighbour, which has no page here: what is known of it is said where it lies. */
interface PickedBeside {
  readonly kind: 'beside';
  readonly at: [number, number];
  readonly lines: readonly string[];
}

interface PickedSpot {
  readonly kind: 'spot';
  readonly id: number;
}

/** What lies under the pointer: of a past day, comments before venues, venues before schools. */
export function pickFeature(
  map: MapLibre,
  point: { x: number; y: number },
): MapTarget | PickedCluster | PickedThing | PickedPin | PickedSpot | PickedBeside | null {
  const moment = pickMoment(map, point);
  if (moment !== null) return { kind: 'venue', id: moment };
  const box: [[number, number], [number, number]] = [
    [point.x - CLICK_REACH, point.y - CLICK_REACH],
    [point.x + CLICK_REACH, point.y + CLICK_REACH],
  ];
  const layers = clickable.filter((id) => map.getLayer(id));
  const hits = map.queryRenderedFeatures(box, { layers });
  const hit = clickable.flatMap((id) => hits.filter((found) => found.layer.id === id))[0];
  if (!hit) return null;
  const isCluster = hit.layer.id === 'venue-cluster' || hit.layer.id === 'school-cluster';
  if (isCluster && hit.geometry.type === 'Point')
    return { kind: 'cluster', at: lngLatOf(hit.geometry.coordinates) };
  if (hit.layer.id.startsWith('beside') && hit.geometry.type === 'Point')
    return { kind: 'beside', at: lngLatOf(hit.geometry.coordinates), lines: linesOf(hit.properties) };
  if (hit.layer.id === 'pin-dot') return { kind: 'pin', id: Number(hit.id) };
  if (hit.layer.id.startsWith('spot')) return { kind: 'spot', id: Number(hit.id) };
  if (hit.layer.id === 'facility-dot') return { kind: 'thing', thing: 'facilities', id: Number(hit.id) };
  if (hit.layer.id === 'road-line') return { kind: 'thing', thing: 'roads', id: Number(hit.id) };
  if (hit.layer.id.startsWith('venue')) return { kind: 'venue', id: Number(hit.id) };
  return { kind: 'school', id: Number(hit.layer.id === 'gate-ring' ? hit.properties.schoolId : hit.id) };
}

function linesOf({ name, about, district, day }: Readonly<Record<string, unknown>>): string[] {
  return [String(name), String(about), `邻区 ${String(district)} · 截至 ${String(day)}`];
}
