import { z } from 'zod';

const vectorLayers = z.array(z.looseObject({ id: z.string() }));
const loose = z.looseObject({ vector_layers: vectorLayers.optional(), json: z.string().optional() });

/** Names of the source layers, which archives keep either plainly or inside a `json` string. */
export function sourceLayers(metadata: unknown): string[] {
  const plain = loose.safeParse(metadata);
  if (!plain.success) return [];
  if (plain.data.vector_layers) return plain.data.vector_layers.map((layer) => layer.id);
  if (!plain.data.json) return [];
  const nested = loose.safeParse(JSON.parse(plain.data.json));
  return nested.data?.vector_layers?.map((layer) => layer.id) ?? [];
}

/** West, south, east, north in degrees; null where they make no box. */
export function tileBounds(values: readonly number[]): [number, number, number, number] | null {
  const [west, south, east, north] = values;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return values.every(Number.isFinite) && west < east && south < north ? [west, south, east, north] : null;
}
