import { Form, Input, Modal, Select } from 'antd';
import { useCommand, useService } from '../../client/queries.ts';
import { DayInput } from '../../components/day-input.tsx';
import { useNotify } from '../../components/notify.ts';
import { required } from '../../components/officer-fields.tsx';

interface Fields {
  responsibleBody: string;
  responsiblePerson: string;
  dueOn?: string;
}

/** Names who is responsible for several hazards at once. */
export function AssignMany({ ids, onClose }: { ids: readonly number[]; onClose: (done: boolean) => void }) {
  const assign = useCommand('hazards.assignMany');
  const workspace = useService('workspace.describe', {});
  const notify = useNotify();
  const [form] = Form.useForm<Fields>();
  const submit = async ({ dueOn, ...fields }: Fields) => {
    try {
      const counts = await assign.mutateAsync({ input: { ids: [...ids], ...fields, dueOn: dueOn || null } });
      const parts = [
        counts.assigned > 0 ? `交办 ${counts.assigned} 项` : '',
        counts.changed > 0 ? `变更责任 ${counts.changed} 项` : '',
        counts.skipped > 0 ? `跳过 ${counts.skipped} 项（已销号或期限早于发现日期）` : '',
      ];
      notify.done(parts.filter(Boolean).join('，'));
      onClose(true);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Modal
      open
      title={`批量交办 ${ids.length} 项隐患`}
      onCancel={() => onClose(false)}
      onOk={form.submit}
      okText="交办"
      cancelText="取消"
      confirmLoading={assign.isPending}
    >
      <Form<Fields> form={form} layout="vertical" onFinish={submit}>
        <Form.Item name="responsibleBody" label="责任单位" rules={[required('责任单位')]}>
          <Select
            showSearch
            options={(workspace.data?.pack.agencies ?? []).map(({ name }) => ({ value: name }))}
          />
        </Form.Item>
        <Form.Item name="responsiblePerson" label="责任人" rules={[required('责任人')]}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="dueOn" label="整改期限（不填则不变）">
          <DayInput />
        </Form.Item>
      </Form>
    </Modal>
  );
}
