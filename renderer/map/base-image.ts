import { Map as MapLibre, MercatorCoordinate } from 'maplibre-gl';
import type { Basemap } from '#shared/contract/map.ts';
import { type LngLatBounds, RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';
import { basemapLayers, basemapSource, groundColour } from './basemap-style.ts';

const TILE_PIXELS = 512;
/** Dots an inch on paper, and CSS pixels an inch. */
const PRINT_DPI = 300;
const CSS_DPI = 96;

/**
 * Draws the base maps of exactly `bounds` at print resolution and returns a picture (data URL).
 * The picture is Mercator; stretched to a frame of the same bounds it fits to well under a millimetre.
 */
export async function drawBaseImage(
  bounds: LngLatBounds,
  widthPixels: number,
  basemaps: readonly Basemap[],
  signal: AbortSignal,
): Promise<string | null> {
  const usable = basemaps.filter((basemap) => basemap.problem === null);
  if (usable.length === 0) return null;
  const [west, south, east, north] = bounds;
  const topLeft = MercatorCoordinate.fromLngLat([west, north]);
  const bottomRight = MercatorCoordinate.fromLngLat([east, south]);
  const width = bottomRight.x - topLeft.x;
  const height = bottomRight.y - topLeft.y;
  const container = document.createElement('div');
  container.style.cssText = `position:fixed;left:-20000px;top:0;width:${widthPixels}px;height:${(widthPixels * height) / width}px`;
  document.body.append(container);
  const map = new MapLibre({
    container,
    style: {
      version: 8,
      sources: Object.fromEntries(usable.map((basemap) => [basemap.id, basemapSource(basemap)])),
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': groundColour } },
        ...usable.flatMap((basemap) => basemapLayers(basemap, basemap.id)),
      ],
    },
    center: [(west + east) / 2, latitudeOf((topLeft.y + bottomRight.y) / 2)],
    zoom: Math.log2(widthPixels / (TILE_PIXELS * width)),
    pixelRatio: PRINT_DPI / CSS_DPI,
    maxCanvasSize: [8192, 8192],
    canvasContextAttributes: { preserveDrawingBuffer: true },
    localIdeographFontFamily: '"Noto Sans CJK SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif',
    attributionControl: false,
    interactive: false,
    fadeDuration: 0,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      map.once('idle', () => resolve());
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    return map.getCanvas().toDataURL('image/png');
  } finally {
    map.remove();
    container.remove();
  }
}

/** Latitude of a Mercator ordinate from 0 (north) to 1 (south). */
function latitudeOf(y: number): number {
  return (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / RADIANS_PER_DEGREE;
}
