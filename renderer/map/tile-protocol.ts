import { AJAXError, addProtocol } from 'maplibre-gl';
import type { Basemap } from '#shared/contract/map.ts';
import { type Query, querySchema } from '#shared/tables/query.ts';
import { client, ServiceError } from '../client/client.ts';
import { queryClient } from '../client/queries.ts';
import { basemapFailures } from './basemap/basemap-failures.ts';

const SCHEME = 'xueantu';

/** Lets the map fetch tiles through the typed client, over whichever transport the page has. */
export function registerTileProtocol(): void {
  addProtocol(SCHEME, async ({ url }, { signal }) => {
    // Only the query is read: older engines do not split an address of a scheme of our own.
    const searchParams = new URLSearchParams(url.slice(url.indexOf('?')));
    const number = (key: string) => Number(searchParams.get(key));
    const place = { z: number('z'), x: number('x'), y: number('y') };
    const revision = number('revision');
    const bytesOf = () => {
      switch (searchParams.get('of') ?? 'workspace') {
        case 'basemap':
          return basemapTile(searchParams.get('id') ?? '', place, url, signal);
        case 'roads':
          return client.call('map.roadTile', { revision, ...place }, { signal });
        default: {
          const filter = querySchema.nullable().parse(JSON.parse(searchParams.get('filter') ?? 'null'));
          return client.call('map.tile', { revision, filter, ...place }, { signal });
        }
      }
    };
    return { data: new Uint8Array(await bytesOf()).buffer };
  });
}

/**
 * A tile of a base map. Where it has none the map draws the nearest tile above, as sheets do: it does so for what is
 * not found.
 */
async function basemapTile(
  id: string,
  place: { z: number; x: number; y: number },
  url: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = await client.call('basemaps.tile', { id, ...place }, { signal }).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === 'BASEMAP_UNREACHABLE')
      basemapFailures.tell(id, String(error.details.reason ?? error.message));
    return tellSilence(error);
  });
  basemapFailures.tell(id, null);
  if (bytes.length === 0) throw new AJAXError(404, 'no tile', url, new Blob());
  return bytes;
}

/** A base map that did not answer was set aside: the list of base maps says so from now on. */
function tellSilence(error: unknown): never {
  if (error instanceof ServiceError && error.code === 'BASEMAP_SILENT')
    void queryClient.invalidateQueries({ queryKey: ['basemaps.list'] });
  throw error;
}

export function workspaceTileUrl(revision: number, filter: Query | null): string {
  const wanted = filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : '';
  return `${SCHEME}://tiles/?of=workspace&revision=${revision}${wanted}&z={z}&x={x}&y={y}`;
}

export function roadTileUrl(revision: number): string {
  return `${SCHEME}://tiles/?of=roads&revision=${revision}&z={z}&x={x}&y={y}`;
}

export function basemapTileUrl({ id, version }: Pick<Basemap, 'id' | 'version'>): string {
  return `${SCHEME}://tiles/?of=basemap&id=${encodeURIComponent(id)}&version=${version}&z={z}&x={x}&y={y}`;
}
