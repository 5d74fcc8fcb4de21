import { client } from '../../../client/client.ts';
import { basemapFailures } from '../../../map/basemap/basemap-failures.ts';

/** The id of a base map that was saved by name. */
export function savedId(id: number): string {
  return `saved:${id}`;
}

/** Opens a base map once more, or asks a service for a tile: what is wrong with it, null where it can be drawn. */
export async function tryBasemap(id: string): Promise<string | null> {
  const { problem } = await client.call('basemaps.retry', { id });
  basemapFailures.tell(id, problem);
  return problem;
}
