import { Button, Checkbox, Form, Input, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import type { OfficerRow } from '#shared/contract/planning.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { CertificateField } from '../../components/fields/certificate-field.tsx';
import { required } from '../../components/fields/required.ts';
import { EmptyState } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

type Draft = Omit<OfficerRow, 'id'> & { readonly id: number | null };

/** The district's officers. Teams are made up of them, by hand or by lot. */
export function OfficersDialog({
  agencies,
  onClose,
}: {
  agencies: RulePack['agencies'];
  onClose: () => void;
}) {
  const officers = useService('officers.list', {});
  const save = useCommand('officers.save');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<Draft>();
  const [editing, setEditing] = useState<number | null>(null);
  const clear = () => {
    setEditing(null);
    form.resetFields();
  };
  const keep = (draft: Draft, { sent }: SentDraft) =>
    carryOut(
      () => save.mutateAsync({ input: { ...draft, id: editing, active: draft.active ?? true } }),
      `${draft.name}已${editing === null ? '登记' : '保存'}`,
      () => {
        sent();
        clear();
      },
    );
  return (
    <Modal open title="执法人员名单" width={760} footer={null} onCancel={onClose}>
      <KeptForm<Draft>
        draft={{ kind: 'officer', thing: editing ?? 'new', title: editing === null ? '登记' : '修改' }}
        form={form}
        layout="inline"
        onFinish={keep}
        initialValues={{ active: true }}
        style={{ rowGap: 8, marginBottom: 14 }}
      >
        <Form.Item name="name" rules={[required('姓名')]}>
          <Input placeholder="姓名" aria-label="姓名" style={{ width: 110 }} />
        </Form.Item>
        <CertificateField
          name="certificate"
          hiddenLabel="执法证号"
          required
          className="officer-certificate"
        />
        <Form.Item name="agency" rules={[required('所属单位')]}>
          <Select
            placeholder="所属单位"
            aria-label="所属单位"
            style={{ width: 190 }}
            options={agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => ({ value: name }))}
          />
        </Form.Item>
        <Form.Item name="active" valuePropName="checked">
          <Checkbox>在岗</Checkbox>
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {editing === null ? '登记' : '保存'}
        </Button>
        {editing !== null && (
          <Button type="text" onClick={clear}>
            取消
          </Button>
        )}
      </KeptForm>
      <Table<OfficerRow>
        size="small"
        rowKey="id"
        dataSource={officers.data ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true, size: 'small' }}
        locale={{
          emptyText: (
            <EmptyState title="还没有执法人员">
              在上面登记，或在记录检查、编辑小组时填写，会自动进入名单。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '姓名', dataIndex: 'name' },
          { title: '执法证号', dataIndex: 'certificate', className: 'number' },
          {
            title: '单位',
            dataIndex: 'agency',
            filters: [...new Set((officers.data ?? []).map(({ agency }) => agency))].map((value) => ({
              value,
              text: value,
            })),
            onFilter: (value, row) => row.agency === value,
          },
          {
            title: '在岗',
            dataIndex: 'active',
            render: (active: boolean) => (active ? '是' : <span className="quiet">否</span>),
          },
          {
            title: '',
            render: (_, row) => (
              <Button
                type="link"
                size="small"
                onClick={() => {
                  setEditing(row.id);
                  form.setFieldsValue(row);
                }}
              >
                修改
              </Button>
            ),
          },
        ]}
      />
    </Modal>
  );
}
