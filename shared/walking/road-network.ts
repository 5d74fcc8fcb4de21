import FlatQueue from 'flatqueue';
import { distance, metresPerDegree } from '../geodesy/ellipsoid.ts';
import { localFrame } from '../geodesy/local-frame.ts';
import { nearestOnSegment } from '../geodesy/planar.ts';
import type { LngLat, Metres } from '../geodesy/units.ts';

/** A road that people may walk on, as its centre line. */
export interface WalkableRoad {
  readonly line: readonly LngLat[];
}

/** A position joined to the network: the edge, how far along it, and the connector's length. */
interface Snap {
  readonly edge: number;
  /** 0 at the edge's first node, 1 at its second. */
  readonly fraction: number;
  readonly connector: Metres;
}

export type WalkingResult =
  | { readonly metres: Metres; readonly reason: null }
  | { readonly metres: null; readonly reason: 'noRoadNear' | 'notConnected' };

/** A position further than this from every walkable road is not on the network. */
export const SNAP_REACH: Metres = 100;
/** An end of a road this close to another road is a junction that the drawing missed. */
const JOIN_GAP: Metres = 3;
const CELL: Metres = 120;

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
  readonly #edgeFrom: number[] = [];
  readonly #edgeTo: number[] = [];
  readonly #edgeLength: Metres[] = [];
  /** Edges at each node. */
  readonly #adjacent: number[][] = [];
  /** Edges that were split: walks still pass them, but positions snap to their halves. */
  readonly #replaced = new Set<number>();
  readonly #grid: Grid;
  readonly #cells = new Map<string, number[]>();

  constructor(roads: readonly WalkableRoad[]) {
    const [lng, lat] = roads[0]?.line[0] ?? [0, 0];
    const scale = metresPerDegree(lat);
    this.#grid = { lng, lat, cellLng: CELL / scale.east, cellLat: CELL / scale.north };
    const byPlace = new Map<string, number>();
    for (const { line } of roads)
      for (let i = 0; i + 1 < line.length; i++)
        this.#addEdge(this.#nodeAt(line[i] as LngLat, byPlace), this.#nodeAt(line[i + 1] as LngLat, byPlace));
    this.#joinDanglingEnds();
  }

  /** Shortest walks from `start` to anywhere within `furthest` metres. */
  walksFrom(start: LngLat, furthest: Metres): (end: LngLat) => WalkingResult {
    const from = this.#snap(start, SNAP_REACH);
    if (!from) return () => ({ metres: null, reason: 'noRoadNear' });
    const reached = this.#spread(from, furthest);
    return (end) => {
      const to = this.#snap(end, SNAP_REACH);
      if (!to) return { metres: null, reason: 'noRoadNear' };
      const length = this.#edgeLength[to.edge] as Metres;
      const viaFirst =
        (reached.get(this.#edgeFrom[to.edge] as number) ?? Number.POSITIVE_INFINITY) + to.fraction * length;
      const viaSecond =
        (reached.get(this.#edgeTo[to.edge] as number) ?? Number.POSITIVE_INFINITY) +
        (1 - to.fraction) * length;
      const along =
        from.edge === to.edge
          ? from.connector + Math.abs(from.fraction - to.fraction) * length
          : Number.POSITIVE_INFINITY;
      const metres = Math.min(viaFirst, viaSecond, along) + to.connector;
      return Number.isFinite(metres) ? { metres, reason: null } : { metres: null, reason: 'notConnected' };
    };
  }

  /** Dijkstra from both ends of the edge that was snapped to; metres to each node reached. */
  #spread(from: Snap, furthest: Metres): Map<number, Metres> {
    const queue = new FlatQueue<number>();
    const length = this.#edgeLength[from.edge] as Metres;
    queue.push(this.#edgeFrom[from.edge] as number, from.connector + from.fraction * length);
    queue.push(this.#edgeTo[from.edge] as number, from.connector + (1 - from.fraction) * length);
    const reached = new Map<number, Metres>();
    for (;;) {
      const metres = queue.peekValue();
      const node = queue.pop();
      if (node === undefined || metres === undefined || metres > furthest) return reached;
      if (reached.has(node)) continue;
      reached.set(node, metres);
      for (const edge of this.#adjacent[node] ?? []) {
        const other =
          this.#edgeFrom[edge] === node ? (this.#edgeTo[edge] as number) : (this.#edgeFrom[edge] as number);
        if (!reached.has(other)) queue.push(other, metres + (this.#edgeLength[edge] as Metres));
      }
    }
  }

  #snap(position: LngLat, reach: Metres, skipNode = -1): Snap | null {
    const frame = localFrame(position);
    let best: { edge: number; fraction: number; squared: number } | null = null;
    for (const edge of this.#edgesNear(position, reach)) {
      if (this.#replaced.has(edge) || this.#edgeFrom[edge] === skipNode || this.#edgeTo[edge] === skipNode)
        continue;
      const [a, b] = this.#endsOf(edge);
      const near = nearestOnSegment([0, 0], frame.toLocal(a), frame.toLocal(b));
      if (near.squared <= reach * reach && (!best || near.squared < best.squared)) best = { edge, ...near };
    }
    return best && { edge: best.edge, fraction: best.fraction, connector: Math.sqrt(best.squared) };
  }

  #endsOf(edge: number): readonly [LngLat, LngLat] {
    return [
      this.#nodes[this.#edgeFrom[edge] as number] as LngLat,
      this.#nodes[this.#edgeTo[edge] as number] as LngLat,
    ];
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

  #addEdge(from: number, to: number): void {
    if (from === to) return;
    const length = distance(this.#nodes[from] as LngLat, this.#nodes[to] as LngLat);
    const edge = this.#edgeLength.push(length) - 1;
    this.#edgeFrom.push(from);
    this.#edgeTo.push(to);
    this.#adjacent[from]?.push(edge);
    this.#adjacent[to]?.push(edge);
    this.#index(edge);
  }

  /** Roads that end upon the middle of another are joined to it. */
  #joinDanglingEnds(): void {
    const ends = this.#adjacent.flatMap((edges, node) => (edges.length === 1 ? [node] : []));
    for (const node of ends) {
      const place = this.#nodes[node] as LngLat;
      const snap = this.#snap(place, JOIN_GAP, node);
      if (snap) this.#addEdge(node, this.#split(snap));
    }
  }

  /** A node on an edge: one of its ends where it is there already, else a new one with edges to both. */
  #split({ edge, fraction }: Snap): number {
    const [from, to] = [this.#edgeFrom[edge] as number, this.#edgeTo[edge] as number];
    if (fraction <= 0) return from;
    if (fraction >= 1) return to;
    const [a, b] = this.#endsOf(edge);
    const middle = this.#addNode([a[0] + (b[0] - a[0]) * fraction, a[1] + (b[1] - a[1]) * fraction]);
    this.#replaced.add(edge);
    this.#addEdge(from, middle);
    this.#addEdge(middle, to);
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

  #visitCells(west: number, south: number, east: number, north: number, visit: (key: string) => void): void {
    const { lng, lat, cellLng, cellLat } = this.#grid;
    for (let x = Math.floor((west - lng) / cellLng); x <= Math.floor((east - lng) / cellLng); x++)
      for (let y = Math.floor((south - lat) / cellLat); y <= Math.floor((north - lat) / cellLat); y++)
        visit(`${x},${y}`);
  }
}
