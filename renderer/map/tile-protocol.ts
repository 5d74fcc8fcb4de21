import { addProtocol } from 'maplibre-gl';
import { type Query, querySchema } from '#shared/tables/query.ts';
import { client, ServiceError } from '../client/client.ts';
import { queryClient } from '../client/queries.ts';

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
          return client
            .call('basemaps.tile', { id: searchParams.get('id') ?? '', ...place }, { signal })
            .catch(tellSilence);
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

export function basemapTileUrl(id: string): string {
  return `${SCHEME}://tiles/?of=basemap&id=${encodeURIComponent(id)}&z={z}&x={x}&y={y}`;
}
