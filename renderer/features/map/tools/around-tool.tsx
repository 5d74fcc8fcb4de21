import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { lineOf, lngLatOf } from '#shared/geodesy/positions.ts';
import { type DrawnShape, nearAnySchool } from '#shared/tables/distance-condition.ts';
import { useService } from '../../../client/queries.ts';
import type { DrawingRequest, DrawnShape as Drawn } from '../../../map/drawing/drawing-request.ts';
import { emptySketch, sketchOf } from '../../../map/sketch-style.ts';
import type { MapToolId } from '../../../map/tool-ids.ts';
import { AroundCounts } from '../around/around-counts.tsx';
import { AroundDistance } from '../around/around-panel.tsx';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { toolHints } from './tool.ts';
import { ToolPanel } from './tool-panel.tsx';

export type AroundTool = Extract<MapToolId, 'aroundPoint' | 'aroundLine' | 'aroundArea'>;

const shapes = { aroundPoint: 'point', aroundLine: 'linestring', aroundArea: 'polygon' } as const;

/** What lies within a distance of a point, a line or an area that is drawn: counted by kind, each opens its table. */
export function AroundTool({ tool, onClose }: { tool: AroundTool; onClose: () => void }) {
  const [round, setRound] = useState(0);
  const [shape, setShape] = useState<DrawnShape | null>(null);
  const [within, setWithin] = useState(nearAnySchool.within);
  useDrawing(
    useMemo(
      (): DrawingRequest => ({
        key: `${tool}/${round}`,
        shape: shapes[tool],
        value: null,
        onChange: (drawn) => setShape(kept(drawn)),
      }),
      [tool, round],
    ),
  );
  const zone = useService('map.around', shape && { shape, within });
  useSketch(useMemo(() => (zone.data ? sketchOf(['zone', zone.data]) : emptySketch), [zone.data]));
  return (
    <ToolPanel tool={tool} onClose={onClose}>
      {shape ? (
        <>
          <AroundDistance within={within} onChange={setWithin} />
          <AroundCounts from={{ kind: 'shape', shape }} within={within} />
          <p className="quiet small">误差跨过边缘的算在内，记为存疑。点一行在下方列出。</p>
          <Button
            size="small"
            onClick={() => {
              setShape(null);
              setRound((known) => known + 1);
            }}
          >
            重新画
          </Button>
        </>
      ) : (
        <p className="quiet small">{toolHints[tool]}</p>
      )}
    </ToolPanel>
  );
}

function kept(drawn: Drawn): DrawnShape {
  switch (drawn.type) {
    case 'Point':
      return { type: 'Point', coordinates: lngLatOf(drawn.coordinates) };
    case 'LineString':
      return { type: 'LineString', coordinates: lineOf(drawn.coordinates) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: [lineOf(drawn.coordinates[0] ?? [])] };
  }
}
