import { Form, Input, Radio, Select } from 'antd';
import { type HazardLevel, hazardLevelSchema, hazardStateNames } from '#shared/ledger/hazard.ts';
import { type LeadVerdict, verdictNames } from '#shared/ledger/lead.ts';
import { useCommand } from '../../client/queries.ts';
import { BodyField } from '../../components/fields/body-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { DueByLevel, HazardKindField, HazardLevelField } from '../../components/fields/hazard-kind-field.tsx';
import { required } from '../../components/fields/required.ts';
import { HazardPlaceFields } from './hazard-place-fields.tsx';
import { type FormProps, HazardStepFrame } from './hazard-step-frame.tsx';

interface Fields {
  verdict: LeadVerdict;
  note: string;
  into?: number;
  kind: string;
  level: HazardLevel;
  schoolId?: number;
  venueId?: number;
  responsibleBody?: string;
  responsiblePerson?: string;
  dueOn?: string;
}

/** Says what became of a 线索: a hazard from today on, not true, or known already. */
export function Verify({ detail, onDone }: FormProps) {
  const verify = useCommand('hazards.verify');
  const { hazard, verdicts } = detail;
  return (
    <HazardStepFrame<Fields>
      hazard={hazard}
      step="verify"
      initial={{
        verdict: 'true',
        kind: hazard.kind,
        level: hazardLevelSchema.options.find((level) => level === hazard.level),
        schoolId: hazard.schoolId ?? undefined,
        venueId: hazard.venueId ?? undefined,
        responsibleBody: hazard.responsibleBody || undefined,
      }}
      submit={({ formId, ...fields }) =>
        verify.mutateAsync({ input: { ...verdictOf(hazard.id, fields), formId } })
      }
      onDone={onDone}
    >
      <Form.Item name="verdict" label="核实结果">
        <Radio.Group options={verdicts.map((value) => ({ value, label: verdictNames[value] }))} />
      </Form.Item>
      <VerdictFields detail={detail} />
      <Form.Item name="note" label="核实情况或理由" rules={[required('核实情况或理由')]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </HazardStepFrame>
  );
}

/** A 线索 waits again. */
export function Again({ detail: { hazard }, onDone }: FormProps) {
  const verify = useCommand('hazards.verify');
  return (
    <HazardStepFrame<Pick<Fields, 'note'>>
      hazard={hazard}
      step="again"
      initial={{}}
      submit={(fields) =>
        verify.mutateAsync({
          input: { id: hazard.id, verdict: 'again', into: null, hazard: null, ...fields },
        })
      }
      onDone={onDone}
    >
      <Form.Item name="note" label="理由" rules={[required('理由')]}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </HazardStepFrame>
  );
}

/** What the chosen verdict asks for. */
function VerdictFields({ detail: { hazard, alike } }: Pick<FormProps, 'detail'>) {
  const verdict = Form.useWatch<LeadVerdict | undefined>('verdict') ?? 'true';
  const kind = Form.useWatch<string | undefined>('kind');
  if (verdict === 'false')
    return <p className="quiet">不属实的线索保留在台账中，不计入任何数字，可以退回待核实。</p>;
  if (verdict === 'joined')
    return (
      <Form.Item name="into" label="并入哪项隐患" rules={[required('隐患')]}>
        <Select
          placeholder={alike.length > 0 ? '请选择' : '没有同一地点、同一地址或同一负责人的隐患'}
          disabled={alike.length === 0}
          options={alike.map(({ id, code, kind, description, state, by }) => ({
            value: id,
            label: `${by}：${code} ${kind}：${description}（${hazardStateNames[state]}）`,
          }))}
        />
      </Form.Item>
    );
  const venue = hazard.venueId === null ? null : { id: hazard.venueId, name: hazard.placeName };
  return (
    <>
      <div className="hazard-row">
        <HazardKindField />
        <HazardLevelField />
      </div>
      <HazardPlaceFields venue={venue} />
      <div className="hazard-row">
        <BodyField name="responsibleBody" label="责任单位" clearable ofKind={kind ?? ''} />
        <Form.Item name="responsiblePerson" label="责任人">
          <Input maxLength={50} />
        </Form.Item>
      </div>
      <DayField
        name="dueOn"
        label="整改期限"
        required
        extra={<DueByLevel level={['level']} due={['dueOn']} />}
      />
    </>
  );
}

function verdictOf(id: number, { verdict, note, into, ...fields }: Omit<Fields, 'formId'>) {
  const { kind, level, responsibleBody = '', responsiblePerson = '' } = fields;
  const hazard = {
    ...{ kind, level, responsibleBody, responsiblePerson },
    schoolId: fields.schoolId ?? null,
    venueId: fields.venueId ?? null,
    dueOn: fields.dueOn || null,
  };
  return {
    ...{ id, verdict, note },
    into: verdict === 'joined' ? (into ?? null) : null,
    hazard: verdict === 'true' ? hazard : null,
  };
}
