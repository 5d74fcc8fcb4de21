import { useMemo } from 'react';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { useService } from '../client/queries.ts';
import type { MapControl } from '../map/map-control.ts';
import type { MapTarget } from '../map/map-props.ts';
import { MapView } from '../map/map-view.tsx';
import type { Moments } from '../map/moment-marks.ts';
import { usualOverlay } from '../map/overlay-state.ts';
import type { Sketch } from '../map/sketch-style.ts';
import { Loading } from './states.tsx';

const hidden = { shown: false, opacity: 1, labels: false };
/** Schools and their zones are drawn pale: they are only the background of the marks. */
const overlay = {
  ...usualOverlay,
  looks: { ...usualOverlay.looks, venues: hidden, links: hidden, facilities: hidden },
};

/** A map within a screen: base maps and schools, with marks upon them. */
export function GroundMap({
  sketch,
  bounds,
  moments,
  onSelect,
  onControl,
}: {
  sketch: Sketch;
  bounds: LngLatBounds | null;
  /** Things of several days, of which one day is shown. */
  moments?: Moments;
  onSelect?: (target: MapTarget | null) => void;
  onControl?: (control: MapControl | null) => void;
}) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  // The same ones while nothing changes: others would have the whole ground drawn anew.
  const ground = useMemo(
    () => basemaps.data?.map((basemap) => ({ ...basemap, opacity: 1 })),
    [basemaps.data],
  );
  if (!workspace.data || !ground) return <Loading />;
  return (
    <MapView
      revision={workspace.data.revision}
      bounds={bounds ?? workspace.data.bounds}
      categories={workspace.data.categories}
      basemaps={ground}
      overlay={overlay}
      selected={null}
      focus={null}
      drawing={null}
      sketch={sketch}
      {...(moments && { moments })}
      {...(onControl && { onControl })}
      onSelect={onSelect ?? (() => undefined)}
      onPointer={() => undefined}
      onView={() => undefined}
    />
  );
}
