import { Form, Input, Segmented } from 'antd';
import type { Approval } from '#shared/contract/approvals.ts';
import { useCommand } from '../../client/queries.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useCarryOut } from '../use-carry-out.ts';

interface Fields {
  approve: boolean;
  note?: string;
}

/** 同意 carries out what was asked for; 退回 says why not. */
export function DecideDialog({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const decide = useCommand('approvals.decide');
  const carryOut = useCarryOut();
  const { id, command, title, hazard, summary, asker } = approval;
  return (
    <FormDialog<Fields>
      title={`审批：${title}${hazard ? ` ${hazard.code}` : ''}`}
      okText="确定"
      saving={decide.isPending}
      onClose={onClose}
      draft={{ kind: 'approval', thing: String(id), title: `${title} ${hazard?.code ?? ''}`.trim() }}
      initialValues={{ approve: true }}
      onFinish={({ approve, note = '' }, { formId, sent }) =>
        carryOut(
          () => decide.mutateAsync({ input: { formId, id, command, approve, note } }),
          approve ? '已同意，已办理' : '已退回',
          () => {
            sent();
            onClose();
          },
        )
      }
    >
      <p className="approval-matter">
        {hazard && `${hazard.placeName}。`}
        {summary}
        <br />
        <span className="quiet small">{asker} 提交</span>
      </p>
      <Form.Item name="approve" label="结论">
        <Segmented
          options={[
            { value: true, label: '同意' },
            { value: false, label: '退回' },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['approve']}>
        {({ getFieldValue }) => (
          <Form.Item
            name="note"
            label="意见"
            rules={
              getFieldValue('approve')
                ? []
                : [{ required: true, whitespace: true, message: '请写明退回的理由' }]
            }
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        )}
      </Form.Item>
    </FormDialog>
  );
}
