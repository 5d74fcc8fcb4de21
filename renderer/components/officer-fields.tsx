import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import type { RulePack } from '#shared/rules/rule.ts';
import './officer-fields.css';

/** Two officers or more with their certificates, inside a form, as `officers`. A coordinating body is never offered. */
export function OfficerFields({ agencies }: { agencies: RulePack['agencies'] }) {
  const inspectors = agencies.filter((agency) => agency.mayInspect).map(({ name }) => ({ value: name }));
  return (
    <Form.Item label="执法人员（两名以上，须有执法证）" required className="officers">
      <Form.List name="officers">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="officer">
                <Form.Item name={[name, 'name']} rules={[required('姓名')]}>
                  <Input placeholder="姓名" aria-label={`执法人员 ${name + 1} 姓名`} />
                </Form.Item>
                <Form.Item name={[name, 'certificate']} rules={[required('执法证号')]}>
                  <Input placeholder="执法证号" aria-label={`执法人员 ${name + 1} 证号`} />
                </Form.Item>
                <Form.Item name={[name, 'agency']} rules={[required('所属单位')]}>
                  <Select
                    placeholder="所属单位"
                    aria-label={`执法人员 ${name + 1} 单位`}
                    options={inspectors}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label="移除"
                  disabled={fields.length <= 2}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
              增加人员
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** The rule of a field that must not be empty. */
export function required(what: string) {
  return { required: true, message: `请填写${what}` };
}

/** Local wall-clock time to the minute, as forms and the service write it. */
export function localTime(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
