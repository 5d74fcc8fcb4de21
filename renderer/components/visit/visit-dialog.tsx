import { Form, Input, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import type { HazardDraft } from '#shared/contract/sweeps.ts';
import type { Officer } from '#shared/sweeps/visit-rules.ts';
import { useService } from '../../client/queries.ts';
import { KeptForm } from '../drafts/kept-form.tsx';
import { PhotosOnTheWay } from '../evidence/photos-on-the-way.tsx';
import { OfficerFields } from '../fields/officer-fields.tsx';
import { required } from '../fields/required.ts';
import { sendOnCtrlEnter } from '../send-on-ctrl-enter.ts';
import { CheckFields } from './check-fields.tsx';
import { EarlierRecords } from './earlier-records.tsx';
import { FoundHazards } from './found-hazards.tsx';
import { FrequencyField } from './frequency-field.tsx';
import { useEmptyHazard } from './use-empty-hazard.ts';
import { useRecordVisit } from './use-record-visit.ts';
import { MeasuredOnSite, TimeAndResult, WhatWasDone } from './visit-fields.tsx';
import { VisitFiles } from './visit-files.tsx';
import { emptyVisit, type VisitForm } from './visit-form.ts';
import './visit-dialog.css';

/** Who writes into a field already goes on there: the letters would go where the focus goes. */
function isWriting(): boolean {
  return document.activeElement?.matches('[role="dialog"] :is(input, textarea)') ?? false;
}

/** Records a visit at a stop: times, two officers or more, facts, and the hazards found. */
export function VisitDialog({
  open,
  stopId,
  title,
  category,
  officers,
  lastVisitId,
  firstDay,
  onClose,
}: {
  open: boolean;
  stopId: number;
  title: string;
  /** The category of the venue: it decides which checklist is shown. */
  category: string;
  /** The officers who are planned for the visit. */
  officers?: readonly Officer[];
  /** The latest visit to the stop that is known. */
  lastVisitId: number | null;
  /** The first day that the visit can have been on: that of its sweep. */
  firstDay?: string;
  /** Closed, with whether a visit was recorded. */
  onClose: (recorded: boolean) => void;
}) {
  const workspace = useService('workspace.describe', {});
  const [form] = Form.useForm<VisitForm>();
  const result = Form.useWatch('result', form);
  const emptyHazard = useEmptyHazard();
  const expected = useRef(officers);
  expected.current = officers;
  // What was known when the form was opened counts, not what came meanwhile.
  const latest = useRef(lastVisitId);
  latest.current = lastVisitId;
  const knownVisitId = useRef(lastVisitId);

  useEffect(() => {
    if (open) knownVisitId.current = latest.current;
  }, [open]);

  // The result 发现隐患 needs a hazard: an empty one is added at once.
  useEffect(() => {
    const hazards: HazardDraft[] | undefined = form.getFieldValue('hazards');
    if (result === '发现隐患' && !hazards?.length) form.setFieldValue('hazards', [emptyHazard()]);
  }, [result, form, emptyHazard]);

  const { submit, saving, recorded } = useRecordVisit(stopId, () => knownVisitId.current, onClose);
  const agencies = workspace.data?.pack.agencies ?? [];
  return (
    <Modal
      title={title}
      open={open}
      width={860}
      onCancel={() => onClose(false)}
      afterOpenChange={(isOpen) => isOpen && !isWriting() && form.focusField('result')}
      onOk={form.submit}
      okText="保存检查记录"
      okButtonProps={{ title: 'Ctrl+Enter' }}
      cancelText="取消"
      confirmLoading={saving}
      mask={{ closable: false }}
    >
      <EarlierRecords stopId={stopId} />
      <KeptForm<VisitForm>
        draft={open ? { kind: 'visit', thing: stopId, title } : null}
        begin={() => emptyVisit(expected.current)}
        form={form}
        onFinish={(filled, draft) => submit(filled, draft)}
        className="visit-form"
        scrollToFirstError
        onKeyDown={sendOnCtrlEnter(form.submit)}
      >
        <TimeAndResult from={firstDay} />
        <Form.Item name="facts" label="现场情况" rules={[required('现场情况')]}>
          <Input.TextArea rows={3} maxLength={5000} placeholder="营业状况、证照、距离核验、发现的问题" />
        </Form.Item>
        {result === '发现隐患' && <FoundHazards />}
        <OfficerFields agencies={agencies} />
        <CheckFields category={category} />
        <MeasuredOnSite />
        <WhatWasDone />
        <FrequencyField stopId={stopId} />
        <VisitFiles />
      </KeptForm>
      {recorded !== null && <PhotosOnTheWay formId={recorded} />}
    </Modal>
  );
}
