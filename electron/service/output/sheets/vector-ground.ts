import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
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
} from '#shared/basemaps/archive-schemas.ts';
import type { GroundLabel } from '#shared/sheets/map-drawing.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { Mark } from '#shared/sheets/marks.ts';
import type { TileAddress } from '../../cache/map/tiles-over.ts';
import { GroundShapes, groundMarks } from './ground-marks.ts';
import { joinLines } from './join-lines.ts';
import { zoomOf } from './tile-cover.ts';
import { OVERLAP, type Point, TileSheet } from './tile-sheet.ts';

/** CSS pixels an inch: base maps are drawn for screens, and their zooms mean those. */
const SCREEN_PIXEL = 25.4 / 96;
const VECTOR_TILE_PIXELS = 512;
/** At smaller scales than these, single houses and driveways are too small to be seen. */
const BUILDINGS_UNTIL = 16_000;
const PATHS_UNTIL = 9_000;
const MINOR_UNTIL = 40_000;
const minorRoads = ['service', 'path', 'track', 'footway', 'cycleway', 'steps', 'pedestrian', 'other'];
/** Kinds of shapes as vector tiles number them. */
const POINT = 1;
const LINE = 2;
const POLYGON = 3;

type EachFeature = (
  layer: string | undefined,
  take: (feature: VectorTileFeature, sheet: TileSheet) => void,
) => void;

/** The zoom whose tiles suit a frame: as much detail as its scale can show. */
export function vectorZoom(frame: MapFrame, minzoom: number, maxzoom: number): number {
  return Math.min(
    maxzoom,
    Math.max(minzoom, Math.round(zoomOf(frame, VECTOR_TILE_PIXELS, SCREEN_PIXEL) + 0.4)),
  );
}

/** Draws the tiles of one vector base map into a frame, kind by kind, so that the edges of tiles do not show. */
export class VectorGround {
  readonly #frame: MapFrame;
  readonly #unit: number;
  readonly #schema: BasemapSchema | null;
  readonly #shapes = new GroundShapes();
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
          this.#addPlain(layer.feature(i), new TileSheet(this.#frame, address, from, layer.extent));
      return;
    }
    const each = eachFeature(layers, (extent) => new TileSheet(this.#frame, address, from, extent));
    this.#addAreas(schema, each);
    this.#addLines(schema, each);
    if (this.#frame.scale <= BUILDINGS_UNTIL) this.#addBuildings(schema, each);
    if (this.#showPlaces)
      each(schema.places, (feature, sheet) => this.#addPoint(feature, sheet, groundColours.placeLabel, 30));
    each(schema.waterNames, (feature, sheet) => this.#addPoint(feature, sheet, groundColours.waterLabel, 20));
  }

  #addAreas(schema: BasemapSchema, each: EachFeature): void {
    for (const { layer, use } of schema.areas)
      each(layer, (feature, sheet) => {
        if (feature.type !== POLYGON) return;
        const colour = colourOfUse('always' in use ? use.always : wordOf(feature, use));
        if (colour) push(this.#shapes.areas, colour, sheet.fill(feature));
      });
    each(schema.water, (feature, sheet) => {
      if (feature.type !== POLYGON) return;
      this.#shapes.water.push(sheet.fill(feature));
      this.#shapes.shores.push(sheet.outline(feature));
    });
  }

  #addLines(schema: BasemapSchema, each: EachFeature): void {
    each(schema.waterways, (feature, sheet) => void this.#shapes.waterways.push(sheet.outline(feature)));
    each(schema.borders, (feature, sheet) => void this.#shapes.borders.push(sheet.outline(feature)));
    each(schema.rails.layer, (feature, sheet) => {
      const { only } = schema.rails;
      if (!only || wordOf(feature, only.field) === only.is) this.#shapes.rails.push(sheet.outline(feature));
    });
    each(schema.roads.layer, (feature, sheet) => this.#addRoad(feature, sheet, schema));
    each(schema.roadNames, (feature, sheet) => this.#addRoadName(feature, sheet, schema));
  }

  #addBuildings(schema: BasemapSchema, each: EachFeature): void {
    each(schema.buildings, (feature, sheet) => {
      if (feature.type !== POLYGON) return;
      this.#shapes.buildings.push(sheet.fill(feature));
      this.#shapes.walls.push(sheet.outline(feature));
    });
  }

  #addRoad(feature: VectorTileFeature, sheet: TileSheet, { roads }: BasemapSchema): void {
    if (feature.type !== LINE) return;
    const kind = wordOf(feature, roads.class);
    if (notRoads.includes(kind)) return;
    const { scale } = this.#frame;
    const width = roadWidths[kind];
    if (width === undefined && scale > PATHS_UNTIL) return;
    if (scale > MINOR_UNTIL && (width === undefined || minorRoads.includes(kind) || width < 10)) return;
    const known = this.#shapes.roads.get(kind) ?? {
      lines: [],
      width: width ?? PATH_WIDTH,
      main: mainRoads.includes(kind),
      path: width === undefined,
    };
    known.lines.push(sheet.outline(feature, OVERLAP));
    this.#shapes.roads.set(kind, known);
  }

  #addRoadName(feature: VectorTileFeature, sheet: TileSheet, { roads }: BasemapSchema): void {
    const name = nameOf(feature);
    if (name === '' || feature.type !== LINE) return;
    const width = roadWidths[wordOf(feature, roads.class)] ?? PATH_WIDTH;
    const known = this.#names.get(name) ?? { lines: [], weight: 0 };
    known.lines.push(...sheet.lines(feature));
    known.weight = Math.max(known.weight, width);
    this.#names.set(name, known);
  }

  #addPoint(feature: VectorTileFeature, sheet: TileSheet, colour: string, weight: number): void {
    const text = nameOf(feature);
    if (text === '' || feature.type === LINE) return;
    const points = feature.type === POINT ? sheet.points(feature) : sheet.middles(feature);
    for (const point of points) this.#points.push({ text, points: [point], along: false, colour, weight });
  }

  /** What an archive of an unknown kind has: its shapes. */
  #addPlain(feature: VectorTileFeature, sheet: TileSheet): void {
    if (feature.type === POLYGON) this.#shapes.buildings.push(sheet.fill(feature));
    if (feature.type !== POINT) this.#shapes.plain.push(sheet.outline(feature));
    if (nameOf(feature) !== '') this.#addPoint(feature, sheet, groundColours.label, 5);
  }

  marks(): Mark[] {
    return groundMarks(this.#shapes, this.#unit, this.#frame.scale);
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

/** Goes through the features of a layer; a layer that the tile does not have has none. */
function eachFeature(layers: VectorTile['layers'], sheetOf: (extent: number) => TileSheet): EachFeature {
  return (name, take) => {
    const layer = name === undefined ? undefined : layers[name];
    if (!layer) return;
    const sheet = sheetOf(layer.extent);
    for (let i = 0; i < layer.length; i++) take(layer.feature(i), sheet);
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
  const colour = groundUses.find(([words]) => words.includes(use))?.[1];
  return colour === undefined ? null : groundColours[colour];
}
