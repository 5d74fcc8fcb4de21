import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import type { OfficerRow } from '#shared/contract/planning.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import type { Leave } from '#shared/sweeps/officer-state.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { CertificateField } from '../../components/fields/certificate-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { useJoinedSave } from '../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Fields {
  name: string;
  certificate: string;
  agency: string;
  phone?: string;
  validUntil?: string;
  active: boolean;
  leaves?: Leave[];
}

function inputOf(editing: OfficerRow | null, { phone, validUntil, leaves, ...fields }: Fields) {
  const more = { phone: phone ?? '', validUntil: validUntil || null, leaves: leaves ?? [] };
  return { id: editing?.id ?? null, ...fields, ...more };
}

/** Enters an officer, or changes one: who it is, how long the certificate counts, when somebody is away. */
export function OfficerForm({
  agencies,
  editing,
  onDone,
}: {
  agencies: RulePack['agencies'];
  editing: OfficerRow | null;
  onDone: () => void;
}) {
  const { save, isPending } = useJoinedSave('officers.save');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<Fields>();
  const keep = (fields: Fields, { sent, opened }: SentDraft<Fields>) =>
    carryOut(
      () => save(inputOf(editing, fields), editing && inputOf(editing, opened)),
      `${fields.name}已${editing ? '保存' : '登记'}`,
      () => {
        sent();
        form.resetFields();
        onDone();
      },
    );
  return (
    <KeptForm<Fields>
      draft={{ kind: 'officer', thing: editing?.id ?? 'new', title: editing ? '修改' : '登记' }}
      form={form}
      onFinish={keep}
      initialValues={editing ? { ...editing, validUntil: editing.validUntil ?? '' } : { active: true }}
      className="officer-form"
    >
      <div className="officer-row">
        <Form.Item name="name" label="姓名" rules={[required('姓名')]}>
          <Input />
        </Form.Item>
        <CertificateField name="certificate" label="执法证号" required />
        <Form.Item name="agency" label="所属单位" rules={[required('所属单位')]}>
          <Select
            options={agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => ({ value: name }))}
          />
        </Form.Item>
        <Form.Item name="phone" label="电话">
          <Input maxLength={40} />
        </Form.Item>
        <DayField name="validUntil" label="执法证有效期至" />
        <Form.Item name="active" valuePropName="checked" label="状态">
          <Checkbox>在岗</Checkbox>
        </Form.Item>
      </div>
      {editing && <Leaves />}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {editing ? '保存' : '登记'}
      </Button>
      {editing && (
        <Button type="text" onClick={onDone}>
          取消
        </Button>
      )}
    </KeptForm>
  );
}

/** Days on which somebody is away, as the form field `leaves`. */
function Leaves() {
  return (
    <Form.List name="leaves">
      {(fields, { add, remove }) => (
        <div className="officer-leaves">
          {fields.map(({ key, name }) => (
            <div key={key} className="officer-row">
              <DayField name={[name, 'from']} label="不在，从" required />
              <DayField name={[name, 'to']} label="到" required />
              <Form.Item name={[name, 'reason']} label="事由" initialValue="">
                <Input maxLength={40} placeholder="例如 年休假" />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label="移除请假"
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({ reason: '' })}>
            登记请假
          </Button>
        </div>
      )}
    </Form.List>
  );
}
