import { addProtocol } from 'maplibre-gl';
import { client } from '../client/client.ts';

const SCHEME = 'xueantu';

/** Lets the map fetch tiles through the typed client, over whichever transport the page has. */
export function registerTileProtocol(): void {
  addProtocol(SCHEME, async ({ url }, { signal }) => {
    const { hostname, searchParams } = new URL(url);
    const number = (key: string) => Number(searchParams.get(key));
    const place = { z: number('z'), x: number('x'), y: number('y') };
    const bytes =
      hostname === 'basemap'
        ? await client.call('basemaps.tile', { id: searchParams.get('id') ?? '', ...place }, { signal })
        : await client.call('map.tile', { revision: number('revision'), ...place }, { signal });
    return { data: new Uint8Array(bytes).buffer };
  });
}

export function workspaceTileUrl(revision: number): string {
  return `${SCHEME}://workspace/?revision=${revision}&z={z}&x={x}&y={y}`;
}

export function basemapTileUrl(id: string): string {
  return `${SCHEME}://basemap/?id=${encodeURIComponent(id)}&z={z}&x={x}&y={y}`;
}
