import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { circleRing, lineLength, ringArea } from '#shared/geodesy/extent.ts';
import { lineOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { metreWords } from '#shared/written/number.ts';
import { NumberSetting } from '../../../components/fields/number-field.tsx';
import type { DrawingRequest, DrawnShape } from '../../../map/drawing/drawing-request.ts';
import { emptySketch, sketchOf } from '../../../map/sketch-style.ts';
import type { MapToolId } from '../../../map/tool-ids.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { toolHints } from './tool.ts';
import { ToolPanel } from './tool-panel.tsx';

type Measuring = Extract<MapToolId, 'measureLine' | 'measureArea' | 'measureCircle'>;

const shapes: Readonly<Record<Measuring, DrawingRequest['shape']>> = {
  measureLine: 'linestring',
  measureArea: 'polygon',
  measureCircle: 'circle',
};

/** Distances, areas and circles on the ellipsoid, while they are drawn and after. */
export function MeasureTool({ tool, onClose }: { tool: Measuring; onClose: () => void }) {
  const [round, setRound] = useState(0);
  const [shape, setShape] = useState<DrawnShape | null>(null);
  const [isDone, setDone] = useState(false);
  const request = useMemo(
    (): DrawingRequest => ({
      key: `${tool}/${round}`,
      shape: shapes[tool],
      value: null,
      onDraw: setShape,
      onChange: (drawn) => {
        setShape(drawn);
        setDone(true);
      },
    }),
    [tool, round],
  );
  useDrawing(request);
  const again = () => {
    setShape(null);
    setDone(false);
    setRound((known) => known + 1);
  };
  return (
    <ToolPanel tool={tool} onClose={onClose}>
      {shape?.type === 'LineString' && <LineFigures line={lineOf(shape.coordinates)} />}
      {shape?.type === 'Polygon' && tool === 'measureArea' && (
        <AreaFigures ring={lineOf(shape.coordinates[0] ?? [])} />
      )}
      {shape?.type === 'Polygon' && tool === 'measureCircle' && (
        <CircleFigures ring={lineOf(shape.coordinates[0] ?? [])} isDone={isDone} />
      )}
      {!shape && <p className="quiet small">{toolHints[tool]}</p>}
      {isDone && (
        <Button size="small" onClick={again}>
          重新量
        </Button>
      )}
    </ToolPanel>
  );
}

function LineFigures({ line }: { line: readonly LngLat[] }) {
  const last = lineLength(line.slice(-2));
  return (
    <dl className="tool-figures number">
      <dt>总长</dt>
      <dd data-testid="measured">{lengthText(lineLength(line))}</dd>
      <dt>末段</dt>
      <dd>{lengthText(last)}</dd>
      <dt>段数</dt>
      <dd>{Math.max(0, line.length - 1)}</dd>
    </dl>
  );
}

function AreaFigures({ ring }: { ring: readonly LngLat[] }) {
  return (
    <dl className="tool-figures number">
      <dt>面积</dt>
      <dd data-testid="measured">{areaText(ringArea(ring))}</dd>
      <dt>周长</dt>
      <dd>{lengthText(lineLength(ring))}</dd>
    </dl>
  );
}

/** The circle that was drawn is a rough one: what counts is its centre and radius, drawn anew exactly. */
function CircleFigures({ ring, isDone }: { ring: readonly LngLat[]; isDone: boolean }) {
  const { centre, radius } = useMemo(() => circleOf(ring), [ring]);
  const [typed, setTyped] = useState<number | null>(null);
  const metres = typed ?? radius;
  const sketch = useMemo(
    () =>
      isDone && metres > 0
        ? sketchOf([
            'zone',
            { type: 'Polygon', coordinates: [circleRing(centre, metres).map((at) => [...at])] },
          ])
        : emptySketch,
    [isDone, centre, metres],
  );
  useSketch(sketch);
  return (
    <dl className="tool-figures number">
      <dt>半径</dt>
      <dd data-testid="measured">
        {isDone ? (
          <NumberSetting
            size="small"
            label="半径"
            unit="米"
            units={metreWords}
            min={1}
            max={100_000}
            value={Number(metres.toFixed(1))}
            onChange={setTyped}
          />
        ) : (
          lengthText(metres)
        )}
      </dd>
      <dt>面积</dt>
      <dd>{areaText(Math.PI * metres * metres)}</dd>
      <dt>圆心</dt>
      <dd>
        {centre[0].toFixed(6)}, {centre[1].toFixed(6)}
      </dd>
    </dl>
  );
}

/** Centre and radius of a circle that was drawn as a ring. */
export function circleOf(ring: readonly LngLat[]): { centre: LngLat; radius: number } {
  const corners = ring.slice(0, -1);
  const sum = corners.reduce<[number, number]>(([x, y], [lng, lat]) => [x + lng, y + lat], [0, 0]);
  const centre: LngLat = [sum[0] / corners.length, sum[1] / corners.length];
  const radius = corners.reduce((total, corner) => total + distance(centre, corner), 0) / corners.length;
  return { centre, radius };
}

function lengthText(metres: number): string {
  return metres < 10_000 ? `${metres.toFixed(1)} m` : `${(metres / 1000).toFixed(3)} km`;
}

function areaText(squareMetres: number): string {
  if (squareMetres < 100_000) return `${squareMetres.toFixed(0)} m²`;
  return `${(squareMetres / 1e6).toFixed(3)} km²`;
}
