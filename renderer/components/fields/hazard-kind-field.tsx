import { Form, Select } from 'antd';
import { hazardKinds, hazardLevelSchema } from '#shared/ledger/hazard.ts';
import { required } from './required.ts';

type Name = string | (string | number)[];

/** What kind of hazard it is. */
export function HazardKindField({ name = 'kind' }: { name?: Name }) {
  return (
    <Form.Item name={name} label="种类" rules={[required('种类')]}>
      <Select options={hazardKinds.map((value) => ({ value }))} />
    </Form.Item>
  );
}

/** How grave a hazard is. */
export function HazardLevelField({ name = 'level' }: { name?: Name }) {
  return (
    <Form.Item name={name} label="级别" rules={[required('级别')]}>
      <Select options={hazardLevelSchema.options.map((value) => ({ value }))} />
    </Form.Item>
  );
}
