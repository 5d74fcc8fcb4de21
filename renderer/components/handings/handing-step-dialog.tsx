import { Form, Input } from 'antd';
import type { Handing } from '#shared/contract/handings.ts';
import { type HandingStep, handingOf, stepTitle } from '#shared/ledger/handing.ts';
import { useCommand } from '../../client/queries.ts';
import { useMayShow } from '../../client/use-may.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { MomentField } from '../fields/day-field.tsx';
import { required } from '../fields/required.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useCarryOut } from '../use-carry-out.ts';
import { chinaMoment } from './handing-words.ts';

interface Fields {
  note?: string;
  at?: string;
  by?: string;
}

/** Signs for what was handed over, answers it, gives it back, urges it or takes it back. */
export function HandingStepDialog({
  handing,
  step,
  onClose,
}: {
  handing: Handing;
  step: HandingStep;
  onClose: () => void;
}) {
  const record = useCommand('handings.record');
  const carryOut = useCarryOut();
  // Who leads the ledger, and the clerk at a desk without accounts, record what others did.
  const isOnBehalf = useMayShow()('ledger.supervise') && step !== 'urge';
  const { id, kind, fromBody, toBody, toPerson, matter, code, handedAt } = handing;
  const title = stepTitle(kind, step);
  const submit = ({ note = '', at, by = '' }: Fields, { formId, sent }: SentDraft) =>
    carryOut(
      () => record.mutateAsync({ input: { id, step, note, by, at: at || null, formId } }),
      `${title}已登记`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<Fields>
      title={`${title}：${toBody}（${handingOf(kind).title}）`}
      okText={title}
      saving={record.isPending}
      danger={step === 'return' || step === 'withdraw'}
      onClose={onClose}
      draft={{ kind: 'handing', thing: `${id}/${step}`, title: `${code} ${title}`.trim() }}
      onFinish={submit}
    >
      <p className="quiet">
        {fromBody} → {[toBody, toPerson].filter(Boolean).join(' ')}，{chinaMoment(handedAt)}
        <br />
        {matter}
      </p>
      {step !== 'receive' && (
        <Form.Item name="note" label={noteLabels[step]} rules={step === 'urge' ? [] : [required(title)]}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      )}
      {isOnBehalf && (
        <div className="handing-behalf">
          <Form.Item name="by" label={step === 'receive' ? '签收人' : '经办人'}>
            <Input maxLength={50} />
          </Form.Item>
          <MomentField name="at" label="时间（不填为现在）" past from={chinaMoment(handedAt).slice(0, 10)} />
        </div>
      )}
    </FormDialog>
  );
}

const noteLabels: Readonly<Record<Exclude<HandingStep, 'receive'>, string>> = {
  answer: '内容',
  return: '退回的理由',
  urge: '催办内容',
  withdraw: '撤回的理由',
};
