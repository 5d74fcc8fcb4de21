import { DeleteOutlined, EditOutlined, PlusOutlined, ScissorOutlined } from '@ant-design/icons';
import { Alert, Button, InputNumber, Space } from 'antd';
import { useMemo, useState } from 'react';
import { ringArea } from '#shared/geodesy/extent.ts';
import { lineOf } from '#shared/geodesy/positions.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { type Area, readArea } from './pasted-shape.ts';
import { ShapeSource } from './shape-source.tsx';

/** What the pointer draws: a ring of a part, a new part, a hole in a part, or a line that cuts. */
type Pen =
  | { readonly kind: 'ring'; readonly part: number; readonly ring: number }
  | { readonly kind: 'part' }
  | { readonly kind: 'hole'; readonly part: number }
  | { readonly kind: 'cut' };

/** An area of one or several parts with holes: each ring corner by corner, cut and merged, typed and pasted. */
export function AreaFields({ area, onChange }: { area: Area; onChange: (area: Area) => void }) {
  const [pen, setPen] = useState<Pen>(
    area.length === 0 ? { kind: 'part' } : { kind: 'ring', part: 0, ring: 0 },
  );
  const [fault, setFault] = useState<string | null>(null);
  const [typing, setTyping] = useState(false);
  const change = (next: Area, then: Pen) => {
    onChange(next);
    setPen(next.length === 0 ? { kind: 'part' } : then);
    setFault(null);
  };
  const edited = pen.kind === 'ring' ? (area[pen.part]?.[pen.ring] ?? null) : null;
  const cut = async (line: readonly LngLat[]) => {
    const { cutPolygons } = await import('#shared/geodesy/polygon-edit.ts');
    const parts = cutPolygons(area, line);
    if (parts) change(parts.map(plainRings), { kind: 'ring', part: 0, ring: 0 });
    else {
      setFault('这条线没有穿过范围，请从一侧画到另一侧');
      setPen({ kind: 'ring', part: 0, ring: 0 });
    }
  };
  const merge = async () => {
    const { mergePolygons } = await import('#shared/geodesy/polygon-edit.ts');
    const merged = mergePolygons(area).map(plainRings);
    if (merged.length === area.length) setFault('各块互不相接，没有可以合并的');
    else change(merged, { kind: 'ring', part: 0, ring: 0 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is put where the pen was set down
  const request = useMemo((): DrawingRequest => {
    const drawn = (shape: GeoJSON.Geometry) => {
      if (pen.kind === 'cut') {
        if (shape.type === 'LineString') void cut(lineOf(shape.coordinates));
        return;
      }
      if (shape.type !== 'Polygon') return;
      const ring = lineOf(shape.coordinates[0] ?? []);
      switch (pen.kind) {
        case 'part':
          change([...area, [ring]], { kind: 'ring', part: area.length, ring: 0 });
          return;
        case 'hole':
          change(
            area.map((part, i) => (i === pen.part ? [...part, ring] : part)),
            { kind: 'ring', part: pen.part, ring: area[pen.part]?.length ?? 1 },
          );
          return;
        case 'ring':
          onChange(
            area.map((part, i) =>
              i === pen.part ? part.map((known, j) => (j === pen.ring ? ring : known)) : part,
            ),
          );
      }
    };
    return {
      key: `area/${Object.values(pen).join('/')}/${area.length}`,
      shape: pen.kind === 'cut' ? 'linestring' : 'polygon',
      value: edited && { type: 'Polygon', coordinates: [edited] },
      onChange: drawn,
    };
  }, [pen, area]);
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
  const rows = area.flatMap((part, i) =>
    part.map((ring, j) => ({ key: `${i}/${j}`, ring, part: i, hole: j })),
  );
  const drop = (i: number, j: number) =>
    change(
      j === 0
        ? area.filter((_, at) => at !== i)
        : area.map((known, at) => (at === i ? known.filter((_, hole) => hole !== j) : known)),
      { kind: 'ring', part: 0, ring: 0 },
    );
  return (
    <div className="area-fields">
      <p className="quiet small">{hints[pen.kind]}</p>
      <ul className="area-parts">
        {rows.map(({ key, ring, part: i, hole: j }) => (
          <li
            key={key}
            className={
              pen.kind === 'ring' && pen.part === i && pen.ring === j ? 'area-part-current' : undefined
            }
          >
            <span>
              {j === 0 ? `第 ${i + 1} 块` : `　洞 ${j}`}
              <small className="quiet number">
                {' '}
                {Math.max(0, ring.length - 1)} 个角点 · {(ringArea(ring) / 10_000).toFixed(2)} 公顷
              </small>
            </span>
            <span>
              <Button
                type="text"
                size="small"
                icon={<EditOutlined />}
                aria-label="编辑角点"
                onClick={() => setPen({ kind: 'ring', part: i, ring: j })}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={j === 0 ? '删除这块' : '删除洞'}
                onClick={() => drop(i, j)}
              />
            </span>
          </li>
        ))}
      </ul>
      <Space wrap size={6}>
        <Button size="small" icon={<PlusOutlined />} onClick={() => setPen({ kind: 'part' })}>
          加一块
        </Button>
        <Button
          size="small"
          disabled={area.length === 0}
          onClick={() => setPen({ kind: 'hole', part: pen.kind === 'ring' ? pen.part : 0 })}
        >
          挖洞
        </Button>
        <Button
          size="small"
          icon={<ScissorOutlined />}
          disabled={area.length === 0}
          onClick={() => setPen({ kind: 'cut' })}
        >
          用线拆分
        </Button>
        <Button size="small" disabled={area.length < 2} onClick={() => void merge()}>
          合并各块
        </Button>
        <Button size="small" type={typing ? 'primary' : 'default'} onClick={() => setTyping(!typing)}>
          坐标与文件
        </Button>
      </Space>
      {fault && <Alert type="warning" showIcon title={fault} />}
      {typing && edited && pen.kind === 'ring' && (
        <Corners
          ring={edited}
          onChange={(ring) =>
            onChange(
              area.map((part, i) =>
                i === pen.part ? part.map((known, j) => (j === pen.ring ? ring : known)) : part,
              ),
            )
          }
        />
      )}
      {typing && (
        <ShapeSource
          hint="画好的图形（GeoJSON，或每行一个“经度,纬度”）"
          unread="认不出图形：请粘贴 GeoJSON 面，或每行一个“经度,纬度”"
          read={readArea}
          onShape={(given) => change(given, { kind: 'ring', part: 0, ring: 0 })}
        />
      )}
    </div>
  );
}

const hints: Readonly<Record<Pen['kind'], string>> = {
  ring: '拖动角点调整，靠近已有边线会自动贴合；拖动边上的小点增加角点；右键点击角点删除。',
  part: '在地图上沿外缘依次点击，双击结束。',
  hole: '在这块里面画出要挖去的空地，双击结束。',
  cut: '画一条穿过范围的线，双击结束：范围沿线分成几块。',
};

const axes: readonly (0 | 1)[] = [0, 1];

/** The same rings as plain arrays, as the form keeps them. */
const plainRings = (polygon: PolygonRings): Area[number] =>
  polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat]));

/** Corners by keyboard, WGS84. */
function Corners({
  ring,
  onChange,
}: {
  ring: [number, number][];
  onChange: (ring: [number, number][]) => void;
}) {
  const open = ring.slice(0, -1);
  const put = (at: number, axis: 0 | 1, value: number | null) => {
    if (value === null) return;
    const next = open.map((corner, i): [number, number] =>
      i === at ? (axis === 0 ? [value, corner[1]] : [corner[0], value]) : corner,
    );
    const [first] = next;
    if (first) onChange([...next, first]);
  };
  return (
    <ol className="area-corners">
      {open.map((corner, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: corners have nothing but their place
        <li key={i}>
          {axes.map((axis) => (
            <InputNumber
              key={axis}
              size="small"
              controls={false}
              precision={7}
              aria-label={`第 ${i + 1} 点${axis === 0 ? '经度' : '纬度'}`}
              value={corner[axis]}
              onChange={(value) => put(i, axis, value)}
            />
          ))}
        </li>
      ))}
    </ol>
  );
}
