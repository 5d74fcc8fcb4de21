import { CalendarOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { TeamPlan } from '#shared/contract/planning.ts';
import { dayTitle } from '#shared/sweeps/plan-days.ts';
import { standInText } from '#shared/sweeps/stand-ins.ts';
import { useCommand } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { useMayComment } from '../../components/comments/use-may-comment.ts';
import { Permitted } from '../../components/permitted.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { goTo } from '../../routes/navigation.ts';
import { onlyPage } from '../../routes/place-route.ts';
import { type DayChange, DayChangeDialog } from './day-change-dialog.tsx';
import { StandInDialog } from './stand-in-dialog.tsx';
import { TeamDoubts } from './team-doubts.tsx';
import { hours, kilometres } from './team-figures.ts';

interface DayOfTeam {
  readonly sweepId: number;
  readonly plan: TeamPlan;
  readonly day: TeamPlan['days'][number];
  readonly number: number;
}

/** Which day it is, how long it takes, and what can be done with it. */
export function DayHead({ sweepId, plan, day, number }: DayOfTeam) {
  const title = dayTitle(day, number);
  return (
    <h3>
      <span className="team-day-title">{title}</span>
      {day.session === 'evening' && (
        <Tag tone="accent">
          {day.from}–{day.until <= day.from ? `次日${day.until}` : day.until}
        </Tag>
      )}
      <span className="quiet number">
        {day.stops.length > 0 && `${hours(day.minutes)} · ${kilometres(day.metres)}`}
      </span>
      {day.stops.length > 0 && (
        <PrintDay sweepId={sweepId} plan={plan} day={day} number={number} title={title} />
      )}
      <Permitted to="days.postpone">
        <ChangeDay sweepId={sweepId} team={plan.team} day={day} title={title} />
      </Permitted>
      {day.cancelled !== '' && <span className="team-day-reason">已取消：{day.cancelled}</span>}
      {day.standIns.length > 0 && (
        <span className="team-day-note">当天{day.standIns.map(standInText).join('、')}</span>
      )}
    </h3>
  );
}

/** Later, not at all, or after all: for this team or for every one. */
function ChangeDay({
  sweepId,
  team,
  day,
  title,
}: Omit<DayOfTeam, 'number' | 'plan'> & {
  readonly team: TeamPlan['team'];
  readonly title: string;
}) {
  const [changing, setChanging] = useState<DayChange | 'standIn' | null>(null);
  const restore = useCommand('days.restore');
  const carryOut = useCarryOut();
  const { date, cancelled } = day;
  if (date === null) return null;
  const act = (key: string) => {
    if (key === 'postpone' || key === 'cancel' || key === 'standIn') return setChanging(key);
    return void carryOut(
      () => restore.mutateAsync({ input: { sweepId, teamId: team.id, date } }),
      `${title}已恢复，可按 Ctrl+Z 撤销`,
    );
  };
  const items =
    cancelled === ''
      ? [
          { key: 'postpone', label: '从这天起顺延一天' },
          { key: 'cancel', label: '本日取消' },
          { key: 'standIn', label: '替换当天人员', disabled: team.members.length === 0 },
        ]
      : [{ key: 'restore', label: '恢复这一天' }];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => act(key) }}>
        <Button type="text" size="small" icon={<CalendarOutlined />} aria-label={`调整 ${title}`} />
      </Dropdown>
      {changing === 'standIn' && (
        <StandInDialog
          sweepId={sweepId}
          team={team}
          day={day}
          date={date}
          onClose={() => setChanging(null)}
        />
      )}
      {changing !== null && changing !== 'standIn' && (
        <DayChangeDialog
          change={changing}
          sweepId={sweepId}
          team={team}
          date={date}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  );
}

/** A team's day on paper, with or without blank records; it is asked where somebody of the team is away that day. */
function PrintDay({
  sweepId,
  plan: { team, replaceable },
  day: { doubts },
  number,
  title,
}: DayOfTeam & { readonly title: string }) {
  const { modal } = App.useApp();
  const may = useMayCall();
  const mayComment = useMayComment('stop');
  const open = (key: string) => {
    if (key === 'map') goTo(onlyPage('team-route', 'team', team.id));
    else
      goTo({
        name: 'teamDocument',
        sweepId,
        teamId: team.id,
        day: number,
        comments: key === 'comments',
        forms: key === 'forms',
      });
  };
  const ask = (key: string) =>
    doubts.length === 0
      ? open(key)
      : modal.confirm({
          title: `${title}${team.name}有人可能去不了`,
          content: (
            <TeamDoubts
              doubts={doubts}
              replaceable={replaceable.filter(({ name }) => doubts.some((doubt) => doubt.startsWith(name)))}
            />
          ),
          okText: '仍要打印',
          cancelText: '先不打印',
          onOk: () => open(key),
        });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'sheet', label: '打印任务单' },
          { key: 'forms', label: '打印任务单和空白检查记录' },
          ...(mayComment ? [{ key: 'comments', label: '打印任务单和检查点批注' }] : []),
          ...(may('sheets.draw') ? [{ key: 'map', label: '检查路线图（图幅）' }] : []),
        ],
        onClick: ({ key }) => void ask(key),
      }}
    >
      <Button type="text" size="small" icon={<PrinterOutlined />} aria-label={`打印 ${title} 任务单`} />
    </Dropdown>
  );
}
