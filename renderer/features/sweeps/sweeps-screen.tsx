import { PlusOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { SweepRow } from '#shared/contract/sweeps.ts';
import { daysTitle } from '#shared/sweeps/period.ts';
import { useService } from '../../client/queries.ts';
import { Permitted } from '../../components/permitted.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { CampaignsView } from './campaign/campaigns-view.tsx';
import { CreateSweep } from './create-sweep.tsx';
import { SweepCalendar } from './sweep-calendar.tsx';
import { SweepDetail } from './sweep-detail.tsx';
import './sweeps-screen.css';
import { useMayCall } from '../../client/use-may.ts';
import { goTo } from '../../routes/navigation.ts';
import type { RouteTo } from '../../routes/routes.ts';

/** Sweeps at the left, the chosen one at the right. */
export function SweepsScreen({
  route,
}: {
  route: RouteTo<'sweeps' | 'campaigns' | 'sweep' | 'visit' | 'stop'>;
}) {
  const sweepId = route.name === 'sweeps' || route.name === 'campaigns' ? null : route.id;
  const visitStopId = route.name === 'visit' ? route.stopId : null;
  const commentedStopId = route.name === 'stop' ? route.stopId : null;
  const sweeps = useService('sweeps.list', {});
  const may = useMayCall();
  const [creating, setCreating] = useState(false);
  if (sweeps.error) return <ErrorState error={sweeps.error} onRetry={() => void sweeps.refetch()} />;
  if (!sweeps.data) return <Loading />;
  const create = (
    <Permitted to="sweeps.create">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
        新建行动
      </Button>
    </Permitted>
  );
  return (
    <div className="two-panes">
      <aside className="two-panes-list sweeps-list">
        <header>
          <h1>联合整治</h1>
          {create}
        </header>
        <button
          type="button"
          className={route.name === 'sweeps' ? 'sweep-card sweep-card-chosen' : 'sweep-card'}
          onClick={() => goTo({ name: 'sweeps' })}
        >
          <strong>整治日历与覆盖</strong>
          <span className="quiet small">到期、完成和还没整治的学校</span>
        </button>
        <button
          type="button"
          className={route.name === 'campaigns' ? 'sweep-card sweep-card-chosen' : 'sweep-card'}
          onClick={() => goTo({ name: 'campaigns' })}
        >
          <strong>工作计划</strong>
          <span className="quiet small">阶段、任务、期限和报送</span>
        </button>
        {sweeps.data.map((sweep) => (
          <SweepCard key={sweep.id} sweep={sweep} chosen={sweep.id === sweepId} />
        ))}
      </aside>
      <section className="sweeps-detail">
        {route.name === 'campaigns' ? (
          <CampaignsView chosen={route.campaignId ?? null} />
        ) : sweepId === null ? (
          <SweepCalendar onCreate={may('sweeps.create') ? () => setCreating(true) : null} />
        ) : (
          <SweepDetail
            key={`${sweepId}/${visitStopId}/${commentedStopId}`}
            sweepId={sweepId}
            tab={route.name === 'sweep' ? (route.tab ?? null) : null}
            visitStopId={visitStopId}
            commentedStopId={commentedStopId}
          />
        )}
      </section>
      {creating && <CreateSweep onClose={() => setCreating(false)} />}
    </div>
  );
}

function SweepCard({ sweep, chosen }: { sweep: SweepRow; chosen: boolean }) {
  const percent = sweep.stops === 0 ? 0 : Math.round((sweep.visited / sweep.stops) * 100);
  return (
    <button
      type="button"
      className={chosen ? 'sweep-card sweep-card-chosen' : 'sweep-card'}
      onClick={() => goTo({ name: 'sweep', id: sweep.id })}
    >
      <strong>{sweep.title}</strong>
      <span className="quiet small">{daysTitle({ from: sweep.startsOn, to: sweep.endsOn })}</span>
      <Progress aria-label="完成比例" percent={percent} size="small" showInfo={false} />
      <span className="quiet small number">
        已检查 {sweep.visited} / {sweep.stops}
        {sweep.skipped > 0 && `，略过 ${sweep.skipped}`}，隐患 {sweep.hazards}
      </span>
    </button>
  );
}
