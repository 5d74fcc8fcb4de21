import { Form, Input, Select } from 'antd';
import { daysTitle } from '#shared/sweeps/period.ts';
import { useService } from '../client/queries.ts';

/** Which sweep things are put on, and why. */
export function SweepFields() {
  const sweeps = useService('sweeps.list', {});
  return (
    <>
      <Form.Item name="sweepId" label="联合整治行动" rules={[{ required: true }]}>
        <Select
          options={sweeps.data?.map((sweep) => ({
            value: sweep.id,
            label: `${sweep.title}（${daysTitle({ from: sweep.startsOn, to: sweep.endsOn })}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label="加入原因" rules={[{ required: true, message: '请填写加入原因' }]}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </>
  );
}
