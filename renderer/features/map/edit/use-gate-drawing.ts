import { useMemo } from 'react';
import type { GateDraft } from '#shared/contract/editing.ts';
import { lineOf, lngLatOf } from '#shared/geodesy/positions.ts';
import { useService } from '../../../client/queries.ts';
import { useLatest } from '../../../components/use-latest.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { emptySketch, pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import type { ChangeGate, GateState } from './gate-draft.ts';

/** Width of a road front that nobody has said, metres. */
const USUAL_WIDTH = 8;

/** What is drawn of a gate: the shape that is changed now. */
export function useGateDrawing(
  { draft, placed, part }: GateState,
  /** How far the no-parking zone reaches, metres. */
  length: number,
  onChange: ChangeGate,
): void {
  const { position, frontage, band } = draft;
  const change = useLatest(onChange);
  const request = useMemo(() => {
    if (part === 'frontage') return frontageRequest(frontage, change);
    if (part === 'band') return bandRequest(band, length, change);
    return gateRequest(placed ? position : null, change);
  }, [part, placed, position, frontage, band, length, change]);
  useDrawing(request);
}

function gateRequest(position: GateDraft['position'] | null, change: ChangeGate): DrawingRequest {
  return {
    key: position ? 'gate' : 'gate/new',
    shape: 'point',
    value: position && pointShape(position),
    onChange: (shape) => {
      if (shape.type === 'Point') change({ position: lngLatOf(shape.coordinates) });
    },
  };
}

function frontageRequest(frontage: GateDraft['frontage'], change: ChangeGate): DrawingRequest {
  const width = frontage?.width ?? USUAL_WIDTH;
  return {
    key: `frontage/${frontage === null ? 'new' : 'known'}`,
    shape: 'linestring',
    value: frontage && { type: 'LineString', coordinates: frontage.line },
    onChange: (shape) => {
      if (shape.type === 'LineString') change({ frontage: { line: lineOf(shape.coordinates), width } });
    },
  };
}

function bandRequest(band: GateDraft['band'], length: number, change: ChangeGate): DrawingRequest {
  return {
    key: `band/${band === null ? 'new' : 'known'}`,
    shape: 'polygon',
    value: band && { type: 'Polygon', coordinates: [band.ring] },
    onChange: (shape) => {
      if (shape.type === 'Polygon') change({ band: { ring: lineOf(shape.coordinates[0] ?? []), length } });
    },
  };
}

/** Shows the no-parking zone that would come about, and the gate where another shape is drawn. Gives the zone's kind. */
export function useGateZone({ draft, placed, part }: GateState) {
  const { schoolId, position, frontage, band } = draft;
  const zone = useService('gates.zone', placed ? { schoolId, position, frontage, band } : null);
  const area = zone.data?.geometry;
  useSketch(
    useMemo(() => {
      if (!area) return emptySketch;
      const gate: SketchShape[] = part === 'gate' ? [] : [['spot', pointShape(position)]];
      return part === 'band' ? sketchOf(...gate) : sketchOf(['band', area], ...gate);
    }, [area, part, position]),
  );
  return zone.data?.shape ?? null;
}
