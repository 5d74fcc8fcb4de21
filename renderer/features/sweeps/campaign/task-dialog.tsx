import { Form, Input, Select } from 'antd';
import type { Campaign, CampaignTask } from '#shared/contract/campaigns.ts';
import { keysOf } from '#shared/lists/record.ts';
import { obligationKindNames } from '#shared/rules/cadence.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { DayField } from '../../../components/fields/day-field.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

export type EditedTask = CampaignTask;

interface Fields {
  title: string;
  kind: CampaignTask['kind'];
  phase?: string;
  body?: string;
  helping?: string;
  startsOn?: string;
  dueOn?: string;
  note?: string;
}

/** A task that the office adds, or what it says of one. */
export function TaskDialog({
  campaign: { id: campaignId, phases },
  task,
  onClose,
}: {
  campaign: Campaign;
  task: EditedTask | null;
  onClose: () => void;
}) {
  const { save, isPending } = useJoinedSave('campaigns.saveTask');
  const carryOut = useCarryOut();
  const inputOf = ({ title, kind, ...said }: Fields) => ({
    ...{ id: task?.id ?? null, campaignId, title, kind },
    phase: said.phase ?? '',
    body: said.body ?? '',
    helping: said.helping ?? '',
    note: said.note ?? '',
    startsOn: said.startsOn || null,
    dueOn: said.dueOn || null,
  });
  const submit = (fields: Fields, { sent, opened }: SentDraft<Fields>) =>
    carryOut(
      () => save(inputOf(fields), task === null ? null : inputOf(opened)),
      '任务已保存，可按 Ctrl+Z 撤销',
      () => {
        sent();
        onClose();
      },
    );
  const title = task === null ? '新增任务' : '修改任务';
  return (
    <FormDialog<Fields>
      title={title}
      okText="保存"
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'campaignTask', thing: task?.id ?? 'new', title }}
      initialValues={fieldsOf(task)}
      onFinish={submit}
    >
      {task !== null && task.excerpt !== '' && (
        <p className="quiet">
          依据（{task.article}）：{task.excerpt}
        </p>
      )}
      <Form.Item name="title" label="任务" rules={[required('任务')]}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="campaign-row">
        <Form.Item name="kind" label="种类" rules={[required('种类')]}>
          <Select
            options={keysOf(obligationKindNames).map((value) => ({
              value,
              label: obligationKindNames[value],
            }))}
          />
        </Form.Item>
        <Form.Item name="phase" label="阶段">
          <Select allowClear options={phases.map(({ title: value }) => ({ value }))} />
        </Form.Item>
      </div>
      <div className="campaign-row">
        <DayField name="startsOn" label="开始" />
        <DayField name="dueOn" label="期限" />
      </div>
      <Form.Item name="body" label="责任单位">
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="helping" label="配合单位">
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="note" label="备注">
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

function fieldsOf(task: EditedTask | null): Fields {
  if (task === null) return { title: '', kind: 'report' };
  const { title, kind, phase, body, helping, startsOn, dueOn, note } = task;
  return { title, kind, phase, body, helping, startsOn: startsOn ?? '', dueOn: dueOn ?? '', note };
}
