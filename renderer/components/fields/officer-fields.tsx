import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import type { RulePack } from '#shared/rules/rule.ts';
import type { Officer } from '#shared/sweeps/visit-rules.ts';
import { CertificateField } from './certificate-field.tsx';
import type { FieldProps } from './form-field.tsx';
import { required } from './required.ts';
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
                <CertificateField
                  name={[name, 'certificate']}
                  hiddenLabel={`执法人员 ${name + 1} 证号`}
                  rules={[required('执法证号'), otherThanBefore(name)]}
                />
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

type Rule = NonNullable<FieldProps['rules']>[number];

/** The law asks for different people: the same certificate twice is one of them. */
function otherThanBefore(at: number): Rule {
  return ({ getFieldValue }) => ({
    validateTrigger: 'onBlur',
    validator: async (_, certificate: unknown) => {
      const officers: readonly Partial<Officer>[] = getFieldValue('officers') ?? [];
      const same = officers.slice(0, at).findIndex((each) => each?.certificate === certificate);
      if (certificate && same >= 0) throw new Error(`与执法人员 ${same + 1} 的证号相同，须是不同的人`);
    },
  });
}
