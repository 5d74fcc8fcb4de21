import { CarryOutOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Alert, App, Button, Popconfirm, Tooltip } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { useNotify } from '../../components/notify.ts';
import { Permitted } from '../../components/permitted.tsx';
import { saveFile } from '../../components/save-file.ts';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { DayHead } from './day-head.tsx';
import { draggedStop, dropAt, ElsewhereItem, type Put, StopItem } from './stop-item.tsx';
import { teamColour } from './team-colours.ts';
import { TeamDoubts } from './team-doubts.tsx';
import { hours, kilometres } from './team-figures.ts';

/** A team with its figures, its breaches of the law (for example too few officers), and its days in order. */
export function TeamColumn({
  sweepId,
  index,
  plan,
  teams,
  stops,
  shown,
  onShow,
  onEdit,
  onPut,
}: {
  sweepId: number;
  index: number;
  plan: TeamPlan;
  teams: readonly TeamPlan[];
  stops: ReadonlyMap<number, SweepStop>;
  shown: boolean;
  onShow: () => void;
  /** Null for who may not. */
  onEdit: (() => void) | null;
  onPut: Put | null;
}) {
  const remove = useCommand('teams.remove');
  const notify = useNotify();
  const may = useMayCall();
  const { team, days, problems } = plan;
  return (
    <section className={shown ? 'team team-shown' : 'team'} aria-label={team.name}>
      <header style={{ borderTopColor: teamColour(index) }}>
        <button type="button" className="team-name" aria-pressed={shown} onClick={onShow}>
          {team.name}
        </button>
        {plan.stops > 0 && (
          <Permitted to="packets.make">
            <TakeAlong sweepId={sweepId} plan={plan} />
          </Permitted>
        )}
        {onEdit && (
          <Button type="text" size="small" icon={<EditOutlined />} aria-label="编辑小组" onClick={onEdit} />
        )}
        {may('teams.remove') && (
          <Popconfirm
            title={`删除${team.name}？`}
            description="它的检查点会变成未分组，可以撤销。"
            okText="删除"
            cancelText="不删"
            onConfirm={() => remove.mutateAsync({ input: { id: team.id } }).catch(notify.failed)}
          >
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label="删除小组" />
          </Popconfirm>
        )}
      </header>
      <p className="quiet small number">
        {plan.stops} 个 · {kilometres(plan.metres)} · {hours(plan.minutes)}
      </p>
      <p className="quiet small team-people">
        {team.members.map(({ name }) => name).join('、') || '还没有组员'}
        {team.byHand ? ' · 人工路线' : ''}
      </p>
      {problems.length > 0 && (
        <Alert type="warning" title={problems.map((problem) => <p key={problem}>{problem}</p>)} />
      )}
      <TeamDoubts doubts={plan.doubts} replaceable={plan.replaceable} />
      {days.map((day, d) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day is its number
        <div key={d} className={day.cancelled === '' ? 'team-day' : 'team-day team-day-cancelled'}>
          <DayHead sweepId={sweepId} plan={plan} day={day} number={d + 1} />
          <ol
            onDragOver={(event) => event.preventDefault()}
            {...(onPut && { onDrop: dropAt(team.id, d, day.stops.length, onPut) })}
          >
            {day.stops.map(({ stopId, from, until, metres, notes }, place) => {
              const stop = stops.get(stopId);
              if (!stop) return null;
              return (
                <StopItem
                  key={stopId}
                  stop={stop}
                  number={place + 1}
                  colour={teamColour(index)}
                  time={from && until ? `${from}–${until}` : '排不下'}
                  way={metres}
                  notes={notes}
                  slot={{ teamId: team.id, day: d, place }}
                  last={place === day.stops.length - 1}
                  teams={teams}
                  onPut={onPut}
                />
              );
            })}
            {day.stops.length === 0 && (
              <li className="team-empty quiet small">{onPut ? '拖检查点到这里' : '没有检查点'}</li>
            )}
          </ol>
        </div>
      ))}
    </section>
  );
}

/** A team's stops as one file for a laptop in the field; it is asked where somebody of the team cannot be counted on. */
function TakeAlong({ sweepId, plan }: { sweepId: number; plan: TeamPlan }) {
  const {
    team: { id: teamId, name },
    doubts,
    replaceable,
  } = plan;
  const { modal } = App.useApp();
  const make = useCommand('packets.make');
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  const take = () =>
    carryOut(async () => {
      const bytes = await make.mutateAsync({ input: { sweepId, teamId } });
      await saveFile(bytes, `外勤包 ${name} ${workspace.data?.today}.xatp`);
    }, '外勤包已导出：在外勤电脑上用“工作区 → 打开外勤包”打开，做完后把回传文件带回');
  const ask = () =>
    doubts.length === 0
      ? void take()
      : modal.confirm({
          title: `${name}有人可能去不了`,
          content: <TeamDoubts doubts={doubts} replaceable={replaceable} />,
          okText: '仍要导出',
          cancelText: '先不导出',
          onOk: () => void take(),
        });
  if (workspace.data?.packet) return null;
  return (
    <Tooltip title="导出外勤包">
      <Button
        type="text"
        size="small"
        icon={<CarryOutOutlined />}
        aria-label="导出外勤包"
        loading={make.isPending}
        onClick={ask}
      />
    </Tooltip>
  );
}

/** Stops without a team, each with the reason. */
export function LeftOutColumn({
  leftOut,
  elsewhere,
  teams,
  stops,
  onPut,
}: {
  leftOut: OutputOf<'routes.get'>['leftOut'];
  elsewhere: OutputOf<'routes.get'>['elsewhere'];
  teams: readonly TeamPlan[];
  stops: ReadonlyMap<number, SweepStop>;
  onPut: Put | null;
}) {
  return (
    <section
      className="team"
      aria-label="未分组"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const stopId = draggedStop(event);
        if (stopId !== null) onPut?.(stopId, null);
      }}
    >
      <header style={{ borderTopColor: 'var(--ink-3)' }}>
        <span className="team-name">未分组（{leftOut.length}）</span>
      </header>
      {leftOut.length === 0 && <p className="quiet small">检查点都已分到小组。</p>}
      <ol>
        {leftOut.map(({ stopId, reason }) => {
          const stop = stops.get(stopId);
          return (
            stop && (
              <StopItem
                key={stopId}
                stop={stop}
                number={null}
                colour="var(--ink-3)"
                time={reason}
                way={null}
                notes={stop.notes}
                slot={null}
                last
                teams={teams}
                onPut={onPut}
              />
            )
          );
        })}
      </ol>
      {elsewhere.length > 0 && (
        <div className="team-elsewhere">
          <h3>由其他行动一并检查（{elsewhere.length}）</h3>
          <ol aria-label="由其他行动一并检查">
            {elsewhere.map(({ stopId, note }) => {
              const stop = stops.get(stopId);
              return stop && <ElsewhereItem key={stopId} stop={stop} note={note} />;
            })}
          </ol>
        </div>
      )}
    </section>
  );
}
