import { Button, Form, Modal } from 'antd';
import { useEffect } from 'react';
import { useCommand, useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';
import { EmptyState } from '../../components/states.tsx';
import { SweepFields } from '../../components/sweep-fields.tsx';
import { goTo } from '../../routes/navigation.ts';

interface Draft {
  sweepId: number;
  reason: string;
}

/** Puts a venue, or a school itself, on a sweep. */
export function AddToSweep({
  open,
  onClose,
  place,
  reason,
}: {
  open: boolean;
  onClose: () => void;
  place: { name: string; venueId: number | null; schoolId: number | null };
  /** What is offered as the reason. */
  reason: string;
}) {
  const sweeps = useService('sweeps.list', open ? {} : null);
  const add = useCommand('sweeps.addStop');
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const newest = sweeps.data?.[0]?.id;

  useEffect(() => {
    if (open && newest !== undefined) form.setFieldsValue({ sweepId: newest, reason });
  }, [open, newest, reason, form]);

  const submit = async (draft: Draft) => {
    try {
      await add.mutateAsync({
        input: { ...draft, venueId: place.venueId, schoolId: place.schoolId },
      });
      notify.done(`已把“${place.name}”加入整治行动`);
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  const none = sweeps.data?.length === 0;
  return (
    <Modal
      title="加入整治"
      open={open}
      onCancel={onClose}
      onOk={form.submit}
      okText="加入"
      cancelText="取消"
      confirmLoading={add.isPending}
      okButtonProps={{ disabled: none }}
    >
      {none ? (
        <EmptyState
          title="还没有整治行动"
          action={
            <Button type="primary" onClick={() => goTo({ name: 'sweeps' })}>
              去新建行动
            </Button>
          }
        >
          先新建本季度的联合整治行动，再把场所加入。
        </EmptyState>
      ) : (
        <Form form={form} layout="vertical" onFinish={submit}>
          <SweepFields />
        </Form>
      )}
    </Modal>
  );
}
