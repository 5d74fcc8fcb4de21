import { Form, Input } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import { earliestDay, type TroubleSpotStep, troubleSpotStepNames } from '#shared/ledger/trouble-spot.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { DayField } from '../../../components/fields/day-field.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

type Detail = OutputOf<'troubleSpots.get'>;

/** 挂牌, 摘牌 or the end of a 治安乱点. */
export function SpotStepDialog({
  spot,
  step,
  hazards,
  onClose,
}: {
  spot: Detail['spot'];
  step: TroubleSpotStep;
  hazards: Detail['hazards'];
  onClose: () => void;
}) {
  const command = useCommand('troubleSpots.step');
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  const name = troubleSpotStepNames[step];
  const open = hazards.filter(({ isOpen, isIn, byHand }) => isOpen && (isIn || byHand)).length;
  if (!workspace.data) return null;
  return (
    <FormDialog<{ on: string; grade?: string; evaluation?: string }>
      title={`${spot.name}：${name}`}
      okText={name}
      saving={command.isPending}
      onClose={onClose}
      draft={{ kind: 'troubleSpot', thing: spot.id, title: `${spot.name} ${name}` }}
      initialValues={{ on: workspace.data.today, grade: spot.grade, evaluation: spot.evaluation }}
      onFinish={(said, { sent }) =>
        carryOut(
          () => command.mutateAsync({ input: { id: spot.id, step, ...said } }),
          `已${name}，可按 Ctrl+Z 撤销`,
          () => {
            sent();
            onClose();
          },
        )
      }
    >
      {step !== 'list' && open > 0 && (
        <p className="why why-undetermined">
          范围内还有 {open} 件未结隐患，请确认是否可以{name}。
        </p>
      )}
      <DayField name="on" label={`${name}日期`} required past from={earliestDay(spot)} />
      {step === 'list' ? (
        <Form.Item name="grade" label="挂牌级别">
          <Input maxLength={20} placeholder="例如 市级、区级，按挂牌通知填写" />
        </Form.Item>
      ) : (
        <Form.Item name="evaluation" label="效果评估" rules={[required('效果评估')]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
