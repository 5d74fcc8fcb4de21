import { Form, Input } from 'antd';
import type { Licence } from '#shared/contract/licences.ts';
import { useCommand } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

/** Says why a licence counts no more. It stays, so that no list brings it back. */
export function StrikeLicence({ licence, onClose }: { licence: Licence; onClose: () => void }) {
  const strike = useCommand('licences.strike');
  const carryOut = useCarryOut();
  const name = licence.number || licence.kind;
  const submit = ({ reason }: { reason: string }, { sent }: SentDraft) =>
    carryOut(
      () => strike.mutateAsync({ input: { id: licence.id, reason } }),
      `已划去“${name}”`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<{ reason: string }>
      title={`划去许可证“${name}”`}
      okText="划去"
      saving={strike.isPending}
      onClose={onClose}
      draft={{ kind: 'licence', thing: `strike/${licence.id}`, title: `划去 ${name}` }}
      initialValues={{ reason: '' }}
      onFinish={submit}
    >
      <p>划去后不再计入到期提醒和导出，记录保留，以后的名单不会改回来。</p>
      <Form.Item name="reason" label="原因" rules={[required('原因')]}>
        <Input maxLength={100} placeholder="例如：已注销、已吊销、录错" />
      </Form.Item>
    </FormDialog>
  );
}
