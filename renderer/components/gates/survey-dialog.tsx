import { Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { GateProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { type SurveyAnswer, surveyAnswers } from '#shared/facilities/gate-provision.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { FormPhotos } from '../evidence/form-photos.tsx';
import { useMayAttach } from '../evidence/use-may-attach.ts';
import { useSendPhotos } from '../evidence/use-send-photos.ts';
import { DayField } from '../fields/day-field.tsx';
import { required } from '../fields/required.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useNotify } from '../notify.ts';
import './gates.css';

/** What stands for a facility that was not looked for. */
const NOT_LOOKED = '未看';

interface Fields {
  surveyedOn: string;
  surveyors: string;
  answers?: Record<string, SurveyAnswer | typeof NOT_LOOKED | undefined>;
  note?: string;
}

/** What is seen at a gate of each facility that it is to have. */
export function SurveyDialog({
  gate,
  requirements,
  onClose,
}: {
  gate: GateProvisions;
  requirements: readonly Requirement[];
  onClose: () => void;
}) {
  const survey = useCommand('gates.survey');
  const notify = useNotify();
  const mayAttach = useMayAttach('gateSurvey');
  const sendPhotos = useSendPhotos();
  const [saving, setSaving] = useState(false);
  const asked = requirements.filter(({ id }) =>
    gate.cells.some(({ requirementId, provision }) => requirementId === id && provision !== 'exempt'),
  );
  const submit = async ({ answers, note = '', ...said }: Fields, { formId, sent }: SentDraft) => {
    const input = { ...said, note, answers: seenOf(answers), gateId: gate.gateId, formId };
    setSaving(true);
    try {
      await survey.mutateAsync({ input });
      sent();
      const done = `${gate.gateName}的核对已保存`;
      if (mayAttach) await sendPhotos(formId, done);
      else notify.done(done);
      onClose();
    } catch (error) {
      notify.failed(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <FormDialog<Fields>
      title={`现场核对：${gate.gateName}`}
      okText="保存核对"
      saving={saving}
      onClose={onClose}
      draft={{ kind: 'gateSurvey', thing: gate.gateId, title: `现场核对：${gate.gateName}` }}
      name="gateSurvey"
      initialValues={{ surveyedOn: dayOf(new Date()) }}
      onFinish={submit}
    >
      <div className="duty-fields">
        <DayField name="surveyedOn" label="核对日期" required past />
        <Form.Item name="surveyors" label="核对人" rules={[required('核对人')]}>
          <Input maxLength={100} placeholder="例如 张三、李四" />
        </Form.Item>
      </div>
      <p className="quiet small">在要求的距离以内看到的选“有”；没有看的留“未看”，仍是未调查。</p>
      {asked.map(({ id, title, within, measure }) => (
        <Form.Item
          key={id}
          name={['answers', id]}
          label={`${title}（${within} m ${measure === 'alongRoad' ? '沿路' : '直线'}内）`}
          className="gate-answer"
          layout="horizontal"
          labelCol={{ flex: 'auto' }}
          wrapperCol={{ flex: 'none' }}
          labelAlign="left"
          colon={false}
          initialValue={NOT_LOOKED}
        >
          <Segmented options={[...surveyAnswers, NOT_LOOKED]} aria-label={title} />
        </Form.Item>
      ))}
      {mayAttach && (
        <Form.Item label="照片">
          <FormPhotos />
        </Form.Item>
      )}
      <Form.Item name="note" label="说明">
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}

function seenOf(answers: Fields['answers']): Record<string, SurveyAnswer> {
  return Object.fromEntries(
    Object.entries(answers ?? {}).flatMap(([id, answer]) =>
      answer && answer !== NOT_LOOKED ? [[id, answer]] : [],
    ),
  );
}
