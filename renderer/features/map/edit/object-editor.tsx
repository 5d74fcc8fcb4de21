import { Button, Form, Input, InputNumber, Popconfirm, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { DrawnTable } from '#shared/contract/editing.ts';
import { type FacilityShape, facilityStates } from '#shared/facilities/facility.ts';
import { lineLength } from '#shared/geodesy/extent.ts';
import { lineOf, lngLatOf, ringsOf } from '#shared/geodesy/positions.ts';
import { schoolStages } from '#shared/registry/stage.ts';
import { regionLevels } from '#shared/tables/table-columns.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { DayInput } from '../../../components/day-input.tsx';
import { Evidence } from '../../../components/evidence/evidence.tsx';
import { useNotify } from '../../../components/notify.ts';
import { PositionFields } from '../../../components/position-fields.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { useTitles } from '../../../components/use-titles.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { lineShape, pointShape } from '../../../map/sketch-style.ts';
import { useDrawing } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';

import { AreaFields } from './area-fields.tsx';
import { type Area, readLine } from './pasted-shape.ts';
import { ShapeSource } from './shape-source.tsx';
import './editors.css';
import { goTo } from '../../../routes/navigation.ts';
import type { RouteTo } from '../../../routes/routes.ts';

const nouns: Readonly<Record<DrawnTable, string>> = {
  venues: '场所',
  schools: '学校',
  facilities: '交通设施',
  roads: '道路',
  regions: '辖区',
};

type Values = Record<string, string | number | null>;

/** What an address says of the thing: new ones have no number, and one at a gate goes back to its plan. */
function drawnBy(route: RouteTo<'draw' | 'edit' | 'newAtGate' | 'editAtGate'>) {
  const atGate = { table: 'facilities', id: null, kind: null, gateId: null } as const;
  switch (route.name) {
    case 'draw':
      return { ...atGate, table: route.table };
    case 'edit':
      return { ...atGate, table: route.table, id: route.id };
    case 'newAtGate':
      return { ...atGate, kind: route.kind, gateId: route.gateId };
    case 'editAtGate':
      return { ...atGate, id: route.id, gateId: route.gateId };
  }
}

/** A thing on the map, drawn anew or changed: its shape and what is said of it. */
export function ObjectEditor({ route }: { route: Parameters<typeof drawnBy>[0] }) {
  const { table, id, kind, gateId } = drawnBy(route);
  const known = useService('places.shape', id === null ? null : { table, id });
  if (known.error) return <ErrorState error={known.error} />;
  if (id !== null && !known.data) return <Loading />;
  return (
    <Editor
      key={`${table}/${id}`}
      table={table}
      id={id}
      values={known.data?.values ?? { ...usual[table], ...(kind ? { kind } : {}) }}
      gateId={gateId}
      geometry={known.data?.geometry ?? null}
    />
  );
}

const usual: Readonly<Record<DrawnTable, Values>> = {
  venues: { name: '', address: '', status: '', uscc: '', establishedOn: null },
  schools: { name: '', stage: '小学', address: '', schoolCode: '' },
  facilities: { kind: '', name: '', state: '完好', body: '', checkedOn: null, note: '' },
  roads: { name: '', class: 'residential', width: 8 },
  regions: { name: '', level: '社区' },
};

function Editor({
  table,
  id,
  values,
  geometry,
  gateId,
}: {
  table: DrawnTable;
  id: number | null;
  values: Values;
  gateId: number | null;
  geometry: GeoJSON.Geometry | null;
}) {
  const [shape, setShape] = useState(geometry);
  const [form] = Form.useForm<Values>();
  const save = useCommand('places.save');
  const remove = useCommand('places.remove');
  const notify = useNotify();
  const what = nouns[table];
  const back = () => {
    if (gateId !== null) goTo({ name: 'gate', id: gateId });
    else if (id !== null && table === 'venues') goTo({ name: 'venue', id: id });
    else goTo({ name: 'map' });
  };
  const moved = shape !== geometry;
  const preview = useMemo(
    () => (moved && shape && id !== null ? { table, id, values: {}, geometry: shape } : null),
    [moved, shape, table, id],
  );
  const submit = async (fields: Values) => {
    try {
      const saved = await save.mutateAsync({
        input: { table, id, values: filled(fields), geometry: moved ? shape : null },
      });
      notify.done(`${what}已保存，可按 Ctrl+Z 撤销`);
      if (gateId !== null) goTo({ name: 'gate', id: gateId });
      else if (table === 'venues') goTo({ name: 'venue', id: saved.id });
      else if (table === 'schools') goTo({ name: 'school', id: saved.id });
      else goTo({ name: 'map' });
    } catch (error) {
      notify.failed(error);
    }
  };
  const drop = async () => {
    if (id === null) return;
    try {
      await remove.mutateAsync({ input: { table, id } });
      notify.done(`${what}已删除，可按 Ctrl+Z 撤销`);
      if (gateId !== null) goTo({ name: 'gate', id: gateId });
      else goTo({ name: 'map' });
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Panel
      title={id === null ? `新增${what}` : `编辑${what}`}
      tags={null}
      onClose={back}
      actions={
        <>
          <Button type="primary" disabled={!shape} loading={save.isPending} onClick={form.submit}>
            保存
          </Button>
          <Button onClick={back}>取消</Button>
          {id !== null && (
            <Popconfirm
              title={`删除这个${what}？`}
              description="可以撤销。"
              okText="删除"
              cancelText="不删"
              onConfirm={drop}
            >
              <Button danger>删除</Button>
            </Popconfirm>
          )}
        </>
      }
    >
      <div className="editor">
        <ShapeFields table={table} shape={shape} onShape={setShape} />
        <Form form={form} layout="vertical" initialValues={values} onFinish={submit}>
          <Fields table={table} />
        </Form>
        {id !== null && table === 'facilities' && (
          <>
            <h2 className="list-title">照片</h2>
            <Evidence of={{ kind: 'facility', id }} />
          </>
        )}
        {preview && table !== 'facilities' && table !== 'regions' && (
          <VerdictChanges command="places.save" input={preview} />
        )}
      </div>
    </Panel>
  );
}

/** Empty fields are not sent: the service fills them in. */
function filled(fields: Values): Values {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function ShapeFields({
  table,
  shape,
  onShape,
}: {
  table: DrawnTable;
  shape: GeoJSON.Geometry | null;
  onShape: (shape: GeoJSON.Geometry | null) => void;
}) {
  if (table === 'regions') {
    const polygons =
      shape?.type === 'Polygon'
        ? [shape.coordinates]
        : shape?.type === 'MultiPolygon'
          ? shape.coordinates
          : [];
    const area: Area = polygons.map(ringsOf);
    return (
      <AreaFields
        area={area}
        onChange={(next) => onShape(next.length === 0 ? null : { type: 'MultiPolygon', coordinates: next })}
      />
    );
  }
  if (table === 'facilities') return <FacilityShapeFields shape={shape} onShape={onShape} />;
  if (table === 'roads') return <RoadFields shape={shape} onShape={onShape} />;
  return <PointFields shape={shape} onShape={onShape} />;
}

/** A facility as a point, a line or an area. */
function FacilityShapeFields({
  shape,
  onShape,
}: {
  shape: GeoJSON.Geometry | null;
  onShape: (shape: GeoJSON.Geometry | null) => void;
}) {
  const [form, setForm] = useState<FacilityShape>(
    shape?.type === 'LineString' ? 'line' : shape && shape.type !== 'Point' ? 'area' : 'point',
  );
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
      {form === 'point' ? (
        <PointFields shape={shape} onShape={onShape} />
      ) : form === 'line' ? (
        <RoadFields shape={shape} onShape={onShape} />
      ) : (
        <ShapeFields table="regions" shape={shape} onShape={onShape} />
      )}
    </>
  );
}

function PointFields({
  shape,
  onShape,
}: {
  shape: GeoJSON.Geometry | null;
  onShape: (shape: GeoJSON.Geometry) => void;
}) {
  const position = shape?.type === 'Point' ? lngLatOf(shape.coordinates) : null;
  const placed = position !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setter never changes
  const request = useMemo(
    (): DrawingRequest => ({
      key: placed ? 'object' : 'object/new',
      shape: 'point',
      value: position && pointShape(position),
      onChange: (drawn) => onShape(drawn),
    }),
    [position, placed],
  );
  useDrawing(request);
  return (
    <div className="editor-row">
      <span>
        {placed ? '拖动紫色圆点调整，或输入坐标（WGS84）' : '在地图上点一下位置，或输入坐标（WGS84）'}
      </span>
      <PositionFields position={position} onChange={(next) => onShape(pointShape(next))} />
    </div>
  );
}

function RoadFields({
  shape,
  onShape,
}: {
  shape: GeoJSON.Geometry | null;
  onShape: (shape: GeoJSON.Geometry | null) => void;
}) {
  const line = shape?.type === 'LineString' ? lineOf(shape.coordinates) : null;
  const drawn = line !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setter never changes
  const request = useMemo(
    (): DrawingRequest => ({
      key: drawn ? 'road' : 'road/new',
      shape: 'linestring',
      value: line && lineShape(line),
      onChange: (next) => onShape(next),
    }),
    [line, drawn],
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

const roadClasses = {
  primary: '主干路',
  secondary: '次干路',
  tertiary: '支路',
  residential: '居住区道路',
  service: '内部道路',
  footway: '人行道',
} as const;

function Fields({ table }: { table: DrawnTable }) {
  const titles = useTitles();
  const kinds = useService(
    'tables.values',
    table === 'facilities'
      ? { table: 'facilities', query: { match: 'all', parts: [] }, column: 'kind' }
      : null,
  );
  const catalogue = useService('facilities.kinds', table === 'facilities' ? {} : null);
  const name = (
    <Form.Item
      name="name"
      label="名称"
      rules={table === 'facilities' || table === 'roads' ? [] : [{ required: true, message: '请填写名称' }]}
    >
      <Input maxLength={120} />
    </Form.Item>
  );
  const text = (key: string, label: string) => (
    <Form.Item name={key} label={label}>
      <Input />
    </Form.Item>
  );
  const choice = (key: string, label: string, options: { value: string; label: string }[]) => (
    <Form.Item name={key} label={label} rules={[{ required: true, message: `请选择${label}` }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  );
  const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  switch (table) {
    case 'venues':
      return (
        <>
          {name}
          <Form.Item name="category" label="类别">
            <Select
              allowClear
              placeholder="按名称判断"
              showSearch={{ optionFilterProp: 'label' }}
              options={[...titles.category].map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          {text('address', '地址')}
          {text('uscc', '统一社会信用代码')}
          <Form.Item name="establishedOn" label="成立日期">
            <DayInput />
          </Form.Item>
          {text('status', '登记状态')}
        </>
      );
    case 'schools':
      return (
        <>
          {name}
          {choice('stage', '学段', same(schoolStages))}
          {text('address', '地址')}
          {text('schoolCode', '学校标识码')}
        </>
      );
    case 'facilities':
      return (
        <>
          {choice(
            'kind',
            '种类',
            same([
              ...new Set([
                ...(catalogue.data?.kinds ?? []).map(({ title }) => title),
                ...(kinds.data ?? []).map(({ value }) => value),
              ]),
            ]),
          )}
          {name}
          {choice('state', '状态', same(facilityStates))}
          {text('body', '责任单位')}
          <Form.Item name="checkedOn" label="核查日期">
            <DayInput />
          </Form.Item>
          {text('note', '备注')}
        </>
      );
    case 'roads':
      return (
        <>
          {name}
          {choice(
            'class',
            '等级',
            Object.entries(roadClasses).map(([value, label]) => ({ value, label })),
          )}
          <Form.Item name="width" label="路宽">
            <InputNumber min={1} max={120} suffix="m" />
          </Form.Item>
        </>
      );
    case 'regions':
      return (
        <>
          {name}
          {choice('level', '级别', same(regionLevels))}
        </>
      );
  }
}
