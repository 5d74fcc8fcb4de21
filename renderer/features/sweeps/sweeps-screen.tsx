import { PlusOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import type { SweepRow } from '#shared/contract/sweeps.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import { useService } from '../../client/queries.ts';
import { goTo } from '../../components/route.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { CreateSweep } from './create-sweep.tsx';
import { SweepDetail } from './sweep-detail.tsx';
import './sweeps-screen.css';

/** Sweeps at the left, the chosen one at the right. */
export function SweepsScreen({
  sweepId,
  visitStopId,
}: {
  sweepId: number | null;
  visitStopId: number | null;
}) {
  const sweeps = useService('sweeps.list', {});
  const [creating, setCreating] = useState(false);
  if (sweeps.error) return <ErrorState error={sweeps.error} onRetry={() => void sweeps.refetch()} />;
  if (!sweeps.data) return <Loading />;
  const chosen = sweepId ?? sweeps.data[0]?.id ?? null;
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
      新建行动
    </Button>
  );
  return (
    <div className="two-panes">
      <aside className="two-panes-list sweeps-list">
        <header>
          <h1>联合整治</h1>
          {create}
        </header>
        {sweeps.data.map((sweep) => (
          <SweepCard key={sweep.id} sweep={sweep} chosen={sweep.id === chosen} />
        ))}
      </aside>
      <section className="sweeps-detail">
        {chosen === null ? (
          <EmptyState title="还没有整治行动" action={create}>
            按季度新建联合整治行动，再从地图上把场所加入，到现场逐个检查。
          </EmptyState>
        ) : (
          <SweepDetail key={chosen} sweepId={chosen} visitStopId={visitStopId} />
        )}
      </section>
      <CreateSweep open={creating} onClose={() => setCreating(false)} />
    </div>
  );
}

function SweepCard({ sweep, chosen }: { sweep: SweepRow; chosen: boolean }) {
  const percent = sweep.stops === 0 ? 0 : Math.round((sweep.visited / sweep.stops) * 100);
  return (
    <button
      type="button"
      className={chosen ? 'sweep-card sweep-card-chosen' : 'sweep-card'}
      onClick={() => goTo('sweeps', sweep.id)}
    >
      <strong>{sweep.title}</strong>
      <span className="quiet small">{periodTitle(sweep.period)}</span>
      <Progress aria-label="完成比例" percent={percent} size="small" showInfo={false} />
      <span className="quiet small number">
        已检查 {sweep.visited} / {sweep.stops}，隐患 {sweep.hazards}
      </span>
    </button>
  );
}
