import { useMemo, useState } from 'react';
import { lineOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useLatest } from '../../../components/use-latest.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { firstPen, type Pen, plainRings, withAdded, withRing } from './area-edits.ts';
import type { Area } from './pasted-shape.ts';

/** What is drawn of an area on the map, and what is done to the whole of it. */
export interface AreaPen {
  readonly pen: Pen;
  readonly setPen: (pen: Pen) => void;
  /** Why the last cut or merge did nothing. */
  readonly fault: string | null;
  /** Puts another area in place of this one, with the pen at its beginning. */
  readonly replace: (area: Area) => void;
  readonly merge: () => Promise<void>;
}

/** Draws an area on the map: the ring, part, hole or cut that the pen is set to. */
export function useAreaPen(area: Area, onChange: (area: Area) => void): AreaPen {
  const [pen, setPen] = useState(() => firstPen(area));
  const [fault, setFault] = useState<string | null>(null);
  const change = (next: Area, then: Pen) => {
    onChange(next);
    setPen(then);
    setFault(null);
  };
  const replace = (next: Area) => change(next, firstPen(next));
  const cut = async (line: readonly LngLat[]) => {
    const { cutPolygons } = await import('#shared/geodesy/polygon-edit.ts');
    const parts = cutPolygons(area, line);
    if (parts) replace(parts.map(plainRings));
    else {
      setFault('这条线没有穿过范围，请从一侧画到另一侧');
      setPen({ kind: 'ring', part: 0, ring: 0 });
    }
  };
  const merge = async () => {
    const { mergePolygons } = await import('#shared/geodesy/polygon-edit.ts');
    const merged = mergePolygons(area).map(plainRings);
    if (merged.length === area.length) setFault('各块互不相接，没有可以合并的');
    else replace(merged);
  };
  const draw = (shape: GeoJSON.Geometry) => {
    if (pen.kind === 'cut') {
      if (shape.type === 'LineString') void cut(lineOf(shape.coordinates));
      return;
    }
    if (shape.type !== 'Polygon') return;
    const ring = lineOf(shape.coordinates[0] ?? []);
    if (pen.kind === 'ring') onChange(withRing(area, pen, ring));
    else {
      const added = withAdded(area, pen, ring);
      change(added.area, added.pen);
    }
  };
  usePenOnMap(area, pen, draw);
  return { pen, setPen, fault, replace, merge };
}

/** What the pen draws can be drawn on the map; parts that it does not touch are shown beside it. */
function usePenOnMap(area: Area, pen: Pen, draw: (shape: GeoJSON.Geometry) => void): void {
  const onChange = useLatest(draw);
  const request = useMemo((): DrawingRequest => {
    const edited = pen.kind === 'ring' ? (area[pen.part]?.[pen.ring] ?? null) : null;
    return {
      key: `area/${Object.values(pen).join('/')}/${area.length}`,
      shape: pen.kind === 'cut' ? 'linestring' : 'polygon',
      value: edited && { type: 'Polygon', coordinates: [edited] },
      onChange,
    };
  }, [pen, area, onChange]);
  useDrawing(request);
  const others = useMemo(
    () =>
      sketchOf(
        ...area
          .filter((_, i) => pen.kind !== 'ring' || i !== pen.part)
          .map((part): SketchShape => ['campus', { type: 'Polygon', coordinates: part }]),
      ),
    [area, pen],
  );
  useSketch(others);
}
