import { useMemo } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { PlaceCandidate } from '#shared/contract/locating.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import type { MapViewProps } from '../../../map/map-props.ts';
import { MapView } from '../../../map/map-view.tsx';
import { type OverlayState, usualOverlay } from '../../../map/overlay-state.ts';
import { pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';

const unseen = { shown: false, opacity: 1, labels: false };
const overlay: OverlayState = {
  ...usualOverlay,
  looks: { ...usualOverlay.looks, gateZones: unseen, links: unseen, facilities: unseen },
};

interface PlacingMapProps {
  /** The venue in hand; null where none is. */
  readonly venueId: number | null;
  readonly workspace: WorkspaceSummary;
  readonly basemaps: OutputOf<'basemaps.list'>;
  readonly candidates: readonly PlaceCandidate[];
  readonly position: [number, number] | null;
  readonly onPosition: (position: [number, number]) => void;
  readonly focus: MapViewProps['focus'];
}

/** The numbered candidates on the map; a click sets the position, which then can be dragged. */
export function PlacingMap({
  venueId,
  workspace,
  basemaps,
  candidates,
  position,
  onPosition,
  focus,
}: PlacingMapProps) {
  const placed = position !== null;
  const request = useMemo(
    (): DrawingRequest => ({
      key: `place/${venueId}${placed ? '' : '/new'}`,
      shape: 'point',
      isIdle: true,
      value: position && pointShape(position),
      onChange: (shape) => {
        if (shape.type === 'Point') onPosition(lngLatOf(shape.coordinates));
      },
    }),
    [venueId, position, placed, onPosition],
  );
  const sketch = useMemo(
    () =>
      sketchOf(...candidates.map(({ position: at }, i): SketchShape => ['spot', pointShape(at), `${i + 1}`])),
    [candidates],
  );
  return (
    <div className="locating-map">
      <MapView
        revision={workspace.revision}
        bounds={workspace.bounds}
        categories={workspace.categories}
        basemaps={basemaps}
        overlay={overlay}
        selected={null}
        focus={focus}
        drawing={venueId === null ? null : request}
        sketch={sketch}
        onSelect={() => undefined}
        onPointer={() => undefined}
        onView={() => undefined}
      />
    </div>
  );
}
