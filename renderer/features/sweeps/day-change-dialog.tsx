import { Checkbox, Form, Input } from 'antd';
import { shortDay } from '#shared/calendar/days.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

export type DayChange = 'postpone' | 'cancel';

interface Fields {
  reason?: string;
  every: boolean;
  makeUp: boolean;
}

/** Days go one working day later, or nobody goes on one: of a team or of all. */
export function DayChangeDialog({
  change,
  sweepId,
  team,
  date,
  onClose,
}: {
  change: DayChange;
  sweepId: number;
  team: TeamPlan['team'];
  date: string;
  onClose: () => void;
}) {
  const postpone = useCommand('days.postpone');
  const cancel = useCommand('days.cancel');
  const carryOut = useCarryOut();
  const day = shortDay(date);
  const title = change === 'postpone' ? `${day}起顺延一天` : `取消${day}的检查`;
  const submit = ({ reason = '', every, makeUp }: Fields, { sent }: SentDraft) => {
    const teamId = every ? null : team.id;
    const leave = () => {
      sent();
      onClose();
    };
    if (change === 'postpone')
      return carryOut(
        () => postpone.mutateAsync({ input: { sweepId, teamId, from: date } }),
        ({ last }) => `已顺延一个工作日，最后一天是${shortDay(last)}，可按 Ctrl+Z 撤销`,
        leave,
      );
    return carryOut(
      () => cancel.mutateAsync({ input: { sweepId, teamId, date, reason, makeUp } }),
      ({ stops }) => `已取消，${stops} 个检查点待重排：请点“从明天起重排”。可按 Ctrl+Z 撤销`,
      leave,
    );
  };
  return (
    <FormDialog<Fields>
      title={title}
      okText={change === 'postpone' ? '顺延' : '取消当天'}
      saving={postpone.isPending || cancel.isPending}
      onClose={onClose}
      draft={{ kind: 'planDay', thing: `${sweepId}/${team.id}/${date}/${change}`, title }}
      initialValues={{ every: change === 'cancel', makeUp: true }}
      onFinish={submit}
    >
      {change === 'cancel' && (
        <Form.Item name="reason" label="原因" rules={[required('原因')]}>
          <Input maxLength={100} placeholder="例如 暴雨" />
        </Form.Item>
      )}
      <Form.Item name="every" valuePropName="checked">
        <Checkbox>
          各组一起{change === 'postpone' ? '顺延' : '取消'}（不勾选则只有{team.name}）
        </Checkbox>
      </Form.Item>
      {change === 'cancel' && (
        <Form.Item name="makeUp" valuePropName="checked">
          <Checkbox>在最后补一个工作日</Checkbox>
        </Form.Item>
      )}
      <p className="quiet small">
        {change === 'postpone'
          ? '这天和以后的日子各往后一个工作日，跳过节假日和已取消的日子。'
          : '已做的检查保留，没做的检查点留在这天，等重排时分到以后的日子。'}
      </p>
    </FormDialog>
  );
}
