import { Alert, Checkbox, Form, Input, Select } from 'antd';
import { useMemo, useRef } from 'react';
import { periodOf } from '#shared/sweeps/period.ts';
import { spansToPlan } from '#shared/sweeps/school-coverage.ts';
import { useCommand, useService } from '../../client/queries.ts';
import type { KeptFormHandle, SentDraft } from '../../components/drafts/kept-form.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { goTo } from '../../routes/navigation.ts';

interface Draft {
  title: string;
  span: string;
  agencies: string[];
  focusTopics: string[];
}

/** A new sweep over one of the spans that the pack plans for. */
export function CreateSweep({ onClose }: { onClose: () => void }) {
  const workspace = useService('workspace.describe', {});
  const create = useCommand('sweeps.create');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<Draft>();
  const handle = useRef<KeptFormHandle>(null);
  const pack = workspace.data?.pack;
  const today = workspace.data?.today;

  const spans = useMemo(() => (pack && today ? spansToPlan(pack.cadence, today) : []), [pack, today]);

  const begin = () => {
    const span = spans.find(({ to }) => today !== undefined && to >= today) ?? spans[0];
    if (!pack || !span) return {};
    return {
      span: span.id,
      title: titleOf(span.title),
      agencies: pack.agencies.filter((agency) => agency.mayInspect).map(({ name }) => name),
      focusTopics: pack.focusTopics,
    };
  };

  const submit = async ({ span: chosen, ...draft }: Draft, { sent }: SentDraft) => {
    const span = spans.find(({ id }) => id === chosen);
    if (!span) return;
    const days = { from: span.from, to: span.to };
    await carryOut(
      () => create.mutateAsync({ input: { ...draft, period: periodOf(span.from), days } }),
      '已新建整治行动，请从地图上把场所加入',
      ({ id }) => {
        sent();
        onClose();
        goTo({ name: 'sweep', id });
      },
    );
  };
  return (
    <FormDialog<Draft>
      title="新建联合整治行动"
      width={640}
      okText="新建"
      saving={create.isPending}
      onClose={onClose}
      draft={{ kind: 'sweep', thing: 'new', title: '新建联合整治行动' }}
      form={form}
      handle={handle}
      begin={begin}
      restsOn={spans}
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
            if (!span) return;
            const fields = { title: titleOf(span.title) };
            form.setFieldsValue(fields);
            handle.current?.change(fields);
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
        <Checkbox.Group options={(pack?.agencies ?? []).map(({ name }) => ({ value: name, label: name }))} />
      </Form.Item>
      <Form.Item name="focusTopics" label="整治重点">
        <Checkbox.Group
          options={(pack?.focusTopics ?? []).map((topic) => ({ value: topic, label: topic }))}
        />
      </Form.Item>
    </FormDialog>
  );
}

function titleOf(span: string): string {
  return `${span}校园周边联合整治`;
}
