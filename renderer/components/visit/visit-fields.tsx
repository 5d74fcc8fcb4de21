import { AutoComplete, Form, Input, Select } from 'antd';
import { measurementMethods } from '#shared/sweeps/checklist.ts';
import { visitResults } from '#shared/sweeps/visit-rules.ts';
import { DayField, MomentField } from '../fields/day-field.tsx';
import type { FieldProps } from '../fields/form-field.tsx';
import { DistanceField } from '../fields/number-field.tsx';
import { required } from '../fields/required.ts';

/** How it went, and when somebody was there: not before the first day that a visit can have been. */
export function TimeAndResult({ from }: { from: string | undefined }) {
  return (
    <div className="visit-row visit-row-3">
      <Form.Item name="result" label="检查结果" rules={[required('检查结果')]}>
        <Select options={visitResults.map((value) => ({ value }))} />
      </Form.Item>
      <MomentField name="startedAt" label="开始时间" required past from={from} />
      <MomentField
        name="endedAt"
        label="结束时间"
        required
        past
        dependencies={['startedAt']}
        rules={[notBeforeStart]}
      />
    </div>
  );
}

/** A distance that was measured on the spot: from where to where, and with what. */
export function MeasuredOnSite() {
  return (
    <div className="visit-row visit-row-4">
      <DistanceField name="measuredDistance" label="实测距离（可空）" min={0} max={100_000} step={0.1} />
      <Form.Item name="measuredFrom" label="起点">
        <Input maxLength={100} placeholder="例如 南门门框中点" />
      </Form.Item>
      <Form.Item name="measuredTo" label="止点">
        <Input maxLength={100} placeholder="例如 场所出入口" />
      </Form.Item>
      <Form.Item name="instrument" label="仪器">
        <AutoComplete options={measurementMethods.map((value) => ({ value }))} maxLength={60} />
      </Form.Item>
    </div>
  );
}

/** What was done about it, what was handed over, and when somebody comes again. */
export function WhatWasDone() {
  return (
    <div className="visit-row visit-row-2">
      <Form.Item name="measures" label="采取的措施">
        <Input maxLength={2000} />
      </Form.Item>
      <Form.Item name="documents" label="出具的文书">
        <Input maxLength={500} placeholder="例如 责令改正通知书 〔2026〕12 号" />
      </Form.Item>
      <Form.Item name="partyView" label="当事人意见">
        <Input maxLength={2000} />
      </Form.Item>
      <DayField name="nextOn" label="下次检查" />
    </div>
  );
}

const notBeforeStart: NonNullable<FieldProps['rules']>[number] = ({ getFieldValue }) => ({
  validateTrigger: 'onBlur',
  validator: async (_, end: unknown) => {
    const start: unknown = getFieldValue('startedAt');
    if (typeof start === 'string' && typeof end === 'string' && end !== '' && end < start)
      throw new Error('早于开始时间');
  },
});
