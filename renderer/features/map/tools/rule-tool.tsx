import { useMemo, useState } from 'react';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useService } from '../../../client/queries.ts';
import { metres } from '../../../components/format.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { emptySketch, lineShape, sketchOf } from '../../../map/sketch-style.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { toolHints } from './tool.ts';
import { ToolPanel } from './tool-panel.tsx';

/** The three distances from a school to a spot that is dragged: boundary, gate, walk. */
export function RuleTool({ schoolId, onClose }: { schoolId: number | null; onClose: () => void }) {
  const [spot, setSpot] = useState<LngLat | null>(null);
  const request = useMemo(
    (): DrawingRequest => ({
      key: 'measureByRule',
      shape: 'point',
      value: null,
      onChange: (shape) =>
        shape.type === 'Point' && setSpot([shape.coordinates[0] ?? 0, shape.coordinates[1] ?? 0]),
    }),
    [],
  );
  useDrawing(request);
  const measured = useService('map.measure', spot && { position: [...spot], schoolId });
  const found = measured.data;
  const sketch = useMemo(() => {
    if (!spot || !found) return emptySketch;
    const { boundary, gate, walking } = found;
    return sketchOf(
      ...(walking && walking.line.length > 1 ? [['walk', lineShape(walking.line)] as const] : []),
      ...(boundary && boundary.distance > 0
        ? [['link', lineShape([boundary.from, spot]), `边界 ${metres(boundary.distance)}`] as const]
        : []),
      ...(gate
        ? [['link', lineShape([gate.from, spot]), `${gate.name} ${metres(gate.distance)}`] as const]
        : []),
    );
  }, [spot, found]);
  useSketch(sketch);
  return (
    <ToolPanel tool="measureByRule" onClose={onClose}>
      {!found && <p className="quiet small">{toolHints.measureByRule}</p>}
      {found && (
        <>
          <p className="small">
            距<strong>{found.schoolName}</strong>
          </p>
          <dl className="tool-figures number">
            <dt>边界直线</dt>
            <dd data-testid="measured">
              {found.boundary
                ? found.boundary.distance === 0
                  ? '在校园内'
                  : metres(found.boundary.distance)
                : '缺校园边界'}
            </dd>
            <dt>校门直线</dt>
            <dd>{found.gate ? `${metres(found.gate.distance)}（${found.gate.name}）` : '缺校门'}</dd>
            <dt>校门步行</dt>
            <dd>
              {found.walking?.metres != null
                ? `${metres(found.walking.metres)}（${found.walking.name}）`
                : (found.walking?.reason ?? '缺校门')}
            </dd>
          </dl>
        </>
      )}
    </ToolPanel>
  );
}
