import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useRemembered } from '../../components/use-remembered.ts';
import type { PointerPlace } from './pointer-place.ts';

/** Ground metres of a CSS pixel at zoom 0 on the equator with 512-px tiles (2πa / 512). */
const METRES_PER_PIXEL = 78271.517;
/** CSS defines 96 pixels an inch. */
const PIXELS_PER_METRE = 96 / 0.0254;

const systems = { wgs84: 'WGS84', gcj02: 'GCJ-02' } as const;
type System = keyof typeof systems;

/** Coordinates under the pointer, reference system, scale and attribution. */
export function StatusLine({
  pointer,
  view,
  attribution,
}: {
  pointer: PointerPlace;
  view: { zoom: number; latitude: number; bearing: number };
  attribution: string;
}) {
  const [system, setSystem] = useRemembered<System>('xueantu.pointer', 'wgs84');
  const shown = useInSystem(useSyncExternalStore(pointer.follow, pointer.now), system);
  const ground = (METRES_PER_PIXEL * Math.cos((view.latitude * Math.PI) / 180)) / 2 ** view.zoom;
  const scale = ground * PIXELS_PER_METRE;
  const rounded = Number(scale.toPrecision(2));
  return (
    <footer className="status-line number">
      <span className="status-position">
        {shown ? `${shown[0].toFixed(6)}°E  ${shown[1].toFixed(6)}°N` : '把指针移到地图上查看坐标'}
      </span>
      <button
        type="button"
        className="status-system"
        title="单击换另一种坐标系"
        onClick={() => setSystem(system === 'wgs84' ? 'gcj02' : 'wgs84')}
      >
        {systems[system]}
      </button>
      <span>约 1:{rounded.toLocaleString('zh-CN')}</span>
      {Math.abs(view.bearing) > 0.5 && <span>旋转 {Math.round(view.bearing)}°</span>}
      <span className="status-attribution">{attribution}</span>
    </footer>
  );
}

/** A place in another reference system; the code that converts is loaded when it is first needed. */
function useInSystem(place: LngLat | null, system: System): LngLat | null {
  const [convert, setConvert] = useState<((place: LngLat) => LngLat) | null>(null);
  useEffect(() => {
    if (system === 'wgs84') return;
    void import('#shared/geodesy/reference-systems.ts').then(({ fromWgs84 }) =>
      setConvert(() => (at: LngLat) => fromWgs84(at, system)),
    );
  }, [system]);
  if (!place || system === 'wgs84') return place;
  return convert ? convert(place) : null;
}
