import {
  ApartmentOutlined,
  DeleteOutlined,
  DownloadOutlined,
  EditOutlined,
  LockFilled,
  MoreOutlined,
  PlusOutlined,
  PrinterOutlined,
  RetweetOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Alert, Button, Dropdown, InputNumber, Popconfirm, Popover } from 'antd';
import { type DragEvent, useMemo, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { TeamDraft, TeamPlan } from '#shared/contract/planning.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { runTask } from '../../client/tasks.ts';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../components/route.ts';
import { saveFile } from '../../components/save-file.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { OfficersDialog } from './officers-dialog.tsx';
import { RouteMap } from './route-map.tsx';
import { teamColour } from './team-colours.ts';
import { TeamDialog } from './team-dialog.tsx';
import './teams.css';

type Routes = OutputOf<'routes.get'>;

/** Where a stop is put: before the one at `place` of a team's day. */
interface Slot {
  readonly teamId: number;
  readonly day: number;
  readonly place: number;
}

/** Teams side by side with their days in order, on the map and as lists; stops are dragged between them. */
export function TeamsView({
  sweepId,
  stops,
  agencies,
}: {
  sweepId: number;
  stops: readonly SweepStop[];
  agencies: RulePack['agencies'];
}) {
  const routes = useService('routes.get', { sweepId });
  const move = useCommand('routes.move');
  const notify = useNotify();
  const [editing, setEditing] = useState<TeamDraft | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [people, setPeople] = useState(false);
  const byId = useMemo(() => new Map(stops.map((stop) => [stop.id, stop])), [stops]);
  if (routes.error) return <ErrorState error={routes.error} onRetry={() => void routes.refetch()} />;
  if (!routes.data) return <Loading />;
  const { teams, leftOut } = routes.data;
  const put = (stopId: number, to: Slot | null) =>
    move.mutateAsync({ input: { stopId, to } }).catch(notify.failed);
  const addTeam = () =>
    setEditing({
      id: null,
      sweepId,
      name: `第 ${teams.length + 1} 组`,
      days: teams[0]?.team.days ?? 3,
      from: teams[0]?.team.from ?? '09:00',
      until: teams[0]?.team.until ?? '17:00',
      byHand: false,
      members: [],
    });
  return (
    <div className="teams">
      <PlanBar
        sweepId={sweepId}
        routes={routes.data}
        stops={stops.length}
        onAdd={addTeam}
        onPeople={() => setPeople(true)}
      />
      {teams.length === 0 ? (
        <EmptyState
          title="还没有小组"
          action={
            <Button type="primary" onClick={addTeam}>
              新建小组
            </Button>
          }
        >
          每组至少两名同一单位、有职权的执法人员。也可以“随机选派”，从在册人员中抽取。
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
                onEdit={() => setEditing({ ...plan.team, sweepId })}
                onPut={put}
              />
            ))}
            <LeftOutColumn leftOut={leftOut} teams={teams} stops={byId} onPut={put} />
          </div>
        </div>
      )}
      {people && <OfficersDialog agencies={agencies} onClose={() => setPeople(false)} />}
      {editing && <TeamDialog draft={editing} agencies={agencies} onClose={() => setEditing(null)} />}
    </div>
  );
}

function PlanBar({
  sweepId,
  routes,
  stops,
  onAdd,
  onPeople,
}: {
  sweepId: number;
  routes: Routes;
  stops: number;
  onAdd: () => void;
  onPeople: () => void;
}) {
  const keep = useCommand('routes.keep');
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const [seed, setSeed] = useState(1);
  const { teams, leftOut, metres, balance } = routes;
  const save = async () => {
    try {
      saveFile(await client.call('routes.export', { sweepId }), '检查路线.xlsx');
    } catch (error) {
      notify.failed(error);
    }
  };
  const plan = async () => {
    setBusy(true);
    try {
      const proposal = await runTask('排检查路线', 'routes.propose', { sweepId, seed });
      await keep.mutateAsync({
        input: {
          sweepId,
          teams: proposal.teams.map(({ teamId, days }) => ({ teamId, days })),
          leftOut: proposal.leftOut,
        },
      });
      const left = proposal.leftOut.length > 0 ? `，${proposal.leftOut.length} 个没有排进` : '';
      notify.done(`路线已排好：共 ${kilometres(proposal.metres)}${left}。可按 Ctrl+Z 撤销`);
    } catch (error) {
      notify.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="plan-bar">
      <Button
        type="primary"
        icon={<ApartmentOutlined />}
        loading={busy}
        disabled={teams.length === 0 || stops === 0}
        onClick={plan}
      >
        自动排路线
      </Button>
      <Popover
        trigger="click"
        content={<NumberField label="随机种子" least={0} most={4294967295} value={seed} onChange={setSeed} />}
      >
        <Button type="text" icon={<MoreOutlined />} aria-label="排路线设置" />
      </Popover>
      <Button icon={<PlusOutlined />} onClick={onAdd}>
        新建小组
      </Button>
      <DrawTeams sweepId={sweepId} teams={teams.length} />
      <Button icon={<TeamOutlined />} onClick={onPeople}>
        人员名单
      </Button>
      <Button icon={<DownloadOutlined />} disabled={stops === 0} onClick={save}>
        导出路线
      </Button>
      <span className="plan-figures number" role="status">
        {teams.length} 组 · {stops - leftOut.length} / {stops} 个检查点 · {kilometres(metres)}
        {teams.length > 1 && metres > 0 && ` · 最长组为平均的 ${Math.round(balance * 100)}%`}
      </span>
    </div>
  );
}

/** 双随机: people by lot as well as places. */
function DrawTeams({ sweepId, teams }: { sweepId: number; teams: number }) {
  const draw = useCommand('teams.draw');
  const notify = useNotify();
  const [count, setCount] = useState(Math.max(1, teams));
  const [seed, setSeed] = useState(() => Number(String(Date.now()).slice(-6)));
  const submit = async () => {
    try {
      const drawn = await draw.mutateAsync({ input: { sweepId, teams: count, seed } });
      notify.done(`已抽取 ${drawn.teams} 组 ${drawn.officers} 人，种子 ${seed}，可按 Ctrl+Z 撤销`);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Popover
      trigger="click"
      content={
        <div className="plan-draw">
          <p className="quiet small">
            从在册执法人员中随机选派，每组两个单位各两名；现有小组的组员会被替换。
          </p>
          <NumberField label="小组数" least={1} most={50} value={count} onChange={setCount} />
          <NumberField label="随机种子" least={0} most={4294967295} value={seed} onChange={setSeed} />
          <Button size="small" type="primary" loading={draw.isPending} onClick={submit}>
            抽取
          </Button>
        </div>
      }
    >
      <Button icon={<RetweetOutlined />}>随机选派</Button>
    </Popover>
  );
}

function TeamColumn({
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
  onEdit: () => void;
  onPut: (stopId: number, to: Slot | null) => void;
}) {
  const remove = useCommand('teams.remove');
  const notify = useNotify();
  const { team, days, problems } = plan;
  return (
    <section className={shown ? 'team team-shown' : 'team'} aria-label={team.name}>
      <header style={{ borderTopColor: teamColour(index) }}>
        <button type="button" className="team-name" aria-pressed={shown} onClick={onShow}>
          {team.name}
        </button>
        <Button type="text" size="small" icon={<EditOutlined />} aria-label="编辑小组" onClick={onEdit} />
        <Popconfirm
          title={`删除${team.name}？`}
          description="它的检查点会变成未分组，可以撤销。"
          okText="删除"
          cancelText="不删"
          onConfirm={() => remove.mutateAsync({ input: { id: team.id } }).catch(notify.failed)}
        >
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label="删除小组" />
        </Popconfirm>
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
      {days.map((day, d) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day is its number
        <div key={d} className="team-day">
          <h3>
            第 {d + 1} 天 <span className="quiet number">{kilometres(day.metres)}</span>
            {day.stops.length > 0 && <PrintDay sweepId={sweepId} teamId={team.id} day={d + 1} />}
          </h3>
          <ol
            onDragOver={(event) => event.preventDefault()}
            onDrop={dropAt(team.id, d, day.stops.length, onPut)}
          >
            {day.stops.map(({ stopId, from, until, metres }, place) => {
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
                  slot={{ teamId: team.id, day: d, place }}
                  last={place === day.stops.length - 1}
                  teams={teams}
                  onPut={onPut}
                />
              );
            })}
            {day.stops.length === 0 && <li className="team-empty quiet small">拖检查点到这里</li>}
          </ol>
        </div>
      ))}
    </section>
  );
}

/** A team's day on paper, with or without blank records. */
function PrintDay({ sweepId, teamId, day }: { sweepId: number; teamId: number; day: number }) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'sheet', label: '打印任务单' },
          { key: 'forms', label: '打印任务单和空白检查记录' },
        ],
        onClick: ({ key }) =>
          goTo('sheets', 'document', 'team', sweepId, teamId, day, ...(key === 'forms' ? ['forms'] : [])),
      }}
    >
      <Button type="text" size="small" icon={<PrinterOutlined />} aria-label={`打印第 ${day} 天任务单`} />
    </Dropdown>
  );
}

function LeftOutColumn({
  leftOut,
  teams,
  stops,
  onPut,
}: {
  leftOut: Routes['leftOut'];
  teams: readonly TeamPlan[];
  stops: ReadonlyMap<number, SweepStop>;
  onPut: (stopId: number, to: Slot | null) => void;
}) {
  return (
    <section
      className="team"
      aria-label="未分组"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const stopId = draggedStop(event);
        if (stopId !== null) onPut(stopId, null);
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
                slot={null}
                last
                teams={teams}
                onPut={onPut}
              />
            )
          );
        })}
      </ol>
    </section>
  );
}

const DRAGGED = 'application/x-xueantu-stop';

function draggedStop(event: DragEvent): number | null {
  event.preventDefault();
  event.stopPropagation();
  const id = Number(event.dataTransfer.getData(DRAGGED));
  return id > 0 ? id : null;
}

function dropAt(teamId: number, day: number, place: number, onPut: (stopId: number, to: Slot) => void) {
  return (event: DragEvent) => {
    const stopId = draggedStop(event);
    if (stopId !== null) onPut(stopId, { teamId, day, place });
  };
}

function StopItem({
  stop,
  number,
  colour,
  time,
  way,
  slot,
  last,
  teams,
  onPut,
}: {
  stop: SweepStop;
  number: number | null;
  colour: string;
  time: string;
  way: number | null;
  slot: Slot | null;
  last: boolean;
  teams: readonly TeamPlan[];
  onPut: (stopId: number, to: Slot | null) => void;
}) {
  const lock = useCommand('routes.lock');
  const notify = useNotify();
  const locked = stop.locked === 1;
  const items = [
    ...(slot
      ? [
          { key: 'up', label: '上移', disabled: slot.place === 0 },
          { key: 'down', label: '下移', disabled: last },
          { key: 'lock', label: locked ? '解除锁定' : '锁定在本组' },
          { key: 'out', label: '移出小组' },
        ]
      : []),
    ...teams.flatMap(({ team, days }) =>
      days.map((day, d) => ({
        key: `${team.id}/${d}/${day.stops.length}`,
        label: `移到${team.name}第 ${d + 1} 天`,
        disabled: slot?.teamId === team.id && slot.day === d,
      })),
    ),
  ];
  const act = (key: string) => {
    if (key === 'lock')
      return void lock.mutateAsync({ input: { stopId: stop.id, locked: !locked } }).catch(notify.failed);
    if (key === 'out') return onPut(stop.id, null);
    if (slot && key === 'up') return onPut(stop.id, { ...slot, place: slot.place - 1 });
    if (slot && key === 'down') return onPut(stop.id, { ...slot, place: slot.place + 1 });
    const [teamId = 0, day = 0, place = 0] = key.split('/').map(Number);
    onPut(stop.id, { teamId, day, place });
  };
  return (
    <li
      className="team-stop"
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(stop.id))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={slot ? dropAt(slot.teamId, slot.day, slot.place, onPut) : undefined}
    >
      <span className="team-stop-number number" style={{ background: colour }}>
        {number ?? '–'}
      </span>
      <span className="team-stop-text">
        <a href={`#/map/venue/${stop.venueId}`}>{stop.venueName}</a>
        <span className="quiet small number">
          {time}
          {way !== null && ` · ${Math.round(way)} m`}
        </span>
      </span>
      {locked && slot && <LockFilled className="quiet" title="锁定在本组" />}
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => act(key) }}>
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`调整“${stop.venueName}”`} />
      </Dropdown>
    </li>
  );
}

function NumberField({
  label,
  least,
  most,
  value,
  onChange,
}: {
  label: string;
  least: number;
  most: number;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <div className="plan-seed">
      {label}
      <InputNumber
        aria-label={label}
        size="small"
        min={least}
        max={most}
        precision={0}
        value={value}
        onChange={(next) => onChange(next ?? least)}
      />
    </div>
  );
}

function kilometres(metres: number): string {
  return `${(metres / 1000).toFixed(1)} km`;
}

function hours(minutes: number): string {
  return `${(minutes / 60).toFixed(1)} 小时`;
}
