import { Form, Input, Select } from 'antd';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { reinspectionResults } from '#shared/ledger/reinspection.ts';
import { useCommand, useService } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { MomentField } from '../../components/fields/day-field.tsx';
import { OfficerFields } from '../../components/fields/officer-fields.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import '../../components/visit/visit-dialog.css';

type Draft = Omit<InputOf<'hazards.reinspect'>, 'hazardId'>;

const MINUTES_ON_SITE = 20;

/** Records what somebody found who looked whether a hazard is put right. */
export function ReinspectionDialog({ hazard, onClose }: { hazard: HazardRow; onClose: () => void }) {
  const workspace = useService('workspace.describe', {});
  const reinspect = useCommand('hazards.reinspect');
  const carryOut = useCarryOut();
  const submit = (draft: Draft, { formId, sent }: SentDraft) =>
    carryOut(
      () => reinspect.mutateAsync({ input: { ...draft, formId, hazardId: hazard.id } }),
      ({ state }) =>
        state === hazard.state ? '复查已记录' : `复查已记录，隐患转为“${hazardStateNames[state]}”`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<Draft>
      title={`复查：${hazard.placeName}`}
      width={720}
      okText="保存复查记录"
      saving={reinspect.isPending}
      onClose={onClose}
      draft={{ kind: 'reinspection', thing: hazard.id, title: `${hazard.code} ${hazard.placeName}` }}
      onFinish={submit}
      initialValues={emptyDraft()}
      scrollToFirstError
    >
      <p className="quiet">
        {hazard.code} {hazard.kind}：{hazard.description}
      </p>
      <div className="visit-row visit-row-3">
        <MomentField name="startedAt" label="开始时间" required past from={hazard.foundOn} />
        <MomentField name="endedAt" label="结束时间" required past from={hazard.foundOn} />
        <Form.Item name="result" label="复查结果" rules={[required('复查结果')]}>
          <Select options={reinspectionResults.map((value) => ({ value }))} />
        </Form.Item>
      </div>
      <OfficerFields agencies={workspace.data?.pack.agencies ?? []} />
      <Form.Item name="facts" label="复查情况" rules={[required('复查情况')]}>
        <Input.TextArea rows={3} maxLength={5000} placeholder="整改了什么、还差什么；照片加在“证据”里" />
      </Form.Item>
    </FormDialog>
  );
}

function emptyDraft() {
  const now = new Date();
  return {
    startedAt: minuteOf(new Date(now.getTime() - MINUTES_ON_SITE * 60_000)),
    endedAt: minuteOf(now),
    officers: [{}, {}],
    facts: '',
  };
}
