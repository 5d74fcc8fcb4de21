import { Form, Input, Select } from 'antd';
import { type Incident, incidentKinds } from '#shared/contract/facilities.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { MomentField } from '../fields/day-field.tsx';
import { required } from '../fields/required.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useJoinedSave } from '../meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../use-carry-out.ts';

type Fields = Pick<Incident, 'kind' | 'at' | 'note'>;

/** What happened at a place, when. */
export function IncidentDialog({
  incident,
  onClose,
}: {
  incident: Fields & { id: number | null; position: readonly [number, number] };
  onClose: () => void;
}) {
  const { save, isPending } = useJoinedSave('incidents.save');
  const carryOut = useCarryOut();
  const submit = (fields: Fields, { formId, sent, opened }: SentDraft<Fields>) => {
    const position: [number, number] = [...incident.position];
    const inputOf = (each: Fields) => ({ ...incident, position, formId, ...each, note: each.note ?? '' });
    return carryOut(
      () => save(inputOf(fields), incident.id === null ? null : inputOf(opened)),
      '已记下，在“校门 → 门前事件”里汇总',
      () => {
        sent();
        onClose();
      },
    );
  };
  const title = incident.id === null ? '记一件事' : '修改事件';
  return (
    <FormDialog<Fields>
      title={title}
      okText="保存"
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'incident', thing: incident.id ?? 'new', title }}
      name="incident"
      initialValues={{ kind: incident.kind, at: incident.at, note: incident.note }}
      onFinish={submit}
    >
      <Form.Item name="kind" label="种类" rules={[required('种类')]}>
        <Select options={incidentKinds.map((value) => ({ value }))} />
      </Form.Item>
      <MomentField name="at" label="时间" required past />
      <Form.Item name="note" label="情况">
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
