import { Form, Input } from 'antd';
import { useState } from 'react';
import type { ScoreOf } from '#shared/contract/scores.ts';
import type { Indicator } from '#shared/scores/score-scheme.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { useCommand } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { NumberField } from '../../../components/fields/number-field.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import type { ChosenScore } from './score-table.tsx';

interface Fields {
  points?: number | null;
  reason: string;
}

/** Points by hand with a reason; without points it is reckoned by its figure again. */
export function AdjustDialog({
  indicator: { points: most, content, formula },
  score: { hand },
  chosen,
  wanted,
  onClose,
}: {
  indicator: Indicator;
  score: ScoreOf;
  chosen: ChosenScore;
  wanted: ScoresWanted;
  onClose: () => void;
}) {
  const adjust = useCommand('scores.adjust');
  // What stood when the form was opened: what somebody says meanwhile is not overwritten unseen.
  const [was] = useState(hand?.id ?? null);
  const carryOut = useCarryOut();
  const title = `人工评分：${chosen.name} ${content}`;
  const submit = ({ points, reason }: Fields, { sent }: SentDraft) =>
    carryOut(
      () =>
        adjust.mutateAsync({
          input: { ...wanted, ...chosen, points: points ?? null, reason, was },
        }),
      '评分已保存，可按 Ctrl+Z 撤销',
      () => {
        sent();
        onClose();
      },
    );
  const emptied = formula === 'byHand' ? '留空即撤回评分，改为待评' : '留空即撤回人工评分，改回按数据计';
  return (
    <FormDialog<Fields>
      title={title}
      okText="保存"
      saving={adjust.isPending}
      onClose={onClose}
      draft={{
        kind: 'score',
        thing: `${chosen.indicator}/${chosen.schoolId ?? chosen.name}/${wanted.from}/${wanted.scheme}`.slice(
          0,
          100,
        ),
        title,
      }}
      initialValues={{ points: hand?.points ?? null, reason: '' }}
      onFinish={submit}
    >
      <NumberField
        name="points"
        label={`得分（满分 ${most}）`}
        unit="分"
        min={0}
        max={most}
        {...(hand?.points != null && { extra: emptied })}
        {...(hand?.points == null && { required: true })}
      />
      <Form.Item name="reason" label="理由" rules={[required('理由')]}>
        <Input.TextArea rows={3} maxLength={500} placeholder="依据什么材料、为什么是这个分数" />
      </Form.Item>
    </FormDialog>
  );
}
