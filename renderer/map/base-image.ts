import { Map as MapLibre, MercatorCoordinate } from 'maplibre-gl';
import type { Basemap } from '#shared/contract/map.ts';
import { type LngLatBounds, RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';
import { basemapLayers, basemapSource } from './basemap/basemap-style.ts';
import { groundPalettes } from './basemap/ground-palette.ts';

const TILE_PIXELS = 512;
/** Dots an inch on paper, and CSS pixels an inch. */
const PRINT_DPI = 300;
const CSS_DPI = 96;

/** Draws base maps out of sight, one picture after another. */
export interface BaseDrawer {
  /**
   * The base maps of exactly `bounds`, so many CSS pixels wide, as a canvas that is good until the next one
   * is asked for. The picture is Mercator; stretched to a frame of the same bounds it fits to well under a
   * millimetre.
   */
  draw(bounds: LngLatBounds, widthPixels: number, signal?: AbortSignal): Promise<HTMLCanvasElement>;
  close(): void;
}

/** A drawer at so many dots to a CSS pixel; null where no base map can be drawn. */
export function openBaseDrawer(basemaps: readonly Basemap[], ratio: number): BaseDrawer | null {
  const usable = basemaps.filter((basemap) => basemap.problem === null);
  if (usable.length === 0) return null;
  const container = document.createElement('div');
  container.style.cssText = 'position:fixed;left:-20000px;top:0;width:400px;height:300px';
  document.body.append(container);
  let map: MapLibre | null = null;
  return {
    async draw([west, south, east, north], widthPixels, signal) {
      const topLeft = MercatorCoordinate.fromLngLat([west, north]);
      const bottomRight = MercatorCoordinate.fromLngLat([east, south]);
      const width = bottomRight.x - topLeft.x;
      const height = bottomRight.y - topLeft.y;
      container.style.width = `${widthPixels}px`;
      container.style.height = `${(widthPixels * height) / width}px`;
      const view: { center: [number, number]; zoom: number } = {
        center: [(west + east) / 2, latitudeOf((topLeft.y + bottomRight.y) / 2)],
        zoom: Math.log2(widthPixels / (TILE_PIXELS * width)),
      };
      if (map) {
        map.resize();
        map.jumpTo(view);
      } else map = createMap(container, usable, ratio, view);
      const drawn = map;
      await new Promise<void>((resolve, reject) => {
        drawn.once('idle', () => resolve());
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
      return drawn.getCanvas();
    },
    close() {
      map?.remove();
      map = null;
      container.remove();
    },
  };
}

/** Draws the base maps of exactly `bounds` at print resolution and returns a picture (data URL). */
export async function drawBaseImage(
  bounds: LngLatBounds,
  widthPixels: number,
  basemaps: readonly Basemap[],
  signal: AbortSignal,
): Promise<string | null> {
  const drawer = openBaseDrawer(basemaps, PRINT_DPI / CSS_DPI);
  if (!drawer) return null;
  try {
    return (await drawer.draw(bounds, widthPixels, signal)).toDataURL('image/png');
  } finally {
    drawer.close();
  }
}

function createMap(
  container: HTMLElement,
  basemaps: readonly Basemap[],
  pixelRatio: number,
  view: { center: [number, number]; zoom: number },
): MapLibre {
  // It is for paper.
  const colours = groundPalettes.light;
  return new MapLibre({
    container,
    style: {
      version: 8,
      sources: Object.fromEntries(basemaps.map((basemap) => [basemap.id, basemapSource(basemap)])),
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
        ...basemaps.flatMap((basemap) => basemapLayers(basemap, basemap.id, colours)),
      ],
    },
    ...view,
    pixelRatio,
    maxCanvasSize: [8192, 8192],
    canvasContextAttributes: { preserveDrawingBuffer: true },
    localIdeographFontFamily: '"Noto Sans CJK SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif',
    attributionControl: false,
    interactive: false,
    fadeDuration: 0,
  });
}

/** Latitude of a Mercator ordinate from 0 (north) to 1 (south). */
function latitudeOf(y: number): number {
  return (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / RADIANS_PER_DEGREE;
}
