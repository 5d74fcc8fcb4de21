import { Alert, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useEffect } from 'react';
import { type Period, periodOf, periodsAround, periodTitle } from '#shared/sweeps/period.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../components/route.ts';

interface Draft {
  title: string;
  period: Period;
  agencies: string[];
  focusTopics: string[];
}

export function CreateSweep({ open, onClose }: { open: boolean; onClose: () => void }) {
  const workspace = useService('workspace.describe', {});
  const create = useCommand('sweeps.create');
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const pack = workspace.data?.pack;
  const today = workspace.data?.today;

  useEffect(() => {
    if (!open || !pack || !today) return;
    const period = periodOf(today);
    form.setFieldsValue({
      period,
      title: `${periodTitle(period)}校园周边联合整治`,
      agencies: pack.agencies.filter((agency) => agency.mayInspect).map(({ name }) => name),
      focusTopics: pack.focusTopics,
    });
  }, [open, pack, today, form]);

  const submit = async (draft: Draft) => {
    try {
      const { id } = await create.mutateAsync({ input: draft });
      notify.done('已新建整治行动，请从地图上把场所加入');
      onClose();
      goTo('sweeps', id);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Modal
      title="新建联合整治行动"
      open={open}
      width={640}
      onCancel={onClose}
      onOk={form.submit}
      okText="新建"
      cancelText="取消"
      confirmLoading={create.isPending}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        <Form.Item name="period" label="季度" rules={[{ required: true }]}>
          <Select
            options={
              today ? periodsAround(today, 2, 3).map((value) => ({ value, label: periodTitle(value) })) : []
            }
          />
        </Form.Item>
        <Form.Item name="title" label="行动名称" rules={[{ required: true, message: '请填写行动名称' }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Alert
          type="info"
          title={`${pack?.coordinator ?? ''}负责牵头协调，不作为检查单位。`}
          style={{ marginBottom: 14 }}
        />
        <Form.Item
          name="agencies"
          label="参与单位"
          rules={[{ required: true, message: '请至少选择一个参与单位' }]}
        >
          <Checkbox.Group
            options={(pack?.agencies ?? []).map(({ name }) => ({ value: name, label: name }))}
          />
        </Form.Item>
        <Form.Item name="focusTopics" label="整治重点">
          <Checkbox.Group
            options={(pack?.focusTopics ?? []).map((topic) => ({ value: topic, label: topic }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
