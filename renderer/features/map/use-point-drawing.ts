import { useMemo } from 'react';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useLatest } from '../../components/use-latest.ts';
import type { DrawingRequest } from '../../map/drawing/drawing-request.ts';
import { pointShape } from '../../map/sketch-style.ts';
import { useDrawing } from './map-tools.tsx';

/** Lets a point be set on the map by a click and moved about. Pass the same position as long as it does not change. */
export function usePointDrawing(
  key: string,
  position: LngLat | null,
  onMove: (position: [lng: number, lat: number]) => void,
): void {
  const move = useLatest(onMove);
  const request = useMemo(
    (): DrawingRequest => ({
      key: position ? key : `${key}/new`,
      shape: 'point',
      value: position && pointShape(position),
      onChange: (shape) => {
        if (shape.type === 'Point') move(lngLatOf(shape.coordinates));
      },
    }),
    [key, position, move],
  );
  useDrawing(request);
}
