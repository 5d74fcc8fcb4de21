import { Button, Form, Modal } from 'antd';
import { useEffect } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../components/route.ts';
import { EmptyState } from '../../components/states.tsx';
import { SweepFields } from './sweep-fields.tsx';

interface Draft {
  sweepId: number;
  reason: string;
}

/** Puts a venue on a sweep, with the reason that its finding suggests. */
export function AddToSweep({
  open,
  onClose,
  venue,
  finding,
}: {
  open: boolean;
  onClose: () => void;
  venue: VenueDetail;
  finding: FindingRow | null;
}) {
  const sweeps = useService('sweeps.list', open ? {} : null);
  const add = useCommand('sweeps.addStop');
  const notify = useNotify();
  const [form] = Form.useForm<Draft>();
  const newest = sweeps.data?.[0]?.id;

  useEffect(() => {
    if (open && newest !== undefined)
      form.setFieldsValue({ sweepId: newest, reason: suggestReason(finding) });
  }, [open, newest, finding, form]);

  const submit = async ({ sweepId, reason }: Draft) => {
    try {
      await add.mutateAsync({
        input: { sweepId, venueId: venue.id, schoolId: finding?.schoolId ?? null, reason },
      });
      notify.done(`已把“${venue.name}”加入整治行动`);
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
            <Button type="primary" onClick={() => goTo('sweeps')}>
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

function suggestReason(finding: FindingRow | null): string {
  if (!finding) return '人工选定';
  return `${severityNames[finding.severity]}：距${finding.schoolName} ${finding.distance.toFixed(1)} m`;
}
