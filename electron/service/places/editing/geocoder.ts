import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { GeocoderAnswer, GeocoderSettings } from '#shared/contract/locating.ts';
import { toWgs84 } from '#shared/geodesy/reference-systems.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';

/** A venue whose address is asked for. */
export interface AskedAddress {
  readonly id: number;
  readonly address: string;
}

/** The services' documented addresses; tests put a local server in their place. */
const urls = {
  tianditu: () => process.env.XUEANTU_TIANDITU_URL ?? 'http://api.tianditu.gov.cn/geocoder',
  amap: () => process.env.XUEANTU_AMAP_URL ?? 'https://restapi.amap.com/v3/geocode/geo',
};

/** 高德 takes so many addresses in one request. */
const AMAP_BATCH = 10;
const TIMEOUT_MS = 15_000;

/** Asks an online service for addresses, no faster than it was allowed. Errors: GEOCODER_REFUSED, GEOCODER_UNREACHABLE. */
export async function askGeocoder(
  settings: GeocoderSettings,
  wanted: readonly AskedAddress[],
  signal: { throwIfCancelled(): Promise<void> },
): Promise<GeocoderAnswer[]> {
  const size = settings.provider === 'amap' ? AMAP_BATCH : 1;
  const answers: GeocoderAnswer[] = [];
  for (let start = 0; start < wanted.length; start += size) {
    await signal.throwIfCancelled();
    await waitForTurn(settings.perSecond);
    const group = wanted.slice(start, start + size);
    answers.push(...(await (settings.provider === 'amap' ? askAmap : askTianditu)(settings, group)));
  }
  return answers;
}

let nextTurn = 0;

/** Waits so that the requests of all callers together stay within the allowed rate. */
async function waitForTurn(perSecond: number): Promise<void> {
  const now = performance.now();
  const at = Math.max(now, nextTurn);
  nextTurn = at + 1000 / perSecond;
  await new Promise((resolve) => setTimeout(resolve, at - now));
}

const tiandituSchema = z.object({
  status: z.coerce.string(),
  msg: z.string().default(''),
  location: z
    .object({ lon: z.coerce.number(), lat: z.coerce.number(), level: z.string().default('') })
    .optional(),
});

async function askTianditu(
  { key, city }: GeocoderSettings,
  [asked]: readonly AskedAddress[],
): Promise<GeocoderAnswer[]> {
  if (!asked) return [];
  const url = new URL(urls.tianditu());
  url.searchParams.set('ds', JSON.stringify({ keyWord: withCity(asked.address, city) }));
  url.searchParams.set('tk', key);
  const { status, msg, location } = tiandituSchema.parse(await fetchJson(url));
  // 101 says that nothing was found, 404 that the request failed.
  if (status === '101') return [nothing(asked)];
  if (status !== '0' || !location) throw new CodedError('GEOCODER_REFUSED', { reason: msg || status });
  return [
    {
      ...asked,
      level: location.level,
      position: [location.lon, location.lat],
      source: sourceOf(location.level),
    },
  ];
}

const amapSchema = z.object({
  status: z.string(),
  info: z.string().default(''),
  geocodes: z
    .array(
      z.object({
        // An empty value is an empty list.
        location: z.union([z.string(), z.array(z.never())]),
        level: z.union([z.string(), z.array(z.never())]).default(''),
      }),
    )
    .default([]),
});

async function askAmap(
  { key, city }: GeocoderSettings,
  asked: readonly AskedAddress[],
): Promise<GeocoderAnswer[]> {
  const url = new URL(urls.amap());
  // A bar parts two addresses, so none may hold one.
  url.searchParams.set('address', asked.map(({ address }) => address.replaceAll('|', ' ')).join('|'));
  if (city !== '') url.searchParams.set('city', city);
  url.searchParams.set('batch', 'true');
  url.searchParams.set('key', key);
  const { status, info, geocodes } = amapSchema.parse(await fetchJson(url));
  if (status !== '1') throw new CodedError('GEOCODER_REFUSED', { reason: info || status });
  return asked.map((one, i) => {
    const found = geocodes[i];
    const [lng, lat] = typeof found?.location === 'string' ? found.location.split(',').map(Number) : [];
    const level = typeof found?.level === 'string' ? found.level : '';
    if (lng === undefined || lat === undefined || !Number.isFinite(lng + lat)) return nothing(one);
    const position = toWgs84([lng, lat], 'gcj02');
    return { ...one, level, position: [position[0], position[1]], source: sourceOf(level) };
  });
}

function nothing({ id, address }: AskedAddress): GeocoderAnswer {
  return { id, address, level: '', position: null, source: null };
}

function withCity(address: string, city: string): string {
  return city === '' || address.includes(city) ? address : `${city}${address}`;
}

/** How close an answer is by its level; null where it only names a town or a district. */
function sourceOf(level: string): PositionSource | null {
  if (/门牌号|门址|单元号|兴趣点|楼栋/.test(level)) return 'street_number';
  if (/道路|路口|交叉|热点商圈|住宅区|小区/.test(level)) return 'area';
  return null;
}

/** Errors: GEOCODER_UNREACHABLE, GEOCODER_REFUSED. */
async function fetchJson(url: URL): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  } catch (error) {
    throw new CodedError('GEOCODER_UNREACHABLE', { reason: error instanceof Error ? error.name : '' });
  }
  if (!response.ok) throw new CodedError('GEOCODER_REFUSED', { reason: `HTTP ${response.status}` });
  try {
    return await response.json();
  } catch {
    throw new CodedError('GEOCODER_REFUSED', { reason: '回答不是 JSON' });
  }
}
