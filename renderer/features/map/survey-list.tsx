import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { SurveyRow } from '#shared/contract/surveys.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';
import { Tag } from '../../components/tags.tsx';
import { goTo } from '../../routes/navigation.ts';
import { onlyPage } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';

/** Every survey of a venue, also the withdrawn ones. */
export function SurveyList({ venueId }: { venueId: number }) {
  const surveys = useService('surveys.list', { venueId });
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
                <Button
                  size="small"
                  type="link"
                  onClick={() => goTo(onlyPage('measurement', 'survey', survey.id))}
                >
                  成果图
                </Button>
                <Button size="small" type="link" onClick={() => setWithdrawing(survey)}>
                  作废
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <Withdraw survey={withdrawing} onClose={() => setWithdrawing(null)} />
    </section>
  );
}

function Withdraw({ survey, onClose }: { survey: SurveyRow | null; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const withdraw = useCommand('surveys.withdraw');
  const notify = useNotify();
  const submit = async () => {
    if (!survey) return;
    try {
      await withdraw.mutateAsync({ input: { id: survey.id, reason } });
      notify.done(`${survey.code} 已作废，研判恢复为计算值`);
      setReason('');
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Modal
      title={`作废 ${survey?.code ?? ''}`}
      open={survey !== null}
      onCancel={onClose}
      onOk={submit}
      okText="作废"
      cancelText="取消"
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={withdraw.isPending}
    >
      <p>作废后不再参与研判，记录本身保留。</p>
      <Input.TextArea
        rows={2}
        maxLength={200}
        placeholder="作废原因"
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </Modal>
  );
}
