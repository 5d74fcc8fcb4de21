import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { DrawnTable } from '#shared/contract/editing.ts';
import type { FacilityShape } from '#shared/facilities/facility.ts';
import { lineLength } from '#shared/geodesy/extent.ts';
import { lineOf, lngLatOf, ringsOf } from '#shared/geodesy/positions.ts';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { useLatest } from '../../../components/use-latest.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { lineShape, pointShape } from '../../../map/sketch-style.ts';
import { useDrawing } from '../map-tools.tsx';
import { usePointDrawing } from '../use-point-drawing.ts';
import { AreaFields } from './area-fields.tsx';
import { AreaOfRegion } from './area-of-region.tsx';
import { type Area, readLine } from './pasted-shape.ts';
import { ShapeSource } from './shape-source.tsx';

interface ShapeProps {
  readonly shape: GeoJSON.Geometry | null;
  readonly onShape: (shape: GeoJSON.Geometry | null) => void;
}

/** Where a thing is, in the form that its kind has: drawn, typed or pasted. */
export function ShapeFields({ table, ...props }: { table: DrawnTable } & ShapeProps) {
  switch (table) {
    case 'venues':
    case 'schools':
      return <PointFields {...props} />;
    case 'facilities':
      return <FacilityShapeFields {...props} />;
    case 'roads':
      return <LineFields {...props} />;
    case 'regions':
      return <PolygonFields {...props} />;
    case 'troubleSpots':
      return (
        <>
          <AreaOfRegion onShape={props.onShape} />
          <PolygonFields {...props} />
        </>
      );
  }
}

/** A facility as a point, a line or an area. */
function FacilityShapeFields({ shape, onShape }: ShapeProps) {
  const [form, setForm] = useState(() => formOf(shape));
  return (
    <>
      <Segmented<FacilityShape>
        aria-label="画法"
        value={form}
        onChange={(next) => {
          setForm(next);
          onShape(null);
        }}
        options={[
          { value: 'point', label: '点' },
          { value: 'line', label: '线' },
          { value: 'area', label: '面' },
        ]}
      />
      {form === 'point' && <PointFields shape={shape} onShape={onShape} />}
      {form === 'line' && <LineFields shape={shape} onShape={onShape} />}
      {form === 'area' && <PolygonFields shape={shape} onShape={onShape} />}
    </>
  );
}

function formOf(shape: GeoJSON.Geometry | null): FacilityShape {
  if (!shape || shape.type === 'Point') return 'point';
  return shape.type === 'LineString' ? 'line' : 'area';
}

function PolygonFields({ shape, onShape }: ShapeProps) {
  return (
    <AreaFields
      area={areaOf(shape)}
      onChange={(next) => onShape(next.length === 0 ? null : { type: 'MultiPolygon', coordinates: next })}
    />
  );
}

function areaOf(shape: GeoJSON.Geometry | null): Area {
  if (shape?.type === 'Polygon') return [ringsOf(shape.coordinates)];
  return shape?.type === 'MultiPolygon' ? shape.coordinates.map(ringsOf) : [];
}

function PointFields({ shape, onShape }: ShapeProps) {
  const position = useMemo(() => (shape?.type === 'Point' ? lngLatOf(shape.coordinates) : null), [shape]);
  usePointDrawing('object', position, (next) => onShape(pointShape(next)));
  return (
    <div className="editor-row">
      <span>
        {position ? '拖动紫色圆点调整，或输入坐标（WGS84）' : '在地图上点一下位置，或输入坐标（WGS84）'}
      </span>
      <PositionInput position={position} onChange={(next) => onShape(next && pointShape(next))} />
    </div>
  );
}

function LineFields({ shape, onShape }: ShapeProps) {
  const line = useMemo(() => (shape?.type === 'LineString' ? lineOf(shape.coordinates) : null), [shape]);
  const change = useLatest(onShape);
  const request = useMemo(
    (): DrawingRequest => ({
      key: line ? 'road' : 'road/new',
      shape: 'linestring',
      value: line && lineShape(line),
      onChange: change,
    }),
    [line, change],
  );
  useDrawing(request);
  return (
    <div className="editor-row">
      <span>
        {line
          ? `长 ${lineLength(line).toFixed(1)} m，${line.length} 个点。拖动角点调整，靠近已有道路会自动接上。`
          : '在地图上沿道路中线依次点击，双击结束。'}
      </span>
      {line && (
        <Button size="small" onClick={() => onShape(null)}>
          清除后重新画
        </Button>
      )}
      <ShapeSource
        hint="或用画好的线（GeoJSON，或每行一个“经度,纬度”）"
        unread="认不出线：请粘贴 GeoJSON 线，或每行一个“经度,纬度”"
        read={readLine}
        onShape={(given) => onShape(lineShape(given))}
      />
    </div>
  );
}
