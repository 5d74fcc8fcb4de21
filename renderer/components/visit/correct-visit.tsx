import { Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { HazardDraft } from '#shared/contract/sweeps.ts';
import { type VisitResult, visitResults } from '#shared/sweeps/visit-rules.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { required } from '../fields/required.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useJoinedSave } from '../meanwhile/use-joined-save.tsx';
import { sendOnCtrlEnter } from '../send-on-ctrl-enter.ts';
import { useCarryOut } from '../use-carry-out.ts';
import { FoundHazards } from './found-hazards.tsx';
import { useEmptyHazard } from './use-empty-hazard.ts';
import { foundHazards } from './visit-form.ts';

interface Fields {
  result: VisitResult;
  facts: string;
  measures?: string;
  partyView?: string;
  documents?: string;
  reason: string;
  hazards?: HazardDraft[];
}

function corrigible({ result, facts, measures, partyView, documents }: OutputOf<'visits.get'>) {
  return { result, facts, measures, partyView, documents };
}

function factsOf({ result, facts, measures = '', partyView = '', documents = '' }: Omit<Fields, 'reason'>) {
  return { result, facts, measures, partyView, documents };
}

/** Puts a recorded visit right by an addition: what was said before stays with it. */
export function CorrectVisit({ visit, onClose }: { visit: OutputOf<'visits.get'>; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const result = Form.useWatch('result', form);
  const { save, isPending } = useJoinedSave('visits.correct');
  const carryOut = useCarryOut();
  const emptyHazard = useEmptyHazard();
  // A visit that becomes 发现隐患 needs a hazard: an empty one is added at once.
  const needsHazard = result === '发现隐患' && visit.hazards.length === 0;
  useEffect(() => {
    const hazards: HazardDraft[] | undefined = form.getFieldValue('hazards');
    if (needsHazard && !hazards?.length) form.setFieldValue('hazards', [emptyHazard()]);
  }, [needsHazard, form, emptyHazard]);
  const submit = ({ hazards, reason, ...said }: Fields, { formId, sent, opened }: SentDraft<Fields>) =>
    carryOut(
      () =>
        save(
          {
            id: visit.id,
            ...factsOf(said),
            reason,
            hazards: needsHazard ? foundHazards(hazards ?? []) : [],
            formId,
          },
          { id: visit.id, ...factsOf(opened) },
        ),
      '补正已记录，原记录保留在旁',
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<Fields>
      title={`补正检查记录：${visit.placeName}`}
      okText="保存补正"
      width={760}
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'visitCorrection', thing: visit.id, title: visit.placeName }}
      form={form}
      initialValues={corrigible(visit)}
      onFinish={submit}
      onKeyDown={sendOnCtrlEnter(form.submit)}
    >
      <Form.Item name="result" label="检查结果" rules={[required('检查结果')]}>
        <Select options={visitResults.map((value) => ({ value }))} />
      </Form.Item>
      <Form.Item name="facts" label="现场情况" rules={[required('现场情况')]}>
        <Input.TextArea rows={3} maxLength={5000} />
      </Form.Item>
      {needsHazard && <FoundHazards />}
      <div className="visit-row visit-row-3">
        <Form.Item name="measures" label="采取的措施">
          <Input maxLength={2000} />
        </Form.Item>
        <Form.Item name="documents" label="出具的文书">
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="partyView" label="当事人意见">
          <Input maxLength={2000} />
        </Form.Item>
      </div>
      <Form.Item name="reason" label="补正理由，或补充的内容" rules={[required('理由')]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
