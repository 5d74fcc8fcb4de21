import { prewarm, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { registerTileProtocol } from './tile-protocol.ts';

/** Starts the map's workers while the page is still being set up; call once, before any map is made. */
export function startMapEngine(): void {
  setWorkerUrl(workerUrl);
  registerTileProtocol();
  prewarm();
}
