import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import type { PaperEntry } from '#shared/contract/papers.ts';
import { deliveryMethods } from '#shared/forms/delivery.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { DayField } from '../fields/day-field.tsx';
import { required } from '../fields/required.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useCarryOut } from '../use-carry-out.ts';

type Fields = Omit<InputOf<'papers.serve'>, 'id' | 'formId'>;

/** Notes when, how and to whom a paper was handed over; what was noted stands beside it. */
export function ServePaper({ paper }: { paper: PaperEntry }) {
  const [open, setOpen] = useState(false);
  const serve = useCommand('papers.serve');
  const carryOut = useCarryOut();
  if (paper.state !== 'issued') return null;
  const title = `送达：${[paper.text, paper.title].filter(Boolean).join(' ')}`;
  const close = () => setOpen(false);
  const submit = (fields: Partial<Fields>, { sent, formId }: SentDraft) =>
    carryOut(
      () =>
        serve.mutateAsync({
          input: {
            id: paper.id,
            on: fields.on ?? '',
            method: fields.method ?? '直接送达',
            receiver: fields.receiver ?? '',
            note: fields.note ?? '',
            formId,
          },
        }),
      '送达已登记，记在这份文书旁边',
      () => {
        sent();
        close();
      },
    );
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        送达
      </Button>
      {open && (
        <FormDialog<Partial<Fields>>
          title={title}
          okText="登记送达"
          saving={serve.isPending}
          onClose={close}
          draft={{ kind: 'paper', thing: `serve ${paper.id}`, title }}
          initialValues={{ method: '直接送达' }}
          onFinish={submit}
        >
          <DayField name="on" label="送达日期" required past />
          <Form.Item name="method" label="送达方式" rules={[required('送达方式')]}>
            <Select options={deliveryMethods.map((value) => ({ value }))} />
          </Form.Item>
          <Form.Item name="receiver" label="收件人">
            <Input maxLength={100} placeholder="姓名，与受送达人的关系" />
          </Form.Item>
          <Form.Item name="note" label="备注">
            <Input maxLength={200} placeholder="例如：拒收，见证人王某" />
          </Form.Item>
        </FormDialog>
      )}
    </>
  );
}
