import { Alert, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useEffect, useMemo } from 'react';
import { periodOf } from '#shared/sweeps/period.ts';
import { spansToPlan } from '#shared/sweeps/school-coverage.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../routes/navigation.ts';

interface Draft {
  title: string;
  span: string;
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

  const spans = useMemo(() => (pack && today ? spansToPlan(pack.cadence, today) : []), [pack, today]);

  useEffect(() => {
    const span = spans.find(({ to }) => today !== undefined && to >= today) ?? spans[0];
    if (!open || !pack || !span) return;
    form.setFieldsValue({
      span: span.id,
      title: titleOf(span.title),
      agencies: pack.agencies.filter((agency) => agency.mayInspect).map(({ name }) => name),
      focusTopics: pack.focusTopics,
    });
  }, [open, pack, today, spans, form]);

  const submit = async ({ span: chosen, ...draft }: Draft, { sent }: SentDraft) => {
    const span = spans.find(({ id }) => id === chosen);
    if (!span) return;
    const days = { from: span.from, to: span.to };
    try {
      const { id } = await create.mutateAsync({ input: { ...draft, period: periodOf(span.from), days } });
      sent();
      notify.done('已新建整治行动，请从地图上把场所加入');
      onClose();
      goTo({ name: 'sweep', id: id });
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
      <KeptForm<Draft>
        draft={open ? { kind: 'sweep', thing: 'new', title: '新建联合整治行动' } : null}
        form={form}
        onFinish={submit}
      >
        <Form.Item name="span" label="时期" rules={[{ required: true, message: '请选择时期' }]}>
          <Select
            options={spans.map(({ id, title, from, to }) => ({
              value: id,
              label: `${title}（${from} 至 ${to}）`,
            }))}
            onChange={(id: string) => {
              const span = spans.find((each) => each.id === id);
              if (span) form.setFieldsValue({ title: titleOf(span.title) });
            }}
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
      </KeptForm>
    </Modal>
  );
}

function titleOf(span: string): string {
  return `${span}校园周边联合整治`;
}
