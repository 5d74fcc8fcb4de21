import { Button, Checkbox, Input, InputNumber, Popconfirm, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { GateDraft } from '#shared/contract/editing.ts';
import type { SchoolDetail } from '#shared/contract/places.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { lineOf, lngLatOf } from '#shared/geodesy/positions.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { PositionFields, SourceSelect } from '../../../components/position-fields.tsx';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import type { DrawingRequest, DrawnShape } from '../../../map/drawing/drawing-request.ts';
import { emptySketch, pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { useDrawing, useSketch } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import './editors.css';
import { goTo } from '../../../routes/navigation.ts';

/** Which shape of the gate the map changes now. */
type Part = 'gate' | 'frontage' | 'band';

const USUAL_WIDTH = 8;

/** One gate of a school: where it is, how it is called, and its no-parking band where that is drawn by hand. */
export function GateEditor({
  school,
  gateId,
  workspace,
}: {
  school: SchoolDetail;
  gateId: number | null;
  workspace: WorkspaceSummary;
}) {
  const [draft, setDraft] = useState<GateDraft>(() => draftOf(school, gateId));
  const [placed, setPlaced] = useState(gateId !== null);
  const [part, setPart] = useState<Part>('gate');
  const [touched, setTouched] = useState(false);
  const save = useCommand('gates.save');
  const remove = useCommand('gates.remove');
  const notify = useNotify();
  const change = (more: Partial<GateDraft>) => {
    setDraft((known) => ({ ...known, ...more }));
    setTouched(true);
  };
  const move = (position: [number, number]) => {
    change({ position });
    setPlaced(true);
  };
  const { distance } = workspace.pack.gateZone;
  const request = useDrawRequest(draft, placed, part, distance, move, change);
  useDrawing(request);
  const zone = useService(
    'gates.zone',
    placed
      ? { schoolId: school.id, position: draft.position, frontage: draft.frontage, band: draft.band }
      : null,
  );
  const shape = zone.data?.geometry;
  useSketch(
    useMemo(() => {
      if (!shape) return emptySketch;
      const gate: SketchShape[] = part === 'gate' ? [] : [['spot', pointShape(draft.position)]];
      return part === 'band' ? sketchOf(...gate) : sketchOf(['band', shape], ...gate);
    }, [shape, part, draft.position]),
  );

  const back = () => goTo({ name: 'school', id: school.id });
  const run = async (task: () => Promise<unknown>, done: string) => {
    try {
      await task();
      notify.done(done);
      back();
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Panel
      title={gateId === null ? '新增校门' : `编辑校门：${draft.name}`}
      tags={<span className="quiet">{school.name}</span>}
      onClose={back}
      actions={
        <>
          <Button
            type="primary"
            disabled={!placed || !touched}
            loading={save.isPending}
            onClick={() => run(() => save.mutateAsync({ input: draft }), '校门已保存，研判已更新')}
          >
            保存
          </Button>
          <Button onClick={back}>取消</Button>
          {gateId !== null && (
            <Popconfirm
              title="删除这个校门？"
              description="操作记录中保留删除前的内容。"
              okText="删除"
              cancelText="不删"
              onConfirm={() => run(() => remove.mutateAsync({ input: { id: gateId } }), '校门已删除')}
            >
              <Button danger loading={remove.isPending}>
                删除
              </Button>
            </Popconfirm>
          )}
        </>
      }
    >
      <div className="editor">
        <div className="editor-row">
          <span>名称</span>
          <Input
            aria-label="校门名称"
            value={draft.name}
            maxLength={50}
            onChange={({ target }) => change({ name: target.value })}
          />
        </div>
        <Checkbox checked={draft.isMain} onChange={({ target }) => change({ isMain: target.checked })}>
          主校门
        </Checkbox>
        <div className="editor-row">
          <span>位置（WGS84）</span>
          <PositionFields position={placed ? draft.position : null} onChange={move} />
        </div>
        <div className="editor-row">
          <span>位置来源</span>
          <SourceSelect
            value={draft.positionSource}
            onChange={(positionSource) => change({ positionSource })}
          />
        </div>
        <div className="editor-row">
          <span>地图上正在调整</span>
          <Segmented<Part>
            block
            value={part}
            disabled={!placed}
            onChange={setPart}
            options={[
              { value: 'gate', label: '校门位置' },
              { value: 'frontage', label: '门前道路线' },
              { value: 'band', label: '禁停范围' },
            ]}
          />
        </div>
        <p className="quiet small">{hintFor(part, placed, draft, distance)}</p>
        {draft.frontage && (
          <div className="editor-row">
            <span>门前道路宽（米）</span>
            <InputNumber
              min={2}
              max={80}
              value={draft.frontage.width}
              onChange={(width) =>
                width !== null && draft.frontage && change({ frontage: { ...draft.frontage, width } })
              }
            />
          </div>
        )}
        <HandDrawn draft={draft} onChange={change} shape={zone.data?.shape ?? null} />
        {touched && placed && <VerdictChanges command="gates.save" input={draft} />}
      </div>
    </Panel>
  );
}

function HandDrawn({
  draft,
  shape,
  onChange,
}: {
  draft: GateDraft;
  shape: 'alongRoad' | 'circle' | 'drawn' | null;
  onChange: (more: Partial<GateDraft>) => void;
}) {
  const says = { alongRoad: '沿道路带状', circle: '圆形（40 m 内没有道路）', drawn: '手绘范围' };
  return (
    <div className="editor-drawn">
      <span className="quiet small">禁停区：{shape ? says[shape] : '—'}</span>
      {draft.frontage && (
        <Button size="small" type="link" onClick={() => onChange({ frontage: null })}>
          不用手绘道路线
        </Button>
      )}
      {draft.band && (
        <Button size="small" type="link" onClick={() => onChange({ band: null })}>
          不用手绘范围
        </Button>
      )}
    </div>
  );
}

function hintFor(part: Part, placed: boolean, draft: GateDraft, distance: number): string {
  if (!placed) return '在地图上点一下校门的位置，或输入坐标。';
  if (part === 'gate') return '拖动紫色圆点移动校门；紫色虚线是将要形成的禁停区。';
  if (part === 'frontage')
    return draft.frontage
      ? '拖动角点调整；禁停区沿这条线向两侧各量。'
      : `沿门前道路依次点击，双击结束；禁停区沿这条线两侧各 ${distance} m。`;
  return draft.band ? '拖动角点调整禁停范围。' : '依次点击画出禁停范围，双击结束。';
}

/** What the map changes: the gate's point, the road front, or the band. */
function useDrawRequest(
  draft: GateDraft,
  placed: boolean,
  part: Part,
  length: number,
  move: (position: [number, number]) => void,
  change: (more: Partial<GateDraft>) => void,
): DrawingRequest {
  const { position, frontage, band } = draft;
  const width = frontage?.width ?? USUAL_WIDTH;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setters only ever call the latest state
  return useMemo(() => {
    if (part === 'frontage')
      return {
        key: `frontage/${frontage === null ? 'new' : 'known'}`,
        shape: 'linestring',
        value: frontage && { type: 'LineString', coordinates: frontage.line },
        onChange: (shape: DrawnShape) => {
          if (shape.type === 'LineString') change({ frontage: { line: lineOf(shape.coordinates), width } });
        },
      };
    if (part === 'band')
      return {
        key: `band/${band === null ? 'new' : 'known'}`,
        shape: 'polygon',
        value: band && { type: 'Polygon', coordinates: [band.ring] },
        onChange: (shape: DrawnShape) => {
          if (shape.type === 'Polygon')
            change({ band: { ring: lineOf(shape.coordinates[0] ?? []), length } });
        },
      };
    return {
      key: placed ? 'gate' : 'gate/new',
      shape: 'point',
      value: placed ? pointShape(position) : null,
      onChange: (shape: DrawnShape) => {
        if (shape.type === 'Point') move(lngLatOf(shape.coordinates));
      },
    };
  }, [part, placed, position, frontage, band, width, length]);
}

function draftOf(school: SchoolDetail, gateId: number | null): GateDraft {
  const known = school.gates.find((gate) => gate.id === gateId);
  if (known) return { ...known, schoolId: school.id };
  return {
    id: null,
    schoolId: school.id,
    name: school.gates.length === 0 ? '正门' : `校门 ${school.gates.length + 1}`,
    isMain: school.gates.length === 0,
    position: school.position ?? [0, 0],
    positionSource: 'imagery',
    frontage: null,
    band: null,
  };
}
