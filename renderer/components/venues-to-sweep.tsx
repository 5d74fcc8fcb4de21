import { Form, Modal } from 'antd';
import { useCommand, useService } from '../client/queries.ts';
import { goTo } from '../routes/navigation.ts';
import { useNotify } from './notify.ts';
import { SweepFields } from './sweep-fields.tsx';

/** Puts venues on a sweep as stops to be visited. */
export function VenuesToSweep({
  ids,
  reason,
  onClose,
}: {
  ids: readonly number[];
  /** What is offered as the reason. */
  reason: string;
  onClose: () => void;
}) {
  const sweeps = useService('sweeps.list', {});
  const add = useCommand('sweeps.addStops');
  const notify = useNotify();
  const [form] = Form.useForm<{ sweepId: number; reason: string }>();
  const submit = async (values: { sweepId: number; reason: string }) => {
    try {
      const { added, known } = await add.mutateAsync({ input: { ...values, venueIds: [...ids] } });
      notify.done(`已加入 ${added} 个检查点${known > 0 ? `，${known} 个原已在内` : ''}`);
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  const newest = sweeps.data?.[0];
  return (
    <Modal
      open
      title={`把 ${ids.length} 个场所加入整治`}
      okText={newest ? '加入' : '去新建行动'}
      cancelText="取消"
      confirmLoading={add.isPending}
      onOk={newest ? form.submit : () => goTo({ name: 'sweeps' })}
      onCancel={onClose}
    >
      {newest ? (
        <Form form={form} layout="vertical" initialValues={{ sweepId: newest.id, reason }} onFinish={submit}>
          <SweepFields />
        </Form>
      ) : (
        <p>还没有整治行动，先新建本季度的联合整治行动。</p>
      )}
    </Modal>
  );
}
