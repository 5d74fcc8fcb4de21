import { Form, Input, Select } from 'antd';
import { useRef } from 'react';
import type { SweepRow } from '#shared/contract/sweeps.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { capsOf, noCaps, type VisitCaps } from '#shared/sweeps/visit-caps.ts';
import { useService } from '../../client/queries.ts';
import type { KeptFormHandle, SentDraft } from '../../components/drafts/kept-form.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { type FoundPlace, PlaceSearch } from '../../components/fields/place-search.tsx';
import { PositionField } from '../../components/fields/position-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useJoinedSave } from '../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { CapFields } from './cap-fields.tsx';

interface Fields {
  title: string;
  startsOn: string;
  endsOn: string;
  leadBody?: string;
  agencies: string[];
  focusTopics: string[];
  caps?: Partial<VisitCaps>;
  startName?: string;
  position: LngLat | null;
}

/** A sweep's title, days, leading body and the place where teams set out. */
export function SettleDialog({ sweep, onClose }: { sweep: SweepRow; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const agencies = Form.useWatch('agencies', form) ?? sweep.agencies;
  const { pack } = useService('workspace.describe', {}).data ?? {};
  const { save, isPending } = useJoinedSave('sweeps.settle');
  const carryOut = useCarryOut();
  const handle = useRef<KeptFormHandle>(null);
  const setOut = ({ name, position }: FoundPlace) => {
    const fields = name === '' ? { position } : { startName: name, position };
    form.setFieldsValue(fields);
    handle.current?.change(fields);
  };
  const fill = (caps: Partial<VisitCaps>) => {
    form.setFieldsValue({ caps });
    handle.current?.change({ caps: form.getFieldValue('caps') });
  };
  const submit = (fields: Fields, { sent, opened }: SentDraft<Fields>) =>
    carryOut(
      () => save(inputOf(sweep.id, fields), inputOf(sweep.id, opened)),
      '行动设置已保存，可按 Ctrl+Z 撤销',
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<Fields>
      title="行动设置"
      okText="保存"
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'sweep', thing: sweep.id, title: sweep.title }}
      form={form}
      handle={handle}
      initialValues={fieldsOf(sweep)}
      onFinish={submit}
    >
      <Form.Item name="title" label="行动名称" rules={[required('行动名称')]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="team-row" style={{ gridTemplateColumns: '1fr 1fr' }}>
        <DayField name="startsOn" label="开始" required />
        <DayField name="endsOn" label="结束" required />
      </div>
      <Form.Item
        name="agencies"
        label="参与单位（规则包以外的单位可直接输入）"
        rules={[{ required: true, message: '请至少选择一个参与单位' }]}
      >
        <Select mode="tags" options={(pack?.agencies ?? []).map(({ name }) => ({ value: name }))} />
      </Form.Item>
      <Form.Item name="focusTopics" label="整治重点">
        <Select mode="tags" options={(pack?.focusTopics ?? []).map((value) => ({ value }))} />
      </Form.Item>
      <CapFields pack={pack ? capsOf(pack, null) : noCaps} onFill={fill} />
      <Form.Item name="leadBody" label="现场牵头单位">
        <Select allowClear options={agencies.map((value) => ({ value }))} />
      </Form.Item>
      <Form.Item label="查找出发地点">
        <PlaceSearch onFound={setOut} />
      </Form.Item>
      <Form.Item name="startName" label="出发地点">
        <Input maxLength={60} placeholder="例如 区行政服务中心" />
      </Form.Item>
      <PositionField name="position" label="出发地坐标（WGS84；不填则取检查点的中心）" />
    </FormDialog>
  );
}

function fieldsOf({
  title,
  startsOn,
  endsOn,
  leadBody,
  agencies,
  focusTopics,
  startName,
  startLng,
  startLat,
  caps,
}: SweepRow): Fields {
  const position: LngLat | null = startLng === null || startLat === null ? null : [startLng, startLat];
  return {
    title,
    startsOn,
    endsOn,
    leadBody,
    agencies,
    focusTopics,
    startName,
    position,
    caps: caps ?? noCaps,
  };
}

function inputOf(id: number, { startName, leadBody, position, caps, ...fields }: Fields) {
  const start = position && { name: startName ?? '', position: lngLatOf(position) };
  const own = { ...noCaps, ...caps };
  const isOwn = Object.values(own).some((cap) => cap !== null);
  return { id, ...fields, leadBody: leadBody ?? '', start, caps: isOwn ? own : null };
}
