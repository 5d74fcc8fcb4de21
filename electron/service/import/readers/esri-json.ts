import type { UnreadPart } from '#shared/contract/import.ts';
import { type CoordinateFrame, degreesOf } from '#shared/geodesy/coordinate-frames.ts';
import { ringContains } from '#shared/geodesy/planar.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { FileSystem } from '../list-table.ts';
import { isShape } from '../turn-shape.ts';
import type { FeatureLike } from './features.ts';
import { frameOfDefinition, requireCode, systemOf, turnByFrame } from './file-frame.ts';
import { isRecord, type JsonRecord } from './json-documents.ts';

interface EsriList {
  readonly features: FeatureLike[];
  readonly stated: FileSystem;
}

/**
 * Feature sets of ArcGIS (attributes, geometry, spatialReference): one, pages of one, or several layers; null for
 * anything else. A set that its server has cut off says so. Errors: CRS_UNSUPPORTED.
 */
export function readEsri(
  documents: readonly unknown[],
  file: string,
): (EsriList & { readonly unread: readonly UnreadPart[] }) | null {
  const sets = documents
    .flatMap((document) =>
      isRecord(document) && Array.isArray(document.layers) ? document.layers : document,
    )
    .flat()
    .filter(isRecord);
  const lists = sets.flatMap((set) => readSet(set, file) ?? []);
  const [first] = lists;
  if (!first) return null;
  const isCut = sets.at(-1)?.exceededTransferLimit === true;
  const reason = '服务器写明还有更多记录没有给出（exceededTransferLimit），请分页取全后再导入';
  return {
    features: lists.flatMap((list) => list.features),
    stated: first.stated,
    unread: isCut ? [{ name: file, rows: 0, reason }] : [],
  };
}

function readSet(json: JsonRecord, file: string): EsriList | null {
  const { features } = json;
  if (
    !Array.isArray(features) ||
    !features.some((feature) => isRecord(feature) && isRecord(feature.attributes))
  )
    return null;
  const frame =
    frameOf(json.spatialReference, file) ?? frameOf(referenceWithin(features), file) ?? degreesOf('wgs84');
  return {
    features: features.filter(isRecord).map(({ attributes, geometry }) => ({
      properties: isRecord(attributes) ? { ...attributes } : {},
      ...turnByFrame(isRecord(geometry) ? toGeometry(geometry) : null, frame),
    })),
    stated: systemOf(frame),
  };
}

function referenceWithin(features: readonly unknown[]): unknown {
  const [first] = features;
  return isRecord(first) && isRecord(first.geometry) ? first.geometry.spatialReference : null;
}

function frameOf(reference: unknown, file: string): CoordinateFrame | null {
  if (!isRecord(reference)) return null;
  const code = reference.latestWkid ?? reference.wkid;
  if (typeof code === 'number') return requireCode(code, file);
  return typeof reference.wkt === 'string' ? frameOfDefinition(reference.wkt, file) : null;
}

function toGeometry(geometry: JsonRecord): GeoJSON.Geometry | null {
  const { x, y, points, paths, rings } = geometry;
  const shape: unknown =
    typeof x === 'number' && typeof y === 'number'
      ? { type: 'Point', coordinates: [x, y] }
      : Array.isArray(points)
        ? { type: 'MultiPoint', coordinates: points }
        : Array.isArray(paths)
          ? { type: 'MultiLineString', coordinates: paths }
          : { type: 'MultiPolygon', coordinates: polygonsOf(rings) };
  return isShape(shape) ? shape : null;
}

type Ring = GeoJSON.Position[];

/** Rings of one area stand in any order: one that lies within another is its hole. */
function polygonsOf(rings: unknown): Ring[][] {
  const all = Array.isArray(rings) ? rings.filter(isRing) : [];
  const holderOf = (ring: Ring) => {
    const [corner] = ring;
    return all.find(
      (other) => other !== ring && corner && ringContains(other.map(lngLatOf), lngLatOf(corner)),
    );
  };
  return all
    .filter((ring) => !holderOf(ring))
    .map((outer) => [outer, ...all.filter((ring) => holderOf(ring) === outer)]);
}

function isRing(value: unknown): value is Ring {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((at) => Array.isArray(at) && at.length >= 2 && at.every((part) => typeof part === 'number'))
  );
}
