/// <reference path="./lineclip.d.ts" />
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { clipPolygon, clipPolyline } from 'lineclip';
import { PbfReader } from 'pbf';
import {
  type BasemapSchema,
  type Field,
  groundColours,
  groundUses,
  mainRoads,
  nameFields,
  notRoads,
  PATH_WIDTH,
  roadWidths,
  schemaOf,
} from '#shared/basemaps/schema.ts';
import type { GroundLabel } from '#shared/sheets/map-drawing.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { linePath, type Mark } from '#shared/sheets/marks.ts';
import { joinLines } from './join-lines.ts';
import { fromMercator, type TileAddress, toMercator, zoomOf } from './tile-cover.ts';

type Point = [x: number, y: number];
type Box = [number, number, number, number];

/** CSS pixels an inch: base maps are drawn for screens, and their zooms mean those. */
const SCREEN_PIXEL = 25.4 / 96;
const VECTOR_TILE_PIXELS = 512;
/** Beyond these scales single houses and drives are no longer to be seen. */
const BUILDINGS_UNTIL = 16_000;
const PATHS_UNTIL = 9_000;
const MINOR_UNTIL = 40_000;
const minorRoads = ['service', 'path', 'track', 'footway', 'cycleway', 'steps', 'pedestrian', 'other'];
/** Fills reach over the edge of their tile by this share of it, so that no seam shows. */
const OVERLAP = 0.003;

/** The zoom whose tiles suit a frame: as much detail as its scale can show. */
export function vectorZoom(frame: MapFrame, minzoom: number, maxzoom: number): number {
  return Math.min(
    maxzoom,
    Math.max(minzoom, Math.round(zoomOf(frame, VECTOR_TILE_PIXELS, SCREEN_PIXEL) + 0.4)),
  );
}

/** Draws the tiles of one vector base map into a frame, kind by kind, so that tiles leave no trace. */
export class VectorGround {
  readonly #frame: MapFrame;
  readonly #unit: number;
  readonly #schema: BasemapSchema | null;
  readonly #areas = new Map<string, string[]>();
  readonly #outlines: string[] = [];
  readonly #water: string[] = [];
  readonly #shores: string[] = [];
  readonly #waterways: string[] = [];
  readonly #borders: string[] = [];
  readonly #rails: string[] = [];
  readonly #roads = new Map<string, { lines: string[]; width: number; main: boolean; path: boolean }>();
  readonly #buildings: string[] = [];
  readonly #plain: string[] = [];
  readonly #names = new Map<string, { lines: Point[][]; weight: number }>();
  readonly #points: GroundLabel[] = [];
  readonly #showPlaces: boolean;

  constructor(frame: MapFrame, unit: number, layers: readonly string[]) {
    this.#frame = frame;
    this.#unit = unit;
    this.#schema = schemaOf(layers);
    this.#showPlaces =
      this.#schema !== null && zoomOf(frame, VECTOR_TILE_PIXELS, SCREEN_PIXEL) >= this.#schema.placesFrom - 1;
  }

  /** Adds what a tile shows of one address; its bytes may be those of a tile above. */
  add(bytes: Uint8Array, address: TileAddress, from: TileAddress): void {
    const { layers } = new VectorTile(new PbfReader(bytes));
    const schema = this.#schema;
    if (!schema) {
      for (const layer of Object.values(layers))
        for (let i = 0; i < layer.length; i++)
          this.#addPlain(layer.feature(i), tileSheet(this.#frame, address, from, layer.extent));
      return;
    }
    const each = (name: string | undefined, take: (feature: VectorTileFeature, sheet: TileSheet) => void) => {
      const layer = name === undefined ? undefined : layers[name];
      if (!layer) return;
      const sheet = tileSheet(this.#frame, address, from, layer.extent);
      for (let i = 0; i < layer.length; i++) take(layer.feature(i), sheet);
    };
    for (const { layer, use } of schema.areas)
      each(layer, (feature, sheet) => {
        if (feature.type !== POLYGON) return;
        const colour = colourOfUse('always' in use ? use.always : wordOf(feature, use));
        if (colour) push(this.#areas, colour, sheet.fill(feature));
      });
    each(schema.water, (feature, sheet) => {
      if (feature.type !== POLYGON) return;
      this.#water.push(sheet.fill(feature));
      this.#shores.push(sheet.outline(feature));
    });
    each(schema.waterways, (feature, sheet) => void this.#waterways.push(sheet.outline(feature)));
    each(schema.borders, (feature, sheet) => void this.#borders.push(sheet.outline(feature)));
    each(schema.rails.layer, (feature, sheet) => {
      const { only } = schema.rails;
      if (!only || wordOf(feature, only.field) === only.is) this.#rails.push(sheet.outline(feature));
    });
    each(schema.roads.layer, (feature, sheet) => this.#addRoad(feature, sheet, schema));
    each(schema.roadNames, (feature, sheet) => this.#addRoadName(feature, sheet, schema));
    if (this.#frame.scale <= BUILDINGS_UNTIL)
      each(schema.buildings, (feature, sheet) => {
        if (feature.type !== POLYGON) return;
        this.#buildings.push(sheet.fill(feature));
        this.#outlines.push(sheet.outline(feature));
      });
    if (this.#showPlaces)
      each(schema.places, (feature, sheet) => this.#addPoint(feature, sheet, groundColours.placeLabel, 30));
    each(schema.waterNames, (feature, sheet) => this.#addPoint(feature, sheet, groundColours.waterLabel, 20));
  }

  #addRoad(feature: VectorTileFeature, sheet: TileSheet, { roads }: BasemapSchema): void {
    if (feature.type !== LINE) return;
    const kind = wordOf(feature, roads.class);
    if (notRoads.includes(kind)) return;
    const { scale } = this.#frame;
    const width = roadWidths[kind];
    if (width === undefined && scale > PATHS_UNTIL) return;
    if (scale > MINOR_UNTIL && (width === undefined || minorRoads.includes(kind) || width < 10)) return;
    const key = kind;
    const known = this.#roads.get(key) ?? {
      lines: [],
      width: width ?? PATH_WIDTH,
      main: mainRoads.includes(kind),
      path: width === undefined,
    };
    known.lines.push(sheet.outline(feature, OVERLAP));
    this.#roads.set(key, known);
  }

  #addRoadName(feature: VectorTileFeature, sheet: TileSheet, { roads }: BasemapSchema): void {
    const name = nameOf(feature);
    if (name === '' || feature.type !== LINE) return;
    const width = roadWidths[wordOf(feature, roads.class)] ?? PATH_WIDTH;
    const known = this.#names.get(name) ?? { lines: [], weight: 0 };
    known.lines.push(...sheet.lines(feature, 0));
    known.weight = Math.max(known.weight, width);
    this.#names.set(name, known);
  }

  #addPoint(feature: VectorTileFeature, sheet: TileSheet, colour: string, weight: number): void {
    const text = nameOf(feature);
    if (text === '' || feature.type === LINE) return;
    const [points] = feature.type === POINT ? [sheet.points(feature)] : [sheet.middles(feature)];
    for (const point of points ?? [])
      this.#points.push({ text, points: [point], along: false, colour, weight });
  }

  /** What an archive of an unknown kind has: its shapes. */
  #addPlain(feature: VectorTileFeature, sheet: TileSheet): void {
    if (feature.type === POLYGON) this.#buildings.push(sheet.fill(feature));
    if (feature.type !== POINT) this.#plain.push(sheet.outline(feature));
    if (nameOf(feature) !== '') this.#addPoint(feature, sheet, groundColours.label, 5);
  }

  marks(): Mark[] {
    const unit = this.#unit;
    const marks: Mark[] = [];
    const put = (parts: readonly string[], look: Omit<Extract<Mark, { kind: 'path' }>, 'kind' | 'd'>) => {
      const d = parts.join('');
      if (d !== '') marks.push({ kind: 'path', d, ...look });
    };
    for (const [colour, parts] of this.#areas) put(parts, { fill: colour });
    put(this.#water, { fill: groundColours.water });
    put(this.#shores, { stroke: groundColours.waterLine, width: 0.15 * unit });
    put(this.#waterways, { stroke: groundColours.waterLine, width: 0.35 * unit, round: true });
    put(this.#borders, {
      stroke: groundColours.border,
      width: 0.25 * unit,
      dash: [1.6 * unit, 0.8 * unit, 0.4 * unit, 0.8 * unit],
    });
    put(this.#rails, { stroke: groundColours.rail, width: 0.45 * unit });
    put(this.#rails, { stroke: '#ffffff', width: 0.25 * unit, dash: [1.4 * unit, 1.4 * unit] });
    const ordered = [...this.#roads.values()].sort(
      (a, b) => Number(a.main) - Number(b.main) || a.width - b.width,
    );
    const widthOf = ({ width, main, path }: { width: number; main: boolean; path: boolean }) =>
      Math.max((width * 1000) / this.#frame.scale, (main ? 0.55 : path ? 0.16 : 0.3) * unit);
    for (const road of ordered)
      if (!road.path)
        put(road.lines, {
          stroke: road.main ? groundColours.mainCasing : groundColours.roadCasing,
          width: widthOf(road) + 0.24 * unit,
          round: true,
        });
    for (const road of ordered)
      if (road.path)
        put(road.lines, { stroke: groundColours.path, width: 0.22 * unit, dash: [1 * unit, 0.6 * unit] });
      else
        put(road.lines, {
          stroke: road.main ? groundColours.main : groundColours.road,
          width: widthOf(road),
          round: true,
        });
    put(this.#buildings, { fill: groundColours.building });
    put(this.#outlines, { stroke: groundColours.buildingLine, width: 0.1 * unit });
    put(this.#plain, { stroke: groundColours.mainCasing, width: 0.25 * unit });
    return marks;
  }

  /** Names of places and waters, and of streets with their pieces joined. */
  labels(): GroundLabel[] {
    const streets = [...this.#names].flatMap(([text, { lines, weight }]) =>
      joinLines(lines, 0.4 * this.#unit)
        .slice(0, 12)
        .map((points) => ({ text, points, along: true, colour: groundColours.label, weight })),
    );
    return [...this.#points, ...streets];
  }
}

const POINT = 1;
const LINE = 2;
const POLYGON = 3;

/** How a tile's own coordinates come onto the paper, cut to what the frame shows of one address. */
interface TileSheet {
  fill(feature: VectorTileFeature): string;
  outline(feature: VectorTileFeature, beyond?: number): string;
  lines(feature: VectorTileFeature, beyond: number): Point[][];
  points(feature: VectorTileFeature): Point[];
  middles(feature: VectorTileFeature): Point[];
}

function tileSheet(frame: MapFrame, address: TileAddress, from: TileAddress, extent: number): TileSheet {
  const up = address.z - from.z;
  const part = extent / 2 ** up;
  const [x0, y0] = [(address.x - (from.x << up)) * part, (address.y - (from.y << up)) * part];
  const own: Box = [x0, y0, x0 + part, y0 + part];
  const seen = frameInTile(frame, from, extent);
  const wide = part * OVERLAP;
  const paper = corners(frame, address, own);
  const cut = (beyond: number): Box => [
    Math.max(own[0] - beyond, seen[0]),
    Math.max(own[1] - beyond, seen[1]),
    Math.min(own[2] + beyond, seen[2]),
    Math.min(own[3] + beyond, seen[3]),
  ];
  const empty = (box: Box) => box[0] >= box[2] || box[1] >= box[3];
  const rings = (feature: VectorTileFeature) =>
    feature.loadGeometry().map((ring) => ring.map(({ x, y }): Point => [x, y]));
  const lines = (feature: VectorTileFeature, beyond: number) => {
    const box = cut(beyond * part);
    return empty(box)
      ? []
      : rings(feature)
          .flatMap((line) => clipPolyline(line, box))
          .map((line) => line.map(paper));
  };
  return {
    fill(feature) {
      const box = cut(wide);
      if (empty(box)) return '';
      return rings(feature)
        .map((ring) => clipPolygon(ring, box))
        .map((ring) => (ring.length > 2 ? linePath(ring.map(paper), true) : ''))
        .join('');
    },
    outline: (feature, beyond = 0) =>
      lines(feature, beyond)
        .map((line) => linePath(line))
        .join(''),
    lines,
    points(feature) {
      const box = cut(0);
      return rings(feature)
        .flat()
        .filter(([x, y]) => x >= box[0] && x < box[2] && y >= box[1] && y < box[3])
        .map(paper);
    },
    middles(feature) {
      const box = cut(0);
      return rings(feature)
        .slice(0, 1)
        .map((ring) => clipPolygon(ring, box))
        .filter(({ length }) => length > 2)
        .map((ring) => {
          const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
          return paper([(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]);
        });
    },
  };
}

/** The box of a frame in a tile's coordinates, with a little room for the width of lines. */
function frameInTile(frame: MapFrame, { z, x, y }: TileAddress, extent: number): Box {
  const [west, south, east, north] = frame.bounds;
  const count = 2 ** z;
  const [left, top] = toMercator([west, north]);
  const [right, bottom] = toMercator([east, south]);
  const [margin, marginY] = [(right - left) * 0.02, (bottom - top) * 0.02];
  return [
    ((left - margin) * count - x) * extent,
    ((top - marginY) * count - y) * extent,
    ((right + margin) * count - x) * extent,
    ((bottom + marginY) * count - y) * extent,
  ];
}

/**
 * Positions between the four corners of an address. Over one tile the two projections differ from that by
 * less than a hundredth of a millimetre on paper.
 */
function corners(frame: MapFrame, { z, x, y }: TileAddress, [west, north, east, south]: Box) {
  const count = 2 ** z;
  const at = (tx: number, ty: number) => frame.toPaper(fromMercator([tx / count, ty / count]));
  const [a, b, c, d] = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
  return ([px, py]: Point): Point => {
    const u = (px - west) / (east - west);
    const v = (py - north) / (south - north);
    const mix = (i: 0 | 1) => (a[i] * (1 - u) + b[i] * u) * (1 - v) + (c[i] * (1 - u) + d[i] * u) * v;
    return [mix(0), mix(1)];
  };
}

function push(into: Map<string, string[]>, key: string, part: string): void {
  const parts = into.get(key);
  if (parts) parts.push(part);
  else into.set(key, [part]);
}

function wordOf({ properties }: VectorTileFeature, fields: Field): string {
  for (const field of fields) {
    const value = properties[field];
    if (value !== undefined && value !== null) return String(value);
  }
  return '';
}

function nameOf(feature: VectorTileFeature): string {
  return wordOf(feature, nameFields).trim();
}

function colourOfUse(use: string): string | null {
  return groundUses.find(([words]) => words.includes(use))?.[1] ?? null;
}
