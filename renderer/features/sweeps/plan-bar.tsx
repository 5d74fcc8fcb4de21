import {
  ApartmentOutlined,
  DownloadOutlined,
  MoreOutlined,
  PlusOutlined,
  ReloadOutlined,
  RetweetOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import { runTask } from '../../client/tasks.ts';
import { useMayCall } from '../../client/use-may.ts';
import { NumberSetting } from '../../components/fields/number-field.tsx';
import { SeedInput } from '../../components/fields/seed-input.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { ReasonButton } from '../../components/reason-button.tsx';
import { useBusyCarryOut, useCarryOut } from '../../components/use-carry-out.ts';
import { useSaving } from '../../components/use-saving.ts';
import { PacketsButton } from './packets-dialog.tsx';
import { PlanDates } from './plan-dates.tsx';
import { kilometres } from './team-figures.ts';

/** Commands for all teams at once, and the totals of the plan. */
export function PlanBar({
  sweepId,
  today,
  routes,
  stops,
  onAdd,
  onPeople,
}: {
  sweepId: number;
  today: string;
  routes: OutputOf<'routes.get'>;
  stops: number;
  /** Null for who may not. */
  onAdd: (() => void) | null;
  onPeople: (() => void) | null;
}) {
  const keep = useCommand('routes.keep');
  const may = useMayCall();
  const { busy, carryOut } = useBusyCarryOut();
  const saving = useSaving();
  const [seed, setSeed] = useState(1);
  const { teams } = routes;
  const save = () => saving.save(() => client.call('routes.export', { sweepId }), '检查路线.xlsx');
  const plan = (from: 'today' | 'tomorrow') =>
    carryOut(
      async () => {
        const proposal = await runTask('排检查路线', 'routes.propose', { sweepId, seed, from });
        const planned = proposal.teams.map(({ teamId, days }) => ({ teamId, days }));
        await keep.mutateAsync({ input: { sweepId, teams: planned, leftOut: proposal.leftOut } });
        return proposal;
      },
      (proposal) => {
        const left = proposal.leftOut.length > 0 ? `，${proposal.leftOut.length} 个没有排进` : '';
        return `路线已排好：共 ${kilometres(proposal.metres)}${left}。可按 Ctrl+Z 撤销`;
      },
    );
  return (
    <div className="plan-bar">
      {may('routes.keep') && (
        <>
          <ReasonButton
            type="primary"
            icon={<ApartmentOutlined />}
            loading={busy}
            because={stops === 0 ? '先选取检查对象' : teams.length === 0 ? '先新建小组' : null}
            onClick={() => plan('today')}
          >
            自动排路线
          </ReasonButton>
          {teams.some(({ days }) => days.some(({ date }) => date !== null)) && (
            <Button
              icon={<ReloadOutlined />}
              loading={busy}
              title="已做的和今天的保持不动，没做的、取消的重新分到明天以后"
              onClick={() => plan('tomorrow')}
            >
              从明天起重排
            </Button>
          )}
          <Popover
            trigger="click"
            content={
              <div className="plan-seed">
                随机种子
                <SeedInput value={seed} onChange={setSeed} />
              </div>
            }
          >
            <Button type="text" icon={<MoreOutlined />} aria-label="排路线设置" />
          </Popover>
        </>
      )}
      {onAdd && (
        <Button icon={<PlusOutlined />} onClick={onAdd}>
          新建小组
        </Button>
      )}
      <Permitted to="teams.draw">
        <DrawTeams sweepId={sweepId} teams={teams.length} />
      </Permitted>
      {onPeople && (
        <Button icon={<TeamOutlined />} onClick={onPeople}>
          人员名单
        </Button>
      )}
      <Permitted to="packets.list">
        <PacketsButton sweepId={sweepId} />
      </Permitted>
      {may('routes.export') && (
        <ReasonButton
          icon={<DownloadOutlined />}
          because={stops === 0 ? '还没有检查点' : null}
          onClick={save}
        >
          导出路线
        </ReasonButton>
      )}
      <PlanDates sweepId={sweepId} today={today} routes={routes} />
      <PlanFigures routes={routes} stops={stops} />
    </div>
  );
}

/** The totals of the plan, and how evenly it is shared. */
function PlanFigures({
  routes: { teams, leftOut, elsewhere, tasks, visits, metres, balance, dayBalance },
  stops,
}: {
  routes: OutputOf<'routes.get'>;
  stops: number;
}) {
  const isShared = metres > 0;
  const own = stops - elsewhere.length;
  const saved = tasks > 0 ? Math.round((1 - visits / tasks) * 100) : 0;
  return (
    <span className="plan-figures number" role="status">
      {teams.length} 组 · {own - leftOut.length} / {own} 个检查点 · {kilometres(metres)}
      {isShared && teams.length > 1 && ` · 最长组为平均的 ${Math.round(balance * 100)}%`}
      {isShared && ` · 最长日为平均的 ${Math.round(dayBalance * 100)}%`}
      {saved > 0 && (
        <span title="各单位分头检查的次数，与合并以后的次数">
          {` · 综合查一次：${tasks} 项任务合为 ${visits} 次检查，少 ${saved}%`}
        </span>
      )}
    </span>
  );
}

/** 双随机: officers are drawn by lot, as places are. */
function DrawTeams({ sweepId, teams }: { sweepId: number; teams: number }) {
  const draw = useCommand('teams.draw');
  const carryOut = useCarryOut();
  const [count, setCount] = useState(Math.max(1, teams));
  const [seed, setSeed] = useState(() => Number(String(Date.now()).slice(-6)));
  const submit = () =>
    carryOut(
      () => draw.mutateAsync({ input: { sweepId, teams: count, seed } }),
      (drawn) => `已抽取 ${drawn.teams} 组 ${drawn.officers} 人，种子 ${seed}，可按 Ctrl+Z 撤销`,
    );
  return (
    <Popover
      trigger="click"
      content={
        <div className="plan-draw">
          <p className="quiet small">
            从在册执法人员中随机选派，每组两个单位各两名；现有小组的组员会被替换。
          </p>
          <div className="plan-seed">
            小组数
            <NumberSetting
              label="小组数"
              size="small"
              whole
              min={1}
              max={50}
              value={count}
              onChange={setCount}
            />
          </div>
          <div className="plan-seed">
            随机种子
            <SeedInput value={seed} onChange={setSeed} />
          </div>
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
