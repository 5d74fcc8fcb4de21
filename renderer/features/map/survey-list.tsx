import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { SurveyRow } from '#shared/contract/surveys.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { goTo } from '../../routes/navigation.ts';
import { onlyPage } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';

/** Every survey of a venue, also the withdrawn ones. */
export function SurveyList({ venueId }: { venueId: number }) {
  const surveys = useService('surveys.list', { venueId });
  const may = useMayCall();
  const [withdrawing, setWithdrawing] = useState<SurveyRow | null>(null);
  if (!surveys.data || surveys.data.length === 0) return null;
  return (
    <section>
      <h2 className="list-title">测量记录（{surveys.data.length}）</h2>
      <ul className="survey-list">
        {surveys.data.map((survey) => (
          <li key={survey.id}>
            <a href={linkTo({ name: 'surveyDocument', id: survey.id })}>{survey.code}</a>
            <span className="number">{survey.distance.toFixed(2)} m</span>
            <span className="quiet small">
              {survey.gateName ?? '校园边界'}
              {survey.method === 'walking' ? '步行' : '直线'} · {survey.surveyedAt.slice(0, 10)}
            </span>
            {survey.withdrawnAt ? (
              <Tag tone="plain">已作废：{survey.withdrawnReason}</Tag>
            ) : (
              <>
                {may('sheets.draw') && (
                  <Button
                    size="small"
                    type="link"
                    onClick={() => goTo(onlyPage('measurement', 'survey', survey.id))}
                  >
                    成果图
                  </Button>
                )}
                {may('surveys.withdraw') && (
                  <Button size="small" type="link" onClick={() => setWithdrawing(survey)}>
                    作废
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {withdrawing && <Withdraw survey={withdrawing} onClose={() => setWithdrawing(null)} />}
    </section>
  );
}

function Withdraw({ survey, onClose }: { survey: SurveyRow; onClose: () => void }) {
  const withdraw = useCommand('surveys.withdraw');
  const carryOut = useCarryOut();
  const submit = ({ reason }: { reason: string }, { sent }: SentDraft) =>
    carryOut(
      () => withdraw.mutateAsync({ input: { id: survey.id, reason } }),
      `${survey.code} 已作废，研判恢复为计算值`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<{ reason: string }>
      title={`作废 ${survey.code}`}
      okText="作废"
      saving={withdraw.isPending}
      onClose={onClose}
      draft={{ kind: 'withdrawal', thing: survey.id, title: survey.code }}
      onFinish={submit}
    >
      <p>作废后不再参与研判，记录本身保留。</p>
      <Form.Item name="reason" label="作废原因" rules={[required('作废原因')]}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
