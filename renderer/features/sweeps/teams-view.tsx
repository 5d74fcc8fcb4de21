import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { TeamDraft } from '#shared/contract/planning.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { usualPause } from '#shared/sweeps/plan-days.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { PlanBar } from './plan-bar.tsx';
import { RouteMap } from './route-map.tsx';
import type { Slot } from './stop-item.tsx';
import { LeftOutColumn, TeamColumn } from './team-column.tsx';
import { TeamDialog } from './team-dialog.tsx';
import './teams.css';
import { useMayCall } from '../../client/use-may.ts';
import { late } from '../../components/late.tsx';

const OfficersDialog = late(async () => (await import('./officers-dialog.tsx')).OfficersDialog);

/** Teams side by side with their days in order, on the map and as lists; stops are dragged between them. */
export function TeamsView({
  sweepId,
  startsOn,
  today,
  stops,
  agencies,
}: {
  sweepId: number;
  /** When the sweep begins, and what day it is. */
  startsOn: string;
  today: string;
  stops: readonly SweepStop[];
  agencies: RulePack['agencies'];
}) {
  const routes = useService('routes.get', { sweepId });
  const move = useCommand('routes.move');
  const notify = useNotify();
  const may = useMayCall();
  const [editing, setEditing] = useState<TeamDraft | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [people, setPeople] = useState(false);
  const byId = useMemo(() => new Map(stops.map((stop) => [stop.id, stop])), [stops]);
  if (routes.error) return <ErrorState error={routes.error} onRetry={() => void routes.refetch()} />;
  if (!routes.data) return <Loading />;
  const { teams, leftOut, elsewhere } = routes.data;
  const put = may('routes.move')
    ? (stopId: number, to: Slot | null) =>
        void move.mutateAsync({ input: { stopId, to } }).catch(notify.failed)
    : null;
  const addTeam = () =>
    setEditing({
      id: null,
      sweepId,
      name: `第 ${teams.length + 1} 组`,
      days: teams[0]?.team.days ?? 3,
      from: teams[0]?.team.from ?? '09:00',
      until: teams[0]?.team.until ?? '17:00',
      times: {
        startsOn: teams[0]?.team.times?.startsOn ?? later(startsOn, today),
        pause: usualPause,
        evening: null,
      },
      byHand: false,
      members: [],
    });
  return (
    <div className="teams">
      <PlanBar
        sweepId={sweepId}
        today={today}
        routes={routes.data}
        stops={stops.length}
        onAdd={may('teams.save') ? addTeam : null}
        onPeople={may('officers.save') ? () => setPeople(true) : null}
      />
      {teams.length === 0 ? (
        <EmptyState
          title="还没有小组"
          action={
            may('teams.save') && (
              <Button type="primary" onClick={addTeam}>
                新建小组
              </Button>
            )
          }
        >
          每组至少两名同一单位、有职权的执法人员{may('teams.draw') && '。也可以“随机选派”，从在册人员中抽取'}
          。
        </EmptyState>
      ) : (
        <div className="teams-body">
          <RouteMap teams={teams} stops={byId} shown={shown} start={routes.data.start} />
          <div className="teams-columns">
            {teams.map((plan, i) => (
              <TeamColumn
                key={plan.team.id}
                sweepId={sweepId}
                index={i}
                plan={plan}
                teams={teams}
                stops={byId}
                shown={shown === plan.team.id}
                onShow={() => setShown(shown === plan.team.id ? null : plan.team.id)}
                onEdit={may('teams.save') ? () => setEditing({ ...plan.team, sweepId }) : null}
                onPut={put}
              />
            ))}
            <LeftOutColumn leftOut={leftOut} elsewhere={elsewhere} teams={teams} stops={byId} onPut={put} />
          </div>
        </div>
      )}
      {people && <OfficersDialog agencies={agencies} onClose={() => setPeople(false)} />}
      {editing && <TeamDialog draft={editing} agencies={agencies} onClose={() => setEditing(null)} />}
    </div>
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
