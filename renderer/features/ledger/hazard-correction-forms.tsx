import { Form, Input, Select } from 'antd';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { isSamePlace } from '#shared/ledger/correction.ts';
import { type HazardLevel, hazardLevelSchema, hazardStateNames, isCounted } from '#shared/ledger/hazard.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { HazardKindField, HazardLevelField } from '../../components/fields/hazard-kind-field.tsx';
import { required } from '../../components/fields/required.ts';
import { useJoinedSave } from '../../components/meanwhile/use-joined-save.tsx';
import { type FormProps, HazardStepFrame } from './hazard-step-frame.tsx';

interface Corrected {
  level: HazardLevel;
  kind: string;
  description: string;
  schoolId?: number;
  reason: string;
}

function correctedBy<Fields extends Corrected>(id: number, { schoolId, ...fields }: Fields) {
  return { id, schoolId: schoolId ?? null, ...fields };
}

/** Puts right what was registered; the history keeps both versions. */
export function Correct({ detail: { hazard }, onDone }: FormProps) {
  const { save } = useJoinedSave('hazards.correct');
  const schools = useService('schools.list', {});
  const isAtSchool = hazard.venueId === null && hazard.placeText === '';
  return (
    <HazardStepFrame<Corrected>
      hazard={hazard}
      step="correct"
      initial={{
        level: hazardLevelSchema.options.find((level) => level === hazard.level),
        kind: hazard.kind,
        description: hazard.description,
        schoolId: hazard.schoolId ?? undefined,
      }}
      submit={(fields, opened) => {
        const { reason: _, ...was } = correctedBy(hazard.id, opened);
        return save(correctedBy(hazard.id, fields), was);
      }}
      onDone={onDone}
    >
      <div className="hazard-row">
        <HazardLevelField />
        <HazardKindField />
      </div>
      <Form.Item name="description" label="隐患情况" rules={[required('隐患情况')]}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name="schoolId" label="学校" {...(isAtSchool && { rules: [required('学校')] })}>
        <Select
          allowClear={!isAtSchool}
          showSearch={{ optionFilterProp: 'label' }}
          loading={schools.isLoading}
          options={(schools.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Reason label="更正理由" />
    </HazardStepFrame>
  );
}

/** Voids a hazard, or merges it into another of its place; it stays on record and leaves every figure. */
export function Void({ detail: { hazard }, onDone }: FormProps) {
  const voiding = useCommand('hazards.void');
  const hazards = useService('hazards.list', {});
  const others = (hazards.data ?? []).filter((each) => isOther(hazard, each));
  return (
    <HazardStepFrame<{ into?: number; reason: string }>
      hazard={hazard}
      step="void"
      initial={{}}
      submit={({ into, ...fields }) =>
        voiding.mutateAsync({ input: { id: hazard.id, into: into ?? null, ...fields } })
      }
      onDone={onDone}
    >
      <p className="quiet">作废的隐患保留在台账中，不再计入任何数字，可以恢复。</p>
      <Form.Item name="into" label="并入同一地点的另一项隐患（不选则只作废）">
        <Select
          allowClear
          placeholder={others.length > 0 ? '不并入' : '这一地点没有别的隐患'}
          disabled={others.length === 0}
          options={others.map(({ id, code, kind, description, state }) => ({
            value: id,
            label: `${code} ${kind}：${description}（${hazardStateNames[state]}）`,
          }))}
        />
      </Form.Item>
      <Reason label="理由" />
    </HazardStepFrame>
  );
}

/** A voided hazard counts again. */
export function Restore({ detail: { hazard }, onDone }: FormProps) {
  const restore = useCommand('hazards.restore');
  return (
    <HazardStepFrame<{ reason: string }>
      hazard={hazard}
      step="restore"
      initial={{}}
      submit={(fields) => restore.mutateAsync({ input: { id: hazard.id, ...fields } })}
      onDone={onDone}
    >
      <Reason label="理由" />
    </HazardStepFrame>
  );
}

function isOther(hazard: HazardRow, each: HazardRow): boolean {
  return each.id !== hazard.id && isCounted(each.state) && isSamePlace(each, hazard);
}

function Reason({ label }: { label: string }) {
  return (
    <Form.Item name="reason" label={label} rules={[required(label)]}>
      <Input.TextArea rows={2} maxLength={500} />
    </Form.Item>
  );
}
