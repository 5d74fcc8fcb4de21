/// <reference path="./lineclip.d.ts" />
import { clipPolygon, clipPolyline } from 'lineclip';
import { groundLayer } from '#shared/basemaps/ground-kinds.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import { boundsMeet, extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { encodeTile } from './encode-tile.ts';
import { type GroundPart, isSeen } from './ground-levels.ts';
import type { Feature } from './school-drawing.ts';
import { boundsOfTile } from './tile-bounds.ts';
import { type TileAddress, tilesOver } from './tiles-over.ts';

/** From the whole of a province to a pixel of half a metre; closer the map draws the same larger. */
export const GROUND_ZOOMS = { min: 6, max: 15 } as const;
/** A level of more tiles than this is not made: the level above is drawn larger instead. */
const MOST_TILES = 40_000;
/** A shape with more corners is cut as the tiles become smaller, so that no tile has to look at all of it. */
const MANY_CORNERS = 300;
/** Tiles between two rests, in which others are answered. */
const REST_EVERY = 20;

export interface CutTile {
  readonly at: TileAddress;
  readonly bytes: Uint8Array;
}

interface Begun {
  readonly at: TileAddress;
  readonly parts: readonly GroundPart[];
}

/** All tiles of the ground, level by level, and the last level that was made. Errors: what `rest` throws. */
export async function cutGround(
  parts: readonly GroundPart[],
  rest: (done: number, total: number) => Promise<void>,
): Promise<{ readonly tiles: CutTile[]; readonly maxzoom: number }> {
  const tiles: CutTile[] = [];
  let level: Begun[] = firstLevel(parts);
  let zoom: number = GROUND_ZOOMS.min;
  for (; ; zoom++) {
    const next: Begun[] = [];
    for (const [i, { at, parts: own }] of level.entries()) {
      if (i % REST_EVERY === 0) await rest(zoom - GROUND_ZOOMS.min, GROUND_ZOOMS.max - GROUND_ZOOMS.min + 1);
      const seen = own.filter((part) => isSeen(part, zoom));
      const bytes = encodeTile(layersOf(seen), [at.z, at.x, at.y]);
      if (bytes.length > 0) tiles.push({ at, bytes });
      // What was seen whole and left nothing here has only its box in this tile.
      if (bytes.length > 0 || seen.length < own.length) next.push(...quartersOf(at, own));
    }
    if (zoom === GROUND_ZOOMS.max || next.length > MOST_TILES) return { tiles, maxzoom: zoom };
    level = next;
  }
}

function firstLevel(parts: readonly GroundPart[]): Begun[] {
  const begun = new Map<string, { at: TileAddress; parts: GroundPart[] }>();
  for (const part of parts)
    for (const at of tilesOver(part.box, GROUND_ZOOMS.min)) {
      const key = `${at.x}/${at.y}`;
      const known = begun.get(key) ?? { at, parts: [] };
      known.parts.push(part);
      begun.set(key, known);
    }
  return [...begun.values()];
}

/** The four tiles within a tile that have anything. */
function quartersOf({ z, x, y }: TileAddress, parts: readonly GroundPart[]): Begun[] {
  return [0, 1, 2, 3].flatMap((quarter) => {
    const at = { z: z + 1, x: 2 * x + (quarter % 2), y: 2 * y + (quarter >> 1) };
    const box = boundsOfTile(at.z, at.x, at.y);
    const own = parts.flatMap((part) => (boundsMeet(part.box, box) ? cutTo(part, box) : []));
    return own.length > 0 ? [{ at, parts: own }] : [];
  });
}

/** A part as far as it lies in a box, where it has so many corners that this saves work; itself otherwise. */
function cutTo(part: GroundPart, box: LngLatBounds): GroundPart[] {
  if (part.corners <= MANY_CORNERS) return [part];
  const { geometry } = part.feature;
  const edges: [number, number, number, number] = [...box];
  if (geometry.type === 'LineString')
    return clipPolyline(pairs(geometry.coordinates), edges).flatMap((coordinates) =>
      coordinates.length < 2 ? [] : [withShape(part, { type: 'LineString', coordinates })],
    );
  if (geometry.type !== 'Polygon') return [part];
  const rings = geometry.coordinates
    .map((ring) => clipPolygon(pairs(ring), edges))
    .filter((ring) => ring.length > 2)
    .map(closed);
  return rings.length === 0 ? [] : [withShape(part, { type: 'Polygon', coordinates: rings })];
}

function pairs(positions: readonly GeoJSON.Position[]): [number, number][] {
  return positions.map(lngLatOf);
}

function closed(ring: [number, number][]): [number, number][] {
  const [first] = ring;
  const last = ring.at(-1);
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
}

function withShape(part: GroundPart, geometry: GeoJSON.LineString | GeoJSON.Polygon): GroundPart {
  const positions = geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates;
  const box = boxOfPositions(positions) ?? part.box;
  return { ...part, feature: { ...part.feature, geometry }, box, corners: positions.length };
}

export function boxOfPositions(positions: readonly GeoJSON.Position[]): LngLatBounds | null {
  return positions.reduce<LngLatBounds | null>((box, at) => extendBounds(box, lngLatOf(at)), null);
}

function layersOf(parts: readonly GroundPart[]): Record<string, Feature[]> {
  const layers: Record<string, Feature[]> = {};
  for (const { kind, feature } of parts) {
    layers[groundLayer(kind)] ??= [];
    layers[groundLayer(kind)]?.push(feature);
  }
  return layers;
}
