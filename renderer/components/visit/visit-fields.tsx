import { AutoComplete, Form, Input, InputNumber, Select } from 'antd';
import { measurementMethods } from '#shared/sweeps/checklist.ts';
import { visitResults } from '#shared/sweeps/visit-rules.ts';
import { DayInput, MomentInput } from '../day-input.tsx';
import { required } from '../officer-fields.tsx';

/** When somebody was there, and how it went. */
export function TimeAndResult() {
  return (
    <div className="visit-row visit-row-3">
      <Form.Item name="startedAt" label="开始时间" rules={[required('开始时间')]}>
        <MomentInput />
      </Form.Item>
      <Form.Item name="endedAt" label="结束时间" rules={[required('结束时间')]}>
        <MomentInput />
      </Form.Item>
      <Form.Item name="result" label="检查结果" rules={[required('检查结果')]}>
        <Select options={visitResults.map((value) => ({ value }))} />
      </Form.Item>
    </div>
  );
}

/** A distance that was measured on the spot: from where to where, and with what. */
export function MeasuredOnSite() {
  return (
    <div className="visit-row visit-row-4">
      <Form.Item name="measuredDistance" label="实测距离（米，可空）">
        <InputNumber min={0} step={0.1} style={{ width: '100%' }} />
      </Form.Item>
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
      <Form.Item name="nextOn" label="下次检查">
        <DayInput />
      </Form.Item>
    </div>
  );
}
