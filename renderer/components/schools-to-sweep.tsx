import { Form, Modal } from 'antd';
import { useEffect } from 'react';
import { useCommand, useService } from '../client/queries.ts';
import { useNotify } from './notify.ts';
import { EmptyState } from './states.tsx';
import { SweepFields } from './sweep-fields.tsx';

interface Draft {
  sweepId: number;
  reason: string;
}

/** Adds schools to a sweep as stops: officers visit their gates and surroundings. */
export function SchoolsToSweep({
  schools,
  reason,
  onClose,
}: {
  schools: readonly { readonly id: number; readonly name: string }[];
  /** What is offered as the reason. */
  reason: string;
  onClose: () => void;
}) {
  const sweeps = useService('sweeps.list', {});
  const add = useCommand('sweeps.addSchools');
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const newest = sweeps.data?.[0]?.id;
  useEffect(() => {
    if (newest !== undefined) form.setFieldsValue({ sweepId: newest, reason });
  }, [newest, reason, form]);
  const submit = async (draft: Draft) => {
    try {
      const { added, known } = await add.mutateAsync({
        input: { ...draft, schoolIds: schools.map(({ id }) => id) },
      });
      notify.done(`已加入 ${added} 所学校${known > 0 ? `，${known} 所原来就在` : ''}，可按 Ctrl+Z 撤销`);
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  const none = sweeps.data?.length === 0 || schools.length === 0;
  return (
    <Modal
      open
      title={`把 ${schools.length} 所学校加入整治`}
      okText="加入"
      cancelText="取消"
      confirmLoading={add.isPending}
      okButtonProps={{ disabled: none }}
      onCancel={onClose}
      onOk={form.submit}
    >
      {none ? (
        <EmptyState title={schools.length === 0 ? '没有这样的学校' : '还没有整治行动'}>
          {schools.length === 0 ? '换个条件再看。' : '先在“整治”里新建行动。'}
        </EmptyState>
      ) : (
        <Form form={form} layout="vertical" onFinish={submit}>
          <p className="quiet small">
            {schools
              .slice(0, 12)
              .map(({ name }) => name)
              .join('、')}
            {schools.length > 12 && ' 等'}
          </p>
          <SweepFields />
        </Form>
      )}
    </Modal>
  );
}
