import { AutoComplete, Form, Input, Select } from 'antd';
import type { ComponentType } from 'react';
import type { InputOf, ProcedureName } from '#shared/contract/contract.ts';
import { type Outcome, outcomeNames, outcomes } from '#shared/ledger/assessment.ts';
import { namedFor } from '#shared/rules/hazard-kinds.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useAsking } from '../../components/approvals/use-asking.ts';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { useHazardKinds } from '../../components/fields/use-hazard-kinds.ts';
import { late } from '../../components/late.tsx';
import { useJoinedSave } from '../../components/meanwhile/use-joined-save.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { Correct, Restore, Void } from './hazard-correction-forms.tsx';
import { type FormProps, type HazardStep, HazardStepFrame } from './hazard-step-frame.tsx';
import { Again, Verify } from './lead-forms.tsx';

// A hazard is handed about less often than it is looked at.
const HandOverForm = late(async () => (await import('./hand-over-form.tsx')).HandOverForm);

/** What each step leads to, and its form. */
export const hazardSteps: Readonly<
  Record<HazardStep, { to: ProcedureName; Form: ComponentType<FormProps> }>
> = {
  verify: { to: 'hazards.verify', Form: Verify },
  again: { to: 'hazards.verify', Form: Again },
  hand: { to: 'handings.hand', Form: HandOverForm },
  extend: { to: 'hazards.extend', Form: Extend },
  describe: { to: 'hazards.describe', Form: Describe },
  classify: { to: 'hazards.classify', Form: Classify },
  supervise: { to: 'hazards.supervise', Form: Supervise },
  progress: { to: 'hazards.superviseProgress', Form: Progress },
  delist: { to: 'hazards.delist', Form: Delist },
  correct: { to: 'hazards.correct', Form: Correct },
  void: { to: 'hazards.void', Form: Void },
  restore: { to: 'hazards.restore', Form: Restore },
};

export function HazardStepForm({ step, ...props }: FormProps & { readonly step: HazardStep }) {
  const { to, Form: StepForm } = hazardSteps[step];
  return (
    <Permitted to={to}>
      <StepForm {...props} />
    </Permitted>
  );
}

function Extend({ detail: { hazard }, onDone }: FormProps) {
  const { save } = useJoinedSave('hazards.extend');
  const ask = useAsking();
  return (
    <HazardStepFrame<{ dueOn: string; reason: string }>
      hazard={hazard}
      step="extend"
      initial={{ dueOn: hazard.dueOn ?? '' }}
      submit={(fields, opened) => {
        const input = { id: hazard.id, ...fields };
        return ask('hazards.extend', input, () =>
          save(input, { id: hazard.id, dueOn: opened.dueOn || null }),
        );
      }}
      onDone={onDone}
    >
      <DayField
        name="dueOn"
        label={`新期限（原 ${hazard.dueOn ?? '未定'}）`}
        required
        from={hazard.foundOn}
      />
      <Form.Item name="reason" label="理由" rules={[required('理由')]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </HazardStepFrame>
  );
}

interface Described {
  basis?: string;
  fiveItems?: Record<string, string | undefined>;
  subject?: string;
  helpingBodies?: string;
  temporaryMeasures?: string;
}

function describedBy({ basis = '', fiveItems = {}, ...said }: Described) {
  const { subject = '', helpingBodies = '', temporaryMeasures = '' } = said;
  const items = Object.entries(fiveItems).map(([item, each]) => [item, each ?? '']);
  return { basis, fiveItems: Object.fromEntries(items), subject, helpingBodies, temporaryMeasures };
}

function Describe({ detail: { hazard, basis, fiveItems, ...said }, onDone }: FormProps) {
  const { save } = useJoinedSave('hazards.describe');
  const workspace = useService('workspace.describe', {});
  const items = workspace.data?.pack.fiveItems ?? [];
  const { subject, helpingBodies, temporaryMeasures } = said;
  const named = namedFor(useHazardKinds(), hazard.kind);
  return (
    <HazardStepFrame<Described>
      hazard={hazard}
      step="describe"
      initial={{ basis, fiveItems, subject, helpingBodies, temporaryMeasures }}
      submit={({ formId, ...said }, opened) =>
        save({ id: hazard.id, formId, ...describedBy(said) }, { id: hazard.id, ...describedBy(opened) })
      }
      onDone={onDone}
    >
      <Form.Item name="basis" label="依据">
        <Input.TextArea rows={2} maxLength={500} placeholder="法规名称和条款" />
      </Form.Item>
      {items.map((item) => (
        <Form.Item key={item} name={['fiveItems', item]} label={item}>
          <Input maxLength={300} />
        </Form.Item>
      ))}
      <div className="hazard-row">
        <Form.Item name="subject" label="责任主体">
          <AutoComplete maxLength={100} options={named.subjects.map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item name="helpingBodies" label="配合部门（几个用、隔开）">
          <AutoComplete maxLength={300} options={named.helping.map((value) => ({ value }))} />
        </Form.Item>
      </div>
      <Form.Item
        name="temporaryMeasures"
        label="临时强化防范措施（到销号为止）"
        extra={workspace.data?.pack.temporaryMeasures?.excerpt}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </HazardStepFrame>
  );
}

interface Classified {
  outcome: Outcome;
  /** As it was, where it had been said. */
  before?: Outcome;
  dueOn?: string;
  meetingOn?: string;
  reportedTo?: string;
  note?: string;
}

function classifiedBy({ dueOn, meetingOn, reportedTo = '' }: Omit<Classified, 'outcome'>) {
  return { dueOn: dueOn || null, meetingOn: meetingOn || null, reportedTo };
}

function Classify({ detail, onDone }: FormProps) {
  const { hazard, meetingOn, reportedTo } = detail;
  const { save } = useJoinedSave('hazards.classify');
  const first: Outcome = hazard.outcome ?? (hazard.state === 'closed' ? 'resolved' : 'resolving');
  return (
    <HazardStepFrame<Classified>
      hazard={hazard}
      step="classify"
      initial={{
        outcome: first,
        before: hazard.outcome ?? undefined,
        dueOn: hazard.dueOn ?? '',
        meetingOn: meetingOn ?? '',
        reportedTo,
      }}
      submit={({ outcome, formId, note = '', ...said }, opened) =>
        save(
          { id: hazard.id, formId, outcome, note, ...classifiedBy(said) },
          { id: hazard.id, outcome: opened.before ?? null, ...classifiedBy(opened) },
        )
      }
      onDone={onDone}
    >
      <Form.Item name="outcome" label="评估结论" rules={[required('评估结论')]}>
        <Select options={outcomes.map((value) => ({ value, label: outcomeNames[value] }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['outcome']}>
        {({ getFieldValue }) => (
          <>
            {getFieldValue('outcome') === 'resolving' && (
              <DayField name="dueOn" label="完成时限" required from={hazard.foundOn} />
            )}
            {getFieldValue('outcome') === 'hard' && (
              <>
                <DayField name="meetingOn" label="专题研商日期" required />
                <Form.Item name="reportedTo" label="报送领导或上级单位" rules={[required('报送对象')]}>
                  <Input maxLength={200} />
                </Form.Item>
              </>
            )}
          </>
        )}
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </HazardStepFrame>
  );
}

function Supervise({ detail: { hazard }, onDone }: FormProps) {
  const supervise = useCommand('hazards.supervise');
  const ask = useAsking();
  const workspace = useService('workspace.describe', {});
  type Fields = Omit<InputOf<'hazards.supervise'>, 'id'>;
  return (
    <HazardStepFrame<Fields>
      hazard={hazard}
      step="supervise"
      initial={{
        level: '区级',
        body: workspace.data?.pack.coordinator ?? '',
        listedOn: workspace.data?.today ?? '',
        dueOn: hazard.dueOn ?? '',
      }}
      submit={(fields) => {
        const input = { id: hazard.id, ...fields };
        return ask('hazards.supervise', input, () => supervise.mutateAsync({ input }));
      }}
      onDone={onDone}
    >
      <div className="hazard-row">
        <Form.Item name="number" label="编号" rules={[required('编号')]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="level" label="级别" rules={[required('级别')]}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="body" label="督办单位" rules={[required('督办单位')]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="leader" label="督办领导" rules={[required('督办领导')]}>
          <Input maxLength={50} />
        </Form.Item>
        <DayField name="listedOn" label="挂牌日" required from={hazard.foundOn} />
        <DayField name="dueOn" label="督办时限" required from={hazard.foundOn} />
      </div>
      <Form.Item name="requirement" label="督办要求" rules={[required('督办要求')]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </HazardStepFrame>
  );
}

function Progress({ detail: { hazard, supervisions }, onDone }: FormProps) {
  const { save } = useJoinedSave('hazards.superviseProgress');
  return (
    <HazardStepFrame<{ progress: string }>
      hazard={hazard}
      step="progress"
      initial={{ progress: supervisions[0]?.progress ?? '' }}
      submit={(fields, opened) => save({ id: hazard.id, ...fields }, { id: hazard.id, ...opened })}
      onDone={onDone}
    >
      <Form.Item name="progress" label="进展" rules={[required('进展')]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </HazardStepFrame>
  );
}

function Delist({ detail: { hazard }, onDone }: FormProps) {
  const delist = useCommand('hazards.delist');
  const ask = useAsking();
  const workspace = useService('workspace.describe', {});
  return (
    <HazardStepFrame<{ acceptance: string; delistedOn: string }>
      hazard={hazard}
      step="delist"
      initial={{ delistedOn: workspace.data?.today ?? '' }}
      submit={(fields) => {
        const input = { id: hazard.id, ...fields };
        return ask('hazards.delist', input, () => delist.mutateAsync({ input }));
      }}
      onDone={onDone}
    >
      <Form.Item name="acceptance" label="验收意见" rules={[required('验收意见')]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <DayField name="delistedOn" label="摘牌日" required past from={hazard.foundOn} />
    </HazardStepFrame>
  );
}
