import { Button, Form } from 'antd';
import type { ReactNode } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { isCounted, isOpen } from '#shared/ledger/hazard.ts';
import { toldOfAsking } from '../../components/approvals/use-asking.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { useBusyCarryOut } from '../../components/use-carry-out.ts';

export type Detail = OutputOf<'hazards.get'>;

/** What can be done with a hazard beside its state. */
export type HazardStep =
  | 'verify'
  | 'again'
  | 'hand'
  | 'extend'
  | 'describe'
  | 'classify'
  | 'supervise'
  | 'progress'
  | 'delist'
  | 'correct'
  | 'void'
  | 'restore';

export const hazardStepNames: Readonly<Record<HazardStep, string>> = {
  verify: '核实',
  again: '退回待核实',
  hand: '转办、吹哨、协办',
  extend: '延期',
  describe: '依据与五落实',
  classify: '评估',
  supervise: '挂牌督办',
  progress: '督办进展',
  delist: '摘牌',
  correct: '更正',
  void: '作废或并入',
  restore: '恢复',
};

/** The steps that are possible in the present state of a hazard. */
export function possibleSteps({ hazard, verdicts }: Detail): HazardStep[] {
  if (hazard.state === 'lead') return ['verify'];
  const again: HazardStep[] = verdicts.includes('again') ? ['again'] : [];
  if (hazard.state === 'refuted') return again;
  if (!isCounted(hazard.state)) return [...again, 'restore'];
  const stillOpen = isOpen(hazard.state);
  const steps: HazardStep[] = stillOpen
    ? ['hand', 'describe', 'extend', 'classify']
    : ['describe', 'classify'];
  if (stillOpen && hazard.level === '重大' && !hazard.listed) steps.push('supervise');
  if (hazard.listed) steps.push('progress', 'delist');
  return [...steps, 'correct', 'void', ...again];
}

export interface FormProps {
  readonly detail: Detail;
  readonly onDone: () => void;
}

/** A form that carries out one step and closes. */
export function HazardStepFrame<Fields extends object>({
  hazard,
  step,
  initial,
  submit,
  onDone,
  children,
}: {
  hazard: Detail['hazard'];
  step: HazardStep;
  initial: Partial<Fields>;
  /** `opened` holds the values that the form had before anybody wrote into it. */
  submit: (fields: Fields & { formId: string }, opened: Fields) => Promise<unknown>;
  onDone: () => void;
  children: ReactNode;
}) {
  const [form] = Form.useForm<Fields>();
  const title = hazardStepNames[step];
  const { busy, carryOut } = useBusyCarryOut();
  const finish = async (fields: Fields, { formId, sent, opened }: SentDraft<Fields>) =>
    await carryOut(
      () => submit({ ...fields, formId }, opened),
      (result) => toldOfAsking(result, `${title}已登记`),
      () => {
        sent();
        onDone();
      },
    );
  return (
    <KeptForm<Fields>
      draft={{ kind: 'hazardStep', thing: `${hazard.id}/${step}`, title: `${hazard.code} ${title}` }}
      form={form}
      className="hazard-form"
      initialValues={initial}
      onFinish={finish}
    >
      <h2>{title}</h2>
      {children}
      <Button htmlType="submit" type="primary" loading={busy}>
        确认{title}
      </Button>{' '}
      <Button onClick={onDone}>取消</Button>
    </KeptForm>
  );
}
