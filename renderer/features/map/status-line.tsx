import type { LngLat } from '#shared/geodesy/units.ts';

/** Ground metres of a CSS pixel at zoom 0 on the equator with 512-px tiles (2πa / 512). */
const METRES_PER_PIXEL = 78271.517;
/** CSS defines 96 pixels an inch. */
const PIXELS_PER_METRE = 96 / 0.0254;

/** Coordinates under the pointer, reference system, scale and attribution. */
export function StatusLine({
  pointer,
  view,
  attribution,
}: {
  pointer: LngLat | null;
  view: { zoom: number; latitude: number };
  attribution: string;
}) {
  const ground = (METRES_PER_PIXEL * Math.cos((view.latitude * Math.PI) / 180)) / 2 ** view.zoom;
  const scale = ground * PIXELS_PER_METRE;
  const rounded = Number(scale.toPrecision(2));
  return (
    <footer className="status-line number">
      <span className="status-position">
        {pointer ? `${pointer[0].toFixed(6)}°E  ${pointer[1].toFixed(6)}°N` : '把指针移到地图上查看坐标'}
      </span>
      <span>WGS84</span>
      <span>约 1:{rounded.toLocaleString('zh-CN')}</span>
      <span className="status-attribution">{attribution}</span>
    </footer>
  );
}
