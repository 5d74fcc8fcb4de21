import { Form, Input } from 'antd';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

/** What is explained: why a stop is visited beyond the limits, or apart from other sweeps. */
export type Explained = 'capReason' | 'apart';

const texts = {
  capReason: {
    title: '超频次检查',
    hint: '写明理由后，排路线和手工安排不再受频次上限限制；理由印在任务单上，记录检查时一并带出。清空则恢复限制。',
    example: '例如 群众举报有未成年人上网',
  },
  apart: {
    title: '单独检查',
    hint: '写明理由后，不再与其他行动在这里的检查合并；理由印在任务单上。清空则恢复合并。',
    example: '例如 专案抽样，须单独进场',
  },
} as const;

/** Asks for the reason of an exception at a stop; an empty one takes the exception back. */
export function ExplainDialog({
  stop,
  explained,
  onClose,
}: {
  stop: SweepStop;
  explained: Explained;
  onClose: () => void;
}) {
  const explain = useCommand('routes.explain');
  const carryOut = useCarryOut();
  const { title, hint, example } = texts[explained];
  const submit = ({ reason = '' }: { reason?: string }, { sent }: SentDraft) =>
    carryOut(
      () => explain.mutateAsync({ input: { stopId: stop.id, [explained]: reason } }),
      `${reason.trim() === '' ? '已恢复' : '理由已保存'}，可按 Ctrl+Z 撤销`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<{ reason?: string }>
      title={`${title}：${stop.placeName}`}
      okText="保存"
      saving={explain.isPending}
      onClose={onClose}
      draft={{ kind: 'stopReason', thing: `${stop.id}/${explained}`, title: `${title}：${stop.placeName}` }}
      initialValues={{ reason: stop[explained] }}
      onFinish={submit}
    >
      <Form.Item name="reason" label="理由">
        <Input maxLength={200} placeholder={example} />
      </Form.Item>
      <p className="quiet small">{hint}</p>
    </FormDialog>
  );
}
