import type { Feature, Polygon, Position } from 'geojson';
import { z } from 'zod';
import { type LocalFrame, localFrame } from '../geodesy/local-frame.ts';
import { lengthBetween, nearestOnSegment, ringContains } from '../geodesy/planar.ts';
import { piecesOf } from '../geodesy/positions.ts';
import type { LngLat, LocalXY, Metres, PolygonRings } from '../geodesy/units.ts';
import type { RoadLine, RoadLines } from './road-lines.ts';

const lngLat = z.tuple([z.number(), z.number()]);

/** The road front at a gate as somebody drew it: the band follows this line instead of the imported road. */
export const frontageSchema = z.object({ line: z.array(lngLat).min(2), width: z.number().min(2).max(80) });
type Frontage = z.infer<typeof frontageSchema>;

/** The whole band as somebody drew it, for one length; a rule of another length computes its own. */
export const drawnBandSchema = z.object({ ring: z.array(lngLat).min(4), length: z.number().positive() });
type DrawnBand = z.infer<typeof drawnBandSchema>;

/** What was drawn by hand at a gate; it takes the place of what would be computed. */
export interface GateEdits {
  readonly frontage: Frontage | null;
  readonly band: DrawnBand | null;
}

export interface GateZone {
  readonly shape: 'alongRoad' | 'circle' | 'drawn';
  readonly polygon: Feature<Polygon>;
  /** The centre line of the stretch, gate side in the middle; empty where there is none. */
  readonly line: readonly LngLat[];
  /** The road that the gate opens onto; null where none is near or it was drawn by hand. */
  readonly road: RoadLine | null;
}

/** A gate further than this from every road gets a circle. */
const ROAD_REACH: Metres = 40;
/** Ways within a campus and paths: a gate opens onto them only where there is no street. */
const MINOR = ['service', 'footway', 'path', 'cycleway', 'steps', 'pedestrian', 'construction', 'proposed'];
/** Road ends this close are one junction. */
const JUNCTION_GAP: Metres = 1.5;
/** A stretch does not turn sharper than this at a junction, radians. */
const SHARPEST_TURN = (70 * Math.PI) / 180;
const CIRCLE_POINTS = 96;
/** A road is sampled every so many metres; it leads into a campus where more than this share of samples lies inside. */
const SAMPLE: Metres = 4;
const MOSTLY = 0.6;

interface LocalRoad {
  readonly id: number;
  readonly line: readonly LocalXY[];
  readonly width: Metres;
}

/** Nothing was drawn by hand. */
export const noEdits: GateEdits = { frontage: null, band: null };

/**
 * The no-parking zone of a gate: `length` metres each way along the nearest street as a band of the
 * road's width, following bends and running on through junctions by the straightest road; a circle
 * of that radius where no road is within 40 m, or where the pack means a circle (`roads` null).
 */
export function gateZone(
  gate: LngLat,
  roads: RoadLines | null,
  length: Metres,
  edits: GateEdits = noEdits,
  campus: readonly PolygonRings[] | null = null,
): GateZone {
  const frame = localFrame(gate);
  if (edits.band && edits.band.length === length)
    return { shape: 'drawn', polygon: closedFeature(edits.band.ring), line: [], road: null };
  const known = edits.frontage ? [] : (roads?.near(gate, 2 * length + ROAD_REACH) ?? []);
  const near = edits.frontage
    ? [toLocalRoad({ id: 0, ...edits.frontage }, frame)]
    : known.map((road) => toLocalRoad(road, frame)).filter((road) => touches(road, 2 * length + ROAD_REACH));
  // A road front that was drawn by hand is used however far from the gate it is.
  const rings = (campus ?? []).map(([outer = []]) => outer.map((corner) => frame.toLocal(corner)));
  const minor = new Set([
    ...known.filter((road) => MINOR.includes(road.class ?? '')).map(({ id }) => id),
    ...near.filter((road) => leadsInto(road, rings, length)).map(({ id }) => id),
  ]);
  const reach = edits.frontage ? Number.POSITIVE_INFINITY : ROAD_REACH;
  const start =
    snap(
      near.filter(({ id }) => !minor.has(id)),
      reach,
    ) ?? snap(near, reach);
  if (!start) return { shape: 'circle', polygon: circle(frame, length), line: [], road: null };
  const { road, segment, point } = start;
  const ahead = trace(point, road, road.line.slice(segment + 1), length, near);
  const back = trace(point, road, road.line.slice(0, segment + 1).reverse(), length, near);
  const line = [...back.reverse(), point, ...ahead];
  return {
    shape: 'alongRoad',
    polygon: toFeature(band(line, road.width / 2), frame),
    line: line.map((p) => frame.toLngLat(p)),
    road: known.find(({ id }) => id === road.id) ?? null,
  };
}

function toLocalRoad(road: RoadLine, frame: LocalFrame): LocalRoad {
  return { id: road.id, width: road.width, line: road.line.map((vertex) => frame.toLocal(vertex)) };
}

function touches(road: LocalRoad, reach: Metres): boolean {
  return road.line.some((vertex, i) => {
    const before = road.line[i - 1];
    return before !== undefined && nearestOnSegment([0, 0], before, vertex).squared <= reach * reach;
  });
}

function snap(
  roads: readonly LocalRoad[],
  reach: Metres,
): { road: LocalRoad; segment: number; point: LocalXY } | null {
  let best: { road: LocalRoad; segment: number; point: LocalXY; squared: number } | null = null;
  for (const road of roads) {
    for (const [segment, [from, to]] of piecesOf(road.line).entries()) {
      const near = nearestOnSegment([0, 0], from, to);
      if (near.squared <= reach * reach && (!best || near.squared < best.squared))
        best = { road, segment, point: near.point, squared: near.squared };
    }
  }
  return best;
}

/** Whether a road runs mostly within the campus around its gate. */
function leadsInto(road: LocalRoad, rings: readonly (readonly LocalXY[])[], reach: Metres): boolean {
  if (rings.length === 0) return false;
  let [within, all] = [0, 0];
  for (const [from, to] of piecesOf(road.line)) {
    const steps = Math.max(1, Math.ceil(lengthBetween(from, to) / SAMPLE));
    for (let step = 0; step < steps; step++) {
      const share = (step + 0.5) / steps;
      const point: LocalXY = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
      if (Math.hypot(point[0], point[1]) > reach) continue;
      all += 1;
      if (rings.some((ring) => ringContains(ring, point))) within += 1;
    }
  }
  return within > all * MOSTLY;
}

/** Walks `remaining` metres from `start` over the given vertices, then on by the straightest road. */
function trace(
  start: LocalXY,
  road: LocalRoad,
  vertices: readonly LocalXY[],
  remaining: Metres,
  roads: readonly LocalRoad[],
): LocalXY[] {
  const path: LocalXY[] = [];
  const used = new Set([road.id]);
  let at = start;
  let queue = [...vertices];
  for (;;) {
    const next = queue.shift();
    if (!next) {
      const from = path.at(-2) ?? start;
      const onward = straightestOnward(from, at, roads, used);
      if (!onward) return path;
      used.add(onward.id);
      queue = onward.vertices;
      continue;
    }
    const step = lengthBetween(at, next);
    if (step < 1e-6) continue;
    if (step >= remaining) {
      const share = remaining / step;
      path.push([at[0] + (next[0] - at[0]) * share, at[1] + (next[1] - at[1]) * share]);
      return path;
    }
    path.push(next);
    remaining -= step;
    at = next;
  }
}

/** Of the unused roads that pass the junction, the one that turns least, as the vertices leading away. */
function straightestOnward(
  from: LocalXY,
  junction: LocalXY,
  roads: readonly LocalRoad[],
  used: ReadonlySet<number>,
) {
  const heading = Math.atan2(junction[1] - from[1], junction[0] - from[0]);
  let best: { id: number; vertices: LocalXY[]; turn: number } | null = null;
  for (const road of roads) {
    if (used.has(road.id)) continue;
    const at = road.line.findIndex((vertex) => lengthBetween(vertex, junction) <= JUNCTION_GAP);
    if (at < 0) continue;
    for (const vertices of [road.line.slice(at + 1), road.line.slice(0, at).reverse()]) {
      const first = vertices[0];
      if (!first) continue;
      const angle = Math.atan2(first[1] - junction[1], first[0] - junction[0]);
      const turn = Math.abs(Math.atan2(Math.sin(angle - heading), Math.cos(angle - heading)));
      if (turn <= SHARPEST_TURN && (!best || turn < best.turn))
        best = { id: road.id, vertices: [...vertices], turn };
    }
  }
  return best;
}

/** A closed ring `half` metres to both sides of a line, mitred at bends, cut straight at its ends. */
function band(line: readonly LocalXY[], half: Metres): LocalXY[] {
  const left: LocalXY[] = [];
  const right: LocalXY[] = [];
  line.forEach((vertex, i) => {
    const before = direction(line[i - 1], vertex);
    const after = direction(vertex, line[i + 1]);
    const [a, b] = [before ?? after, after ?? before];
    if (!a || !b) return;
    const normal: LocalXY = [-(a[1] + b[1]), a[0] + b[0]];
    const size = Math.hypot(normal[0], normal[1]) || 1;
    // The mitre grows with the bend; past 60° it is capped so that a hairpin makes no spike.
    const reach = half * Math.min(2, 2 / size);
    const offset: LocalXY = [(normal[0] / size) * reach, (normal[1] / size) * reach];
    left.push([vertex[0] + offset[0], vertex[1] + offset[1]]);
    right.push([vertex[0] - offset[0], vertex[1] - offset[1]]);
  });
  return [...left, ...right.reverse()];
}

function direction(from: LocalXY | undefined, to: LocalXY | undefined): LocalXY | null {
  if (!from || !to) return null;
  const length = lengthBetween(from, to);
  return length < 1e-6 ? null : [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}

function circle(frame: LocalFrame, radius: Metres): Feature<Polygon> {
  const ring = Array.from({ length: CIRCLE_POINTS }, (_, i): LocalXY => {
    const angle = (i / CIRCLE_POINTS) * 2 * Math.PI;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return toFeature(ring, frame);
}

function toFeature(ring: readonly LocalXY[], frame: LocalFrame): Feature<Polygon> {
  return closedFeature(ring.map((point) => frame.toLngLat(point)));
}

function closedFeature(ring: readonly LngLat[]): Feature<Polygon> {
  const positions = ring.map((position): Position => [...position]);
  const [first, last] = [positions[0], positions.at(-1)];
  const closed = first && last && first[0] === last[0] && first[1] === last[1];
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [first && !closed ? [...positions, first] : positions] },
  };
}
