import { Form, Input } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { BodyField } from '../../components/fields/body-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { thingOf } from '../../components/to-sweep.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Fields {
  responsibleBody: string;
  responsiblePerson: string;
  dueOn?: string;
}

/** Names who is responsible for several hazards at once. */
export function AssignMany({ ids, onClose }: { ids: readonly number[]; onClose: (done: boolean) => void }) {
  const assign = useCommand('hazards.assignMany');
  const carryOut = useCarryOut();
  const submit = ({ dueOn, ...fields }: Fields, { sent }: SentDraft) =>
    carryOut(
      () => assign.mutateAsync({ input: { ids: [...ids], ...fields, dueOn: dueOn || null } }),
      told,
      () => {
        sent();
        onClose(true);
      },
    );
  const title = `批量交办 ${ids.length} 项隐患`;
  return (
    <FormDialog<Fields>
      title={title}
      okText="交办"
      saving={assign.isPending}
      onClose={() => onClose(false)}
      draft={{ kind: 'hazardStep', thing: thingOf('many', ids), title }}
      onFinish={submit}
    >
      <BodyField name="responsibleBody" label="责任单位" required />
      <Form.Item name="responsiblePerson" label="责任人" rules={[required('责任人')]}>
        <Input maxLength={50} />
      </Form.Item>
      <DayField name="dueOn" label="整改期限（不填则不变）" />
    </FormDialog>
  );
}

function told({ assigned, changed, skipped }: OutputOf<'hazards.assignMany'>): string {
  const parts = [
    assigned > 0 ? `交办 ${assigned} 项` : '',
    changed > 0 ? `变更责任 ${changed} 项` : '',
    skipped > 0 ? `跳过 ${skipped} 项（已销号或期限早于发现日期）` : '',
  ];
  return parts.filter(Boolean).join('，');
}
