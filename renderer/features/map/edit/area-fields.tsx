import { DeleteOutlined, EditOutlined, PlusOutlined, ScissorOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import { useState } from 'react';
import { ringArea } from '#shared/geodesy/extent.ts';
import { type Pen, type RingPlace, withoutRing, withRing } from './area-edits.ts';
import { CornerFields } from './corner-fields.tsx';
import { type Area, readArea } from './pasted-shape.ts';
import { ShapeSource } from './shape-source.tsx';
import { type AreaPen, useAreaPen } from './use-area-pen.ts';

/** An area of one or several parts with holes: each ring corner by corner, cut and merged, typed and pasted. */
export function AreaFields({ area, onChange }: { area: Area; onChange: (area: Area) => void }) {
  const drawn = useAreaPen(area, onChange);
  const { pen, fault } = drawn;
  const [typing, setTyping] = useState(false);
  return (
    <div className="area-fields">
      <p className="quiet small">{hints[pen.kind]}</p>
      <RingList
        area={area}
        pen={pen}
        onEdit={(at) => drawn.setPen({ kind: 'ring', ...at })}
        onDrop={(at) => drawn.replace(withoutRing(area, at))}
      />
      <Space wrap size={6}>
        <AreaTools area={area} drawn={drawn} />
        <Button size="small" type={typing ? 'primary' : 'default'} onClick={() => setTyping(!typing)}>
          坐标与文件
        </Button>
      </Space>
      {fault && <Alert type="warning" showIcon title={fault} />}
      {typing && <TypedArea area={area} onChange={onChange} drawn={drawn} />}
    </div>
  );
}

const hints: Readonly<Record<Pen['kind'], string>> = {
  ring: '拖动角点调整，靠近已有边线会自动贴合；拖动边上的小点增加角点；右键点击角点删除。',
  part: '在地图上沿外缘依次点击，双击结束。',
  hole: '在这块里面画出要挖去的空地，双击结束。',
  cut: '画一条穿过范围的线，双击结束：范围沿线分成几块。',
};

/** The edges of all parts, each with its holes. */
function RingList({
  area,
  pen,
  onEdit,
  onDrop,
}: {
  area: Area;
  pen: Pen;
  onEdit: (at: RingPlace) => void;
  onDrop: (at: RingPlace) => void;
}) {
  const rows = area.flatMap((rings, part) =>
    rings.map((corners, ring) => ({ key: `${part}/${ring}`, corners, at: { part, ring } })),
  );
  return (
    <ul className="area-parts">
      {rows.map(({ key, corners, at }) => (
        <li
          key={key}
          className={
            pen.kind === 'ring' && pen.part === at.part && pen.ring === at.ring
              ? 'area-part-current'
              : undefined
          }
        >
          <span>
            {at.ring === 0 ? `第 ${at.part + 1} 块` : `　洞 ${at.ring}`}
            <small className="quiet number">
              {' '}
              {Math.max(0, corners.length - 1)} 个角点 · {(ringArea(corners) / 10_000).toFixed(2)} 公顷
            </small>
          </span>
          <span>
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label="编辑角点"
              onClick={() => onEdit(at)}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={at.ring === 0 ? '删除这块' : '删除洞'}
              onClick={() => onDrop(at)}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What can be done to the area as a whole. */
function AreaTools({ area, drawn: { pen, setPen, merge } }: { area: Area; drawn: AreaPen }) {
  return (
    <>
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
    </>
  );
}

/** Corners of the ring under the pen as figures, and areas that were drawn elsewhere. */
function TypedArea({
  area,
  onChange,
  drawn: { pen, replace },
}: {
  area: Area;
  onChange: (area: Area) => void;
  drawn: AreaPen;
}) {
  const ring = pen.kind === 'ring' ? area[pen.part]?.[pen.ring] : undefined;
  return (
    <>
      {ring && pen.kind === 'ring' && (
        <CornerFields ring={ring} onChange={(next) => onChange(withRing(area, pen, next))} />
      )}
      <ShapeSource
        hint="画好的图形（GeoJSON，或每行一个“经度,纬度”）"
        unread="认不出图形：请粘贴 GeoJSON 面，或每行一个“经度,纬度”"
        read={readArea}
        onShape={replace}
      />
    </>
  );
}
