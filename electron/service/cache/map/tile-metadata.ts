import { z } from 'zod';

const vectorLayers = z.array(z.looseObject({ id: z.string() }));
const loose = z.looseObject({ vector_layers: vectorLayers.optional(), json: z.string().optional() });

/** Names of the source layers, which archives keep either plainly or inside a `json` string. */
export function sourceLayers(metadata: unknown): string[] {
  const plain = loose.safeParse(metadata);
  if (!plain.success) return [];
  if (plain.data.vector_layers) return plain.data.vector_layers.map((layer) => layer.id);
  if (!plain.data.json) return [];
  const nested = loose.safeParse(parsed(plain.data.json));
  return nested.data?.vector_layers?.map((layer) => layer.id) ?? [];
}

/** West, south, east, north in degrees; null where they make no box. */
export function tileBounds(values: readonly number[]): [number, number, number, number] | null {
  const [west, south, east, north] = values;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return values.every(Number.isFinite) && west < east && south < north ? [west, south, east, north] : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An archive that is whole and cannot be a base map; the message says why, in the interface's words. */
export class UnusableArchive extends Error {}

/** Web Mercator by all numbers that it has had. */
const mercator = ['3857', '900913', '3785', '102100', '102113', '41001'];
const gridFields = [
  'crs',
  'srs',
  'profile',
  'projection',
  'tilematrixset',
  'tile_matrix_set',
  'wellknownscaleset',
];

/** Refuses what says that its tiles are of another grid than Web Mercator. Errors: UnusableArchive. */
export function refuseOtherGrid(metadata: Readonly<Record<string, unknown>>): void {
  const said = Object.entries(metadata)
    .filter(([name]) => gridFields.includes(name.toLowerCase()))
    .map(([, value]) => String(value));
  const isOther = (text: string) => {
    if (/geodetic|CRS84|WGS84|CGCS2000/i.test(text)) return true;
    const number = /EPSG\D{0,8}(\d{4,6})/i.exec(text)?.[1];
    return number !== undefined && !mercator.includes(number);
  };
  const other = said.find(isOther);
  if (other !== undefined)
    throw new UnusableArchive(`不是网络墨卡托切片（${other.slice(0, 40)}），不能作底图，请换网络墨卡托的`);
}
