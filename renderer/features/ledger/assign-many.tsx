import { Form, Input, Modal } from 'antd';
import { useCommand } from '../../client/queries.ts';
import { BodyField } from '../../components/fields/body-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { useNotify } from '../../components/notify.ts';

interface Fields {
  responsibleBody: string;
  responsiblePerson: string;
  dueOn?: string;
}

/** Names who is responsible for several hazards at once. */
export function AssignMany({ ids, onClose }: { ids: readonly number[]; onClose: (done: boolean) => void }) {
  const assign = useCommand('hazards.assignMany');
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
        <BodyField name="responsibleBody" label="责任单位" required />
        <Form.Item name="responsiblePerson" label="责任人" rules={[required('责任人')]}>
          <Input maxLength={50} />
        </Form.Item>
        <DayField name="dueOn" label="整改期限（不填则不变）" />
      </Form>
    </Modal>
  );
}
