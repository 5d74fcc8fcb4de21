import { Button, Form } from 'antd';
import { handingOf } from '#shared/ledger/handing.ts';
import { useCommand } from '../../client/queries.ts';
import { useMayShow } from '../../client/use-may.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { type HandOverFields, HandOverParts, handedBy, handOverDefaults } from './hand-over-fields.tsx';
import type { FormProps } from './hazard-step-frame.tsx';

/** Passes a hazard on, whistles for bodies, asks them to help, or calls one for a talk. */
export function HandOverForm({ detail: { hazard }, onDone }: FormProps) {
  const [form] = Form.useForm<HandOverFields>();
  const kind = Form.useWatch<HandOverFields['kind'] | undefined>('kind', form) ?? 'transfer';
  const hand = useCommand('handings.hand');
  const carryOut = useCarryOut();
  const mayLead = useMayShow()('ledger.supervise');
  const kinds: HandOverFields['kind'][] = ['transfer', 'whistle', 'assist'];
  const { title } = handingOf(kind);
  const submit = (fields: HandOverFields, { formId, sent }: SentDraft) =>
    carryOut(
      () => hand.mutateAsync({ input: { ...handedBy({ hazardId: hazard.id }, fields), formId } }),
      ({ ids }) => (ids.length === 1 ? `${title}已登记` : `${title}已登记，${ids.length} 个单位`),
      () => {
        sent();
        onDone();
      },
    );
  return (
    <KeptForm<HandOverFields>
      form={form}
      draft={{ kind: 'handing', thing: `hand/${hazard.id}`, title: `${hazard.code} 转办、吹哨、协办、约谈` }}
      className="hazard-form"
      initialValues={{ kind: 'transfer', ...handOverDefaults }}
      onFinish={submit}
    >
      <HandOverParts kind={kind} kinds={mayLead ? [...kinds, 'talk'] : kinds} mayLead={mayLead} />
      <Button htmlType="submit" type="primary" loading={hand.isPending}>
        确认{title}
      </Button>{' '}
      <Button onClick={onDone}>取消</Button>
    </KeptForm>
  );
}
