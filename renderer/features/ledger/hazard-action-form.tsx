import { Alert, Button, Form, Input, Select } from 'antd';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import { type HazardAction, hazardActionNames } from '#shared/ledger/hazard.ts';
import { toldOfAsking, useAsking } from '../../components/approvals/use-asking.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { BodyField } from '../../components/fields/body-field.tsx';
import { required } from '../../components/fields/required.ts';
import { useJoinedSave } from '../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

type Detail = OutputOf<'hazards.get'>;

interface Fields {
  note?: string;
  responsibleBody?: string;
  responsiblePerson?: string;
  reinspectionId?: number;
  reportedTo?: string;
}

/** Takes a hazard to its next state. */
export function HazardActionForm({
  action,
  detail,
  onDone,
  onReinspect,
}: {
  action: HazardAction;
  detail: Detail;
  onDone: () => void;
  /** Null for who may not re-inspect. */
  onReinspect: (() => void) | null;
}) {
  const { save, isPending } = useJoinedSave('hazards.transition');
  const carryOut = useCarryOut();
  const ask = useAsking();
  const { hazard, reinspections, reportedTo } = detail;
  const submit = (fields: Fields, { formId, sent, opened }: SentDraft<Fields>) =>
    carryOut(
      () => {
        const input = { ...transitionOf(hazard.id, action, fields), formId };
        const was = {
          id: hazard.id,
          responsibleBody: opened.responsibleBody ?? '',
          responsiblePerson: opened.responsiblePerson ?? '',
        };
        return ask('hazards.transition', input, () => save(input, was));
      },
      (result) => toldOfAsking(result, `已${hazardActionNames[action]}`),
      () => {
        sent();
        onDone();
      },
    );
  return (
    <KeptForm<Fields>
      key={action}
      draft={{
        kind: 'hazardStep',
        thing: `${hazard.id}/${action}`,
        title: `${hazard.code} ${hazardActionNames[action]}`,
      }}
      className="hazard-form"
      onFinish={submit}
      initialValues={{
        responsibleBody: hazard.responsibleBody,
        responsiblePerson: hazard.responsiblePerson,
        reportedTo,
      }}
      // A re-inspection that was recorded a moment ago may come later than the form.
      begin={() => ({ reinspectionId: reinspections.find(({ refusal }) => refusal === null)?.id })}
      restsOn={reinspections}
    >
      <h2>{hazardActionNames[action]}</h2>
      {action === 'close' && <ReinspectionField reinspections={reinspections} onReinspect={onReinspect} />}
      {action === 'assign' && <ResponsibleFields />}
      {action === 'escalate' && (
        <Form.Item name="reportedTo" label="上报给（领导或上级单位）" rules={[required('上报给谁')]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      <Form.Item name="note" label="说明">
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Button htmlType="submit" type="primary" loading={isPending}>
        确认{hazardActionNames[action]}
      </Button>{' '}
      <Button onClick={onDone}>取消</Button>
    </KeptForm>
  );
}

/** Only who assigns says who is responsible, and only who reports says to whom. */
function transitionOf(id: number, action: HazardAction, fields: Fields): InputOf<'hazards.transition'> {
  const { note = '', reinspectionId, responsibleBody = '', responsiblePerson = '', reportedTo } = fields;
  const input = { id, action, note, reinspectionId: reinspectionId ?? null };
  if (action === 'escalate') return { ...input, reportedTo };
  return action === 'assign' ? { ...input, responsibleBody, responsiblePerson } : input;
}

/** The re-inspection that a hazard is closed by; those that do not close it say why. */
function ReinspectionField({
  reinspections,
  onReinspect,
}: {
  reinspections: Detail['reinspections'];
  onReinspect: (() => void) | null;
}) {
  return (
    <>
      {reinspections.every(({ refusal }) => refusal !== null) && (
        <Alert
          type="warning"
          showIcon
          title="销号须有合格的复查：结果为“已整改”，晚于最后一次不合格，由责任人以外的人进行。"
          action={
            onReinspect && (
              <Button size="small" onClick={onReinspect}>
                记录复查
              </Button>
            )
          }
        />
      )}
      <Form.Item name="reinspectionId" label="复查记录">
        <Select
          placeholder="请选择复查"
          options={reinspections.map(({ id, startedAt, result, officers, refusal }) => ({
            value: id,
            label: `${startedAt.replace('T', ' ')} ${result}（${officers.join('、')}）${refusal ? `——${refusal}` : ''}`,
            disabled: refusal !== null,
          }))}
        />
      </Form.Item>
    </>
  );
}

function ResponsibleFields() {
  return (
    <>
      <BodyField name="responsibleBody" label="责任单位" required />
      <Form.Item name="responsiblePerson" label="责任人" rules={[required('责任人')]}>
        <Input maxLength={50} />
      </Form.Item>
    </>
  );
}
