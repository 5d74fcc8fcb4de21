import FlatQueue from 'flatqueue';
import { distance, metresPerDegree } from '../geodesy/ellipsoid.ts';
import { localFrame } from '../geodesy/local-frame.ts';
import { nearestOnSegment } from '../geodesy/planar.ts';
import { piecesOf } from '../geodesy/positions.ts';
import type { LngLat, Metres } from '../geodesy/units.ts';

/** A road that people may walk on, as its centre line. */
export interface WalkableRoad {
  readonly name: string;
  readonly line: readonly LngLat[];
}

/** A position joined to the network: the edge, how far along it, and the connector's length. */
export interface Snap {
  readonly position: LngLat;
  /** The nearest point of the road. */
  readonly foot: LngLat;
  readonly edge: number;
  /** 0 at the edge's first node, 1 at its second. */
  readonly fraction: number;
  readonly connector: Metres;
}

export type WalkingResult =
  | { readonly metres: Metres; readonly reason: null }
  | { readonly metres: null; readonly reason: 'noRoadNear' | 'notConnected' };

/** A stretch of a walk on one road, or from a door to the road. */
export interface WalkSegment {
  readonly kind: 'road' | 'connector';
  /** The road's name; empty where it has none. */
  readonly road: string;
  readonly metres: Metres;
  readonly line: readonly LngLat[];
}

export type Walk =
  | { readonly metres: Metres; readonly reason: null; readonly segments: readonly WalkSegment[] }
  | Extract<WalkingResult, { metres: null }>;

/** A position further than this from every walkable road is not on the network. */
const SNAP_REACH: Metres = 100;
/** An end of a road this close to another road is a junction that the drawing missed. */
const JOIN_GAP: Metres = 3;
const CELL: Metres = 120;
/** Cells are keyed by one number: columns and rows from −2²⁵ on, enough for any country. */
const CELL_OFFSET = 2 ** 25;
const CELL_ROW = 2 ** 26;

/** A piece of road between two nodes. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly length: Metres;
  readonly road: number;
}

/** Where one cell of the index of edges begins, in degrees. */
interface Grid {
  readonly lng: number;
  readonly lat: number;
  readonly cellLng: number;
  readonly cellLat: number;
}

/**
 * The walkable road network: nodes where roads share a vertex or end upon one another, edges measured on
 * the ellipsoid. One-way and crossings do not matter to people on foot, so every edge goes both ways.
 */
export class RoadNetwork {
  readonly #nodes: LngLat[] = [];
  readonly #edges: Edge[] = [];
  readonly #roadNames: readonly string[];
  /** Edges at each node. */
  readonly #adjacent: number[][] = [];
  /** Edges that were split: walks still pass them, but positions snap to their halves. */
  readonly #replaced = new Set<number>();
  readonly #grid: Grid;
  readonly #cells = new Map<number, number[]>();

  constructor(roads: readonly WalkableRoad[]) {
    const [lng, lat] = roads[0]?.line[0] ?? [0, 0];
    const scale = metresPerDegree(lat);
    this.#grid = { lng, lat, cellLng: CELL / scale.east, cellLat: CELL / scale.north };
    this.#roadNames = roads.map(({ name }) => name);
    const byPlace = new Map<string, number>();
    for (const [road, { line }] of roads.entries()) {
      const nodes = line.map((place) => this.#nodeAt(place, byPlace));
      for (const [from, to] of piecesOf(nodes)) this.#addEdge(from, to, road);
    }
    this.#joinDanglingEnds();
  }

  /** Where a position joins the nearest walkable road; null where none is within `SNAP_REACH`. */
  snap(position: LngLat): Snap | null {
    return this.#snap(position, SNAP_REACH);
  }

  /** Lengths of the shortest walks from `start` to anywhere within `furthest` metres. */
  walksFrom(start: Snap | null, furthest: Metres): (end: Snap | null) => WalkingResult {
    if (!start) return () => ({ metres: null, reason: 'noRoadNear' });
    const reached = this.#spread(start, furthest, null);
    return (end) => {
      if (!end) return { metres: null, reason: 'noRoadNear' };
      const { metres } = this.#arrive(start, end, reached);
      return Number.isFinite(metres) ? { metres, reason: null } : { metres: null, reason: 'notConnected' };
    };
  }

  /** The shortest walk between two positions with its stretches, no longer than about `furthest` metres. */
  walk(from: LngLat, to: LngLat, furthest: Metres): Walk {
    const [start, end] = [this.snap(from), this.snap(to)];
    if (!start || !end) return { metres: null, reason: 'noRoadNear' };
    const via = new Map<number, number>();
    const { metres, node } = this.#arrive(start, end, this.#spread(start, furthest, via));
    if (!Number.isFinite(metres)) return { metres: null, reason: 'notConnected' };
    // From the end back to the start: each place, and the road between it and the one before.
    const places: LngLat[] = [end.foot];
    const roads: number[] = [this.#edge(end.edge).road];
    for (let at = node; at !== null; ) {
      places.push(this.#node(at));
      const edge: number | undefined = via.get(at);
      roads.push(this.#edge(edge ?? start.edge).road);
      at = edge === undefined ? null : this.#otherEnd(edge, at);
    }
    places.push(start.foot);
    const along = this.#joinStretches(places.reverse(), roads.reverse());
    return { metres, reason: null, segments: [connector(start, false), ...along, connector(end, true)] };
  }

  /** The shorter way to `end` from what was reached, and the node before it; no node along one edge. */
  #arrive(
    start: Snap,
    end: Snap,
    reached: ReadonlyMap<number, Metres>,
  ): { metres: Metres; node: number | null } {
    const { from: first, to: second, length } = this.#edge(end.edge);
    const viaFirst = (reached.get(first) ?? Number.POSITIVE_INFINITY) + end.fraction * length;
    const viaSecond = (reached.get(second) ?? Number.POSITIVE_INFINITY) + (1 - end.fraction) * length;
    const along =
      start.edge === end.edge
        ? start.connector + Math.abs(start.fraction - end.fraction) * length
        : Number.POSITIVE_INFINITY;
    const shortest = Math.min(viaFirst, viaSecond, along);
    const node = shortest === along ? null : shortest === viaFirst ? first : second;
    return { metres: shortest + end.connector, node };
  }

  /** Dijkstra from both ends of the edge that was snapped to; metres to each node reached, and the edge it came by. */
  #spread(start: Snap, furthest: Metres, via: Map<number, number> | null): Map<number, Metres> {
    const queue = new FlatQueue<number>();
    const { from, to, length } = this.#edge(start.edge);
    const reached = new Map<number, Metres>();
    const nearest = new Map([
      [from, start.connector + start.fraction * length],
      [to, start.connector + (1 - start.fraction) * length],
    ]);
    for (const [node, metres] of nearest) queue.push(node, metres);
    for (;;) {
      const metres = queue.peekValue();
      const node = queue.pop();
      if (node === undefined || metres === undefined || metres > furthest) return reached;
      if (reached.has(node)) continue;
      reached.set(node, metres);
      for (const edge of this.#adjacent[node] ?? []) {
        const other = this.#otherEnd(edge, node);
        const there = metres + this.#edge(edge).length;
        if (reached.has(other) || there >= (nearest.get(other) ?? Number.POSITIVE_INFINITY)) continue;
        nearest.set(other, there);
        via?.set(other, edge);
        queue.push(other, there);
      }
    }
  }

  #otherEnd(edge: number, node: number): number {
    const { from, to } = this.#edge(edge);
    return from === node ? to : from;
  }

  /** Stretches of one road each, from the places of a walk and the road between each two of them. */
  #joinStretches(places: readonly LngLat[], roads: readonly number[]): WalkSegment[] {
    const stretches: { road: string; metres: Metres; line: LngLat[] }[] = [];
    for (const [i, [a, b]] of piecesOf(places).entries()) {
      const name = this.#roadNames[roads[i] ?? -1] ?? '';
      const metres = distance(a, b);
      const last = stretches.at(-1);
      if (last?.road === name) {
        last.metres += metres;
        last.line.push(b);
      } else {
        stretches.push({ road: name, metres, line: [a, b] });
      }
    }
    return stretches.map((stretch) => ({ kind: 'road', ...stretch }));
  }

  #snap(position: LngLat, reach: Metres, skipNode = -1): Snap | null {
    const frame = localFrame(position);
    let best: { edge: number; fraction: number; squared: number } | null = null;
    for (const edge of this.#edgesNear(position, reach)) {
      const { from, to } = this.#edge(edge);
      if (this.#replaced.has(edge) || from === skipNode || to === skipNode) continue;
      const [a, b] = this.#endsOf(edge);
      const near = nearestOnSegment([0, 0], frame.toLocal(a), frame.toLocal(b));
      if (near.squared <= reach * reach && (!best || near.squared < best.squared)) best = { edge, ...near };
    }
    if (!best) return null;
    const { edge, fraction, squared } = best;
    const [a, b] = this.#endsOf(edge);
    const foot: LngLat = [a[0] + (b[0] - a[0]) * fraction, a[1] + (b[1] - a[1]) * fraction];
    return { position, foot, edge, fraction, connector: Math.sqrt(squared) };
  }

  #endsOf(edge: number): readonly [LngLat, LngLat] {
    const { from, to } = this.#edge(edge);
    return [this.#node(from), this.#node(to)];
  }

  #node(node: number): LngLat {
    const place = this.#nodes[node];
    if (!place) throw new RangeError(`no node ${node} of ${this.#nodes.length}`);
    return place;
  }

  #edge(edge: number): Edge {
    const found = this.#edges[edge];
    if (!found) throw new RangeError(`no edge ${edge} of ${this.#edges.length}`);
    return found;
  }

  #nodeAt(place: LngLat, byPlace: Map<string, number>): number {
    const key = `${place[0].toFixed(7)},${place[1].toFixed(7)}`;
    const known = byPlace.get(key);
    if (known !== undefined) return known;
    const node = this.#addNode(place);
    byPlace.set(key, node);
    return node;
  }

  #addNode(place: LngLat): number {
    this.#adjacent.push([]);
    return this.#nodes.push(place) - 1;
  }

  #addEdge(from: number, to: number, road: number): void {
    if (from === to) return;
    const length = distance(this.#node(from), this.#node(to));
    const edge = this.#edges.push({ from, to, length, road }) - 1;
    this.#adjacent[from]?.push(edge);
    this.#adjacent[to]?.push(edge);
    this.#index(edge);
  }

  /** Roads that end upon the middle of another are joined to it. */
  #joinDanglingEnds(): void {
    const ends = this.#adjacent.flatMap((edges, node) => (edges.length === 1 ? [node] : []));
    for (const node of ends) {
      const place = this.#node(node);
      const snap = this.#snap(place, JOIN_GAP, node);
      if (snap) this.#addEdge(node, this.#split(snap), this.#edge(snap.edge).road);
    }
  }

  /** A node on an edge: one of its ends where it is there already, else a new one with edges to both. */
  #split({ edge, fraction }: Snap): number {
    const { from, to, road } = this.#edge(edge);
    if (fraction <= 0) return from;
    if (fraction >= 1) return to;
    const [a, b] = this.#endsOf(edge);
    const middle = this.#addNode([a[0] + (b[0] - a[0]) * fraction, a[1] + (b[1] - a[1]) * fraction]);
    this.#replaced.add(edge);
    this.#addEdge(from, middle, road);
    this.#addEdge(middle, to, road);
    return middle;
  }

  #index(edge: number): void {
    const [a, b] = this.#endsOf(edge);
    this.#visitCells(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (key) => {
        const cell = this.#cells.get(key);
        if (cell) cell.push(edge);
        else this.#cells.set(key, [edge]);
      },
    );
  }

  #edgesNear([lng, lat]: LngLat, reach: Metres): Set<number> {
    const scale = metresPerDegree(lat);
    const [dLng, dLat] = [reach / scale.east, reach / scale.north];
    const found = new Set<number>();
    this.#visitCells(lng - dLng, lat - dLat, lng + dLng, lat + dLat, (key) => {
      for (const edge of this.#cells.get(key) ?? []) found.add(edge);
    });
    return found;
  }

  #visitCells(west: number, south: number, east: number, north: number, visit: (key: number) => void): void {
    const { lng, lat, cellLng, cellLat } = this.#grid;
    for (let x = Math.floor((west - lng) / cellLng); x <= Math.floor((east - lng) / cellLng); x++)
      for (let y = Math.floor((south - lat) / cellLat); y <= Math.floor((north - lat) / cellLat); y++)
        visit((x + CELL_OFFSET) * CELL_ROW + y + CELL_OFFSET);
  }
}

/** The way between a door and the road that it is joined to. */
function connector(snap: Snap, arriving: boolean): WalkSegment {
  const line = arriving ? [snap.foot, snap.position] : [snap.position, snap.foot];
  return { kind: 'connector', road: '', metres: snap.connector, line };
}
