import { Tabs } from 'antd';
import { useState } from 'react';
import type { SweepRow, SweepStop } from '#shared/contract/sweeps.ts';
import { useService } from '../../client/queries.ts';
import { useInspects } from '../../client/use-inspects.ts';
import { useMayCall } from '../../client/use-may.ts';
import { late } from '../../components/late.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { VisitDialog } from '../../components/visit/visit-dialog.tsx';
import { VisitView } from '../../components/visit/visit-view.tsx';
import { goTo } from '../../routes/navigation.ts';
import { StopsTable } from './stops-table.tsx';
import { SweepHead } from './sweep-head.tsx';
import { TeamsView } from './teams-view.tsx';

const TargetsDialog = late(async () => (await import('./targets-dialog.tsx')).TargetsDialog);

const SettleDialog = late(async () => (await import('./settle-dialog.tsx')).SettleDialog);

/** One sweep: who takes part, its stops and what came of them. */
export function SweepDetail({
  sweepId,
  tab,
  visitStopId,
  commentedStopId,
}: {
  sweepId: number;
  tab: string | null;
  visitStopId: number | null;
  /** The stop whose comments are shown at first. */
  commentedStopId: number | null;
}) {
  const detail = useService('sweeps.get', { id: sweepId });
  const workspace = useService('workspace.describe', {});
  const inspects = useInspects();
  const may = useMayCall();
  const [visiting, setVisiting] = useState<number | null>(visitStopId);
  const [recorded, setRecorded] = useState<number | null>(null);
  const [looked, setLooked] = useState<number | null>(null);
  const [dialog, setDialog] = useState<'targets' | 'settings' | null>(null);
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data || !workspace.data) return <Loading />;
  const { sweep, stops } = detail.data;
  const { categories, pack } = workspace.data;
  const visited = stops.find((stop) => stop.id === visiting);
  const chooseTargets = may('targets.apply') ? () => setDialog('targets') : null;
  const settle = may('sweeps.settle') ? () => setDialog('settings') : null;
  return (
    <>
      <SweepHead sweep={sweep} onSettle={settle} onChooseTargets={chooseTargets} />
      <Tabs
        activeKey={tab === 'teams' ? 'teams' : 'stops'}
        onChange={(key) => goTo({ name: 'sweep', id: sweepId, tab: key === 'teams' ? 'teams' : 'stops' })}
        items={[
          { key: 'stops', label: `检查点 ${stops.length}` },
          { key: 'teams', label: '分组与路线' },
        ]}
      />
      {tab === 'teams' ? (
        <TeamsView
          sweepId={sweepId}
          startsOn={sweep.startsOn}
          today={workspace.data.today}
          stops={stops}
          agencies={pack.agencies}
        />
      ) : (
        <StopsTable
          sweepId={sweepId}
          stops={stops}
          visited={recorded}
          categories={categories}
          commented={commentedStopId}
          onChooseTargets={chooseTargets}
          onVisit={inspects && may('visits.record') ? setVisiting : null}
          onLook={setLooked}
        />
      )}
      {dialog === 'targets' && (
        <TargetsDialog
          sweepId={sweepId}
          title={sweep.title}
          selection={sweep.selection}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'settings' && <SettleDialog sweep={sweep} onClose={() => setDialog(null)} />}
      {looked !== null && <VisitView visitId={looked} onClose={() => setLooked(null)} />}
      {visited && inspects && may('visits.record') && (
        <StopVisit
          key={visited.id}
          sweep={sweep}
          stop={visited}
          onClose={(isRecorded) => {
            setVisiting(null);
            if (isRecorded) setRecorded(visited.id);
          }}
        />
      )}
    </>
  );
}

/** The visit at a stop, by the officers who hold a certificate of its team, or of the one that goes there for another sweep. */
function StopVisit({
  sweep,
  stop,
  onClose,
}: {
  sweep: SweepRow;
  stop: SweepStop;
  onClose: (recorded: boolean) => void;
}) {
  // Who goes there may change while somebody writes, and the form stays what it is.
  const [{ sweepId, teamId }] = useState(() => stop.host ?? { sweepId: sweep.id, teamId: stop.teamId });
  const routes = useService('routes.get', { sweepId });
  if (!routes.isFetched) return null;
  const plan = routes.data?.teams.find(({ team }) => team.id === teamId);
  const day = plan?.days.find(({ stops }) => stops.some(({ stopId }) => stopId === stop.id));
  const officers = (day ?? plan?.team)?.members.filter(({ certificate }) => certificate !== '');
  return (
    <VisitDialog
      open
      stopId={stop.id}
      title={`现场检查：${stop.placeName}`}
      category={stop.category}
      lastVisitId={stop.visitId}
      firstDay={sweep.startsOn}
      {...(officers ? { officers } : {})}
      onClose={onClose}
    />
  );
}
