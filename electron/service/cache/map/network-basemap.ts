import { wordsOfService } from '#shared/basemaps/service-words.ts';
import { fillAddress } from '#shared/basemaps/tile-address.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { BasemapSource } from '#shared/contract/saved.ts';
import { pictureSize } from '#shared/pictures/picture-size.ts';
import type { OpenBasemap } from './mbtiles.ts';

type NetworkSource = Exclude<BasemapSource, { type: 'file' }>;

/** Services give keys for browsers and refuse them to anybody else: the map is a browser's, whoever fetches for it. */
const AGENT = 'Mozilla/5.0 (compatible; xueantu)';
const LONGEST_WORDS = 4096;
const SHORTEST_SECRET = 12;
/** A service that is slower than this is as good as none: the map goes on without it. */
const PATIENCE_MS = 8000;
/** Half the width of the Web Mercator square, metres (π · 6378137). */
const HALF_WORLD = 20037508.342789244;
const TIANDITU_MOST = 18;
const WMS_MOST = 19;

/** A base map of a service on the network; each tile is asked for when the map wants it. */
export function networkBasemap(title: string, source: NetworkSource): OpenBasemap {
  const maxzoom = source.type === 'tiles' ? source.maxzoom : source.type === 'wms' ? WMS_MOST : TIANDITU_MOST;
  return {
    header: {
      title,
      kind: 'raster',
      minzoom: source.type === 'tianditu' ? 1 : 0,
      maxzoom,
      bounds: null,
      attribution: source.attribution || (source.type === 'tianditu' ? '天地图' : ''),
      approval: source.approval,
      layers: [],
    },
    tile: async (z, x, y) => await fetchTile(title, tileAddress(source, z, x, y)),
    close: () => undefined,
  };
}

/** The address of a service as a person is asked about it: without its key. */
export function addressOf(source: NetworkSource): string {
  return source.type === 'tianditu' ? 'https://*.tianditu.gov.cn' : source.url;
}

/** Where a tile of the Web Mercator scheme is asked for. */
export function tileAddress(source: NetworkSource, z: number, x: number, y: number): string {
  switch (source.type) {
    case 'tiles':
      return fillAddress(source.url, { z, x, y });
    case 'wms': {
      const size = (2 * HALF_WORLD) / 2 ** z;
      const [west, north] = [x * size - HALF_WORLD, HALF_WORLD - y * size];
      const url = new URL(source.url);
      const wanted = {
        SERVICE: 'WMS',
        VERSION: '1.1.1',
        REQUEST: 'GetMap',
        LAYERS: source.layers,
        STYLES: '',
        SRS: 'EPSG:3857',
        BBOX: [west, north - size, west + size, north].join(','),
        WIDTH: '256',
        HEIGHT: '256',
        FORMAT: 'image/png',
        TRANSPARENT: 'TRUE',
      };
      // A pasted address has some of them already, often in small letters: servers take the first that they find.
      for (const name of [...url.searchParams.keys()])
        if (Object.hasOwn(wanted, name.toUpperCase()) || name.toUpperCase() === 'CRS')
          url.searchParams.delete(name);
      for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
      return url.href;
    }
    case 'tianditu': {
      const { layer, key } = source;
      const server = (x + y) % 8;
      return `https://t${server}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=${z}&TILEROW=${y}&TILECOL=${x}&tk=${encodeURIComponent(key)}`;
    }
  }
}

/** The image of a tile, empty where the service has none. Errors: BASEMAP_UNREACHABLE. */
async function fetchTile(title: string, address: string): Promise<Uint8Array> {
  const refuse = (reason: string) => new CodedError('BASEMAP_UNREACHABLE', { title, reason });
  let answer: Response;
  try {
    answer = await fetch(address, {
      headers: { 'user-agent': AGENT },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    throw refuse(error instanceof Error && error.name === 'TimeoutError' ? '超时未回应' : '连接不上');
  }
  if (answer.status === 404 || answer.status === 204) return new Uint8Array();
  const bytes = await readAtMost(answer, refuse);
  if (!answer.ok) throw refuse(`服务回应 ${answer.status}${inWords(bytes, address)}`);
  // Services answer a wrong key with a page or a report, and say that all is well; others call a picture just bytes.
  if (bytes.length === 0) return bytes;
  if (pictureSize(bytes) === null) throw refuse(`回应的不是图片${inWords(bytes, address)}`);
  return bytes;
}

/** What the service says, in brackets, without the secrets of the address that it may repeat. */
function inWords(bytes: Uint8Array, address: string): string {
  const secrets = [...new URL(address).searchParams.values()].filter(
    (value) => value.length >= SHORTEST_SECRET,
  );
  const text = new TextDecoder().decode(bytes.subarray(0, LONGEST_WORDS));
  const words = secrets.reduce((said, secret) => said.replaceAll(secret, '***'), wordsOfService(text));
  // What is no text at all says nothing.
  return words === '' || /\p{Cc}|\uFFFD/u.test(words) ? '' : `（${words}）`;
}

/** No tile is larger; a service that sends without end is cut off. */
const LARGEST_TILE = 16 * 2 ** 20;

async function readAtMost(answer: Response, refuse: (reason: string) => CodedError): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LARGEST_TILE) throw refuse('图块过大');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
