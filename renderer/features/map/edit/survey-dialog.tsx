import { Form, type FormInstance, Input, Radio, Select } from 'antd';
import { useEffect } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { instrumentNames, instrumentSchema, surveySigma } from '#shared/zones/instruments.ts';
import { judge, verdictNames } from '#shared/zones/verdict.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { MomentField } from '../../../components/fields/day-field.tsx';
import { DistanceField } from '../../../components/fields/number-field.tsx';
import { OfficerFields } from '../../../components/fields/officer-fields.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { goTo } from '../../../routes/navigation.ts';
import { CAMPUS, firstForm, lengthOf, type SurveyForm, surveyOf } from './survey-draft.ts';
import { SurveySegments } from './survey-segments.tsx';
import './survey-dialog.css';

interface SurveyDialogProps {
  readonly open: boolean;
  readonly finding: FindingRow;
  readonly workspace: WorkspaceSummary;
  readonly onClose: () => void;
}

/** Records a distance that two officers measured on the ground; from then on it governs. */
export function SurveyDialog({ open, finding, workspace, onClose }: SurveyDialogProps) {
  const record = useCommand('surveys.record');
  const carryOut = useCarryOut();
  const { form, begin, rule, total, sigma } = useSurveyForm(open, finding, workspace);
  const submit = (draft: SurveyForm, { formId, sent }: SentDraft) =>
    carryOut(
      () => record.mutateAsync({ input: { ...surveyOf(finding, draft), formId } }),
      ({ code }) => `已登记 ${code}，研判已按实测更新`,
      ({ id }) => {
        sent();
        onClose();
        goTo({ name: 'surveyDocument', id });
      },
    );
  return (
    <FormDialog<SurveyForm>
      title={`登记实测：${finding.venueName} — ${finding.schoolName}`}
      open={open}
      width={780}
      okText="保存并出具测量记录"
      saving={record.isPending}
      onClose={onClose}
      draft={
        open
          ? { kind: 'survey', thing: finding.id, title: `${finding.venueName} — ${finding.schoolName}` }
          : null
      }
      form={form}
      begin={begin}
      restsOn={rule}
      onFinish={submit}
      scrollToFirstError
      className="survey-form"
    >
      <EndFields form={form} schoolId={open ? finding.schoolId : null} />
      <SurveySegments />
      <SurveySum finding={finding} total={total} sigma={sigma} />
      <InstrumentFields />
      <OfficerFields agencies={workspace.pack.agencies} />
      <div className="survey-row survey-row-2">
        <Form.Item name="witness" label="见证人（当事人或学校代表）">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="note" label="备注">
          <Input maxLength={2000} />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

/** The form, begun anew each time it is opened, and what follows from what stands in it: length and error in metres. */
function useSurveyForm(open: boolean, finding: FindingRow, workspace: WorkspaceSummary) {
  const [form] = Form.useForm<SurveyForm>();
  const rule = workspace.rules.find(({ id }) => id === finding.ruleId);
  const segments = Form.useWatch('segments', form);
  const instrument = Form.useWatch('instrument', form) ?? 'laser';
  const sigma: unknown = Form.useWatch('sigma', form);
  const total = lengthOf(segments);
  const stretches = segments?.length ?? 1;
  useEffect(() => {
    if (open) form.setFieldValue('sigma', Number(surveySigma(instrument, total, stretches).toFixed(3)));
  }, [open, instrument, total, stretches, form]);
  const begin = () => firstForm(finding, rule?.method === 'walking' ? 'walking' : 'straight');
  return { form, begin, rule, total, sigma: typeof sigma === 'number' ? sigma : 0 };
}

/** What was measured, from where to where, and when. */
function EndFields({ form, schoolId }: { form: FormInstance<SurveyForm>; schoolId: number | null }) {
  const school = useService('schools.get', schoolId === null ? null : { id: schoolId });
  const method = Form.useWatch('method', form);
  const gates = school.data?.gates ?? [];
  const ends = [
    ...gates.map((gate) => ({ value: gate.id, label: gate.name })),
    ...(method === 'walking' ? [] : [{ value: CAMPUS, label: '校园边界最近处' }]),
  ];
  return (
    <>
      <div className="survey-row survey-row-3">
        <Form.Item name="method" label="量什么" rules={[required('测量方法')]}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'straight', label: '直线距离' },
              { value: 'walking', label: '步行距离' },
            ]}
          />
        </Form.Item>
        <Form.Item name="end" label="从哪里量起" rules={[required('起点')]}>
          <Select options={ends} loading={school.isPending} />
        </Form.Item>
        <MomentField name="surveyedAt" label="测量时间" required past />
      </div>
      <div className="survey-row survey-row-2">
        <Form.Item name="fromText" label="起点说明" rules={[required('起点说明')]}>
          <Input placeholder="例如：南门门扇中线" maxLength={100} />
        </Form.Item>
        <Form.Item name="toText" label="终点说明" rules={[required('终点说明')]}>
          <Input placeholder="例如：营业场所正门中线" maxLength={100} />
        </Form.Item>
      </div>
    </>
  );
}

/** The whole length, and the verdict that it leads to. */
function SurveySum({ finding, total, sigma }: { finding: FindingRow; total: number; sigma: number }) {
  return (
    <p className="survey-sum">
      合计 <b className="number">{total.toFixed(2)} m</b>
      {total > 0 && (
        <>
          ，限值 {finding.limit} m：<b>{verdictNames[judge(total, sigma, finding.limit, false)]}</b>
          <span className="quiet">（计算值 {finding.distance.toFixed(1)} m 同时保留）</span>
        </>
      )}
    </p>
  );
}

function InstrumentFields() {
  return (
    <div className="survey-row survey-row-3">
      <Form.Item name="instrument" label="仪器" rules={[required('仪器')]}>
        <Select
          options={instrumentSchema.options.map((value) => ({ value, label: instrumentNames[value] }))}
        />
      </Form.Item>
      <Form.Item name="instrumentNumber" label="仪器编号／检定证书号">
        <Input maxLength={100} />
      </Form.Item>
      <DistanceField
        name="sigma"
        label="全程标准误差"
        tooltip="按仪器和段数估计，可按检定证书修改"
        required
        min={0.001}
        max={20}
        step={0.01}
      />
    </div>
  );
}
