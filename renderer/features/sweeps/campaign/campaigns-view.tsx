import { CalendarOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import type { Campaign } from '#shared/contract/campaigns.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../../client/client.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { Permitted } from '../../../components/permitted.tsx';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useSaving } from '../../../components/use-saving.ts';
import { goTo } from '../../../routes/navigation.ts';
import { CampaignTasks } from './campaign-tasks.tsx';
import { StartCampaign } from './start-campaign.tsx';
import { type EditedTask, TaskDialog } from './task-dialog.tsx';
import './campaign.css';

/** Plans of tasks by year: the latest one is shown first. */
export function CampaignsView({ chosen }: { chosen: number | null }) {
  const list = useService('campaigns.list', {});
  const may = useMayCall();
  const [starting, setStarting] = useState(false);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const { campaigns, today, offer } = list.data;
  const campaign = campaigns.find(({ id }) => id === chosen) ?? campaigns[0];
  return (
    <>
      {campaign ? (
        <CampaignDetail
          key={campaign.id}
          campaign={campaign}
          campaigns={campaigns}
          today={today}
          onStart={() => setStarting(true)}
        />
      ) : (
        <NothingPlanned offer={offer} onStart={() => setStarting(true)} />
      )}
      {starting && may('campaigns.start') && (
        <StartCampaign offer={offer} today={today} onClose={() => setStarting(false)} />
      )}
    </>
  );
}

function NothingPlanned({
  offer: { document, asked },
  onStart,
}: {
  offer: OutputOf<'campaigns.list'>['offer'];
  onStart: () => void;
}) {
  if (asked === 0)
    return (
      <EmptyState title="还没有工作计划">
        《{document}》没有写明会议、排查、报送等任务。规则包写明的，可以一键排成一年的计划。
      </EmptyState>
    );
  return (
    <EmptyState
      title="还没有工作计划"
      action={
        <Permitted to="campaigns.start">
          <Button type="primary" onClick={onStart}>
            开始工作计划
          </Button>
        </Permitted>
      }
    >
      《{document}》写明了 {asked} 项会议、排查、报送等任务，可以一键排成一年的计划：谁办、几时、依据哪一句。
    </EmptyState>
  );
}

function CampaignDetail({
  campaign,
  campaigns,
  today,
  onStart,
}: {
  campaign: Campaign;
  campaigns: readonly Campaign[];
  today: string;
  onStart: () => void;
}) {
  const may = useMayCall();
  const { busy, save } = useSaving();
  const [editing, setEditing] = useState<EditedTask | 'new' | null>(null);
  const { id, title, document, tasks } = campaign;
  const done = tasks.filter(({ doneOn }) => doneOn !== null).length;
  return (
    <>
      <header className="campaign-head">
        <div>
          <h1>{title}</h1>
          <p className="quiet">
            依据《{document}》 · 已完成 {done} / {tasks.length}
          </p>
        </div>
        {campaigns.length > 1 && (
          <Segmented
            aria-label="年份"
            value={id}
            options={campaigns.map((each) => ({ value: each.id, label: `${each.year}年` }))}
            onChange={(campaignId) => goTo({ name: 'campaigns', campaignId })}
          />
        )}
        <div className="campaign-actions">
          {may('campaigns.saveTask') && (
            <Button icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              新增任务
            </Button>
          )}
          {may('campaigns.calendar') && (
            <Button
              icon={<CalendarOutlined />}
              loading={busy}
              onClick={() => save(() => client.call('campaigns.calendar', { id }), `${title}.ics`)}
            >
              导出日历
            </Button>
          )}
          {may('campaigns.start') && <Button onClick={onStart}>新一年计划</Button>}
          <RemoveCampaign campaign={campaign} />
        </div>
      </header>
      <CampaignTasks campaign={campaign} today={today} onEdit={setEditing} />
      {editing && may('campaigns.saveTask') && (
        <TaskDialog
          campaign={campaign}
          task={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function RemoveCampaign({ campaign: { id, title } }: { campaign: Campaign }) {
  const remove = useCommand('campaigns.remove');
  const carryOut = useCarryOut();
  return (
    <Permitted to="campaigns.remove">
      <Popconfirm
        title={`删除“${title}”和它的任务？`}
        description="可按 Ctrl+Z 撤销"
        okText="删除"
        cancelText="不删"
        onConfirm={() =>
          carryOut(
            () => remove.mutateAsync({ input: { id } }),
            '工作计划已删除，可按 Ctrl+Z 撤销',
            () => goTo({ name: 'campaigns' }),
          )
        }
      >
        <Button danger>删除</Button>
      </Popconfirm>
    </Permitted>
  );
}
