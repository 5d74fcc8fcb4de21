import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popconfirm, Segmented, Table } from 'antd';
import { useState } from 'react';
import { shortDay } from '#shared/calendar/days.ts';
import { type TaskState, taskState, taskStateNames } from '#shared/campaigns/campaign-task.ts';
import type { Campaign, CampaignTask } from '#shared/contract/campaigns.ts';
import { keysOf } from '#shared/lists/record.ts';
import { obligationKindNames } from '#shared/rules/cadence.ts';
import { useCommand } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState } from '../../../components/states.tsx';
import { Tag, type TagTone } from '../../../components/tags.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

const tones: Readonly<Record<TaskState, TagTone>> = {
  done: 'supervised',
  overdue: 'violation',
  week: 'undetermined',
  current: 'accent',
  ahead: 'plain',
  undated: 'plain',
};

const choices = { now: '过期和本周', open: '未完成', all: '全部' } as const;
type Choice = keyof typeof choices;

const isShown = (choice: Choice, state: TaskState) =>
  choice === 'all' || (choice === 'open' ? state !== 'done' : state === 'overdue' || state === 'week');

/** The tasks of a plan, phase by phase. */
export function CampaignTasks({
  campaign: { phases, tasks },
  today,
  onEdit,
}: {
  campaign: Campaign;
  today: string;
  onEdit: (task: CampaignTask) => void;
}) {
  const [choice, setChoice] = useState<Choice>('open');
  const shown = tasks.filter((task) => isShown(choice, taskState(task, today)));
  const known = new Set(phases.map(({ title }) => title));
  const groups = [
    ...phases.map(({ title, from, to }) => ({
      title,
      days: [from ?? '即日起', to].filter(Boolean).join(' 至 '),
      tasks: shown.filter(({ phase }) => phase === title),
    })),
    {
      title: phases.length > 0 ? '不分阶段' : '',
      days: '',
      tasks: shown.filter(({ phase }) => !known.has(phase)),
    },
  ].filter((group) => group.tasks.length > 0);
  return (
    <>
      <Segmented<Choice>
        aria-label="显示哪些任务"
        value={choice}
        onChange={setChoice}
        options={keysOf(choices).map((value) => ({
          value,
          label: `${choices[value]} ${tasks.filter((task) => isShown(value, taskState(task, today))).length}`,
        }))}
      />
      {groups.length === 0 && (
        <EmptyState title={choice === 'now' ? '本周没有到期的任务' : '任务都完成了'}>
          {choice === 'now' ? '过期的和到本周日为止到期的会列在这里。' : '选“全部”可以查看已完成的任务。'}
        </EmptyState>
      )}
      {groups.map((group) => (
        <section key={group.title} className="campaign-phase" aria-label={group.title || '任务列表'}>
          {group.title !== '' && (
            <h2>
              {group.title} <span className="quiet number">{group.days}</span>
            </h2>
          )}
          <TaskTable tasks={group.tasks} today={today} onEdit={onEdit} />
        </section>
      ))}
    </>
  );
}

function TaskTable({
  tasks,
  today,
  onEdit,
}: {
  tasks: readonly CampaignTask[];
  today: string;
  onEdit: (task: CampaignTask) => void;
}) {
  const may = useMayCall();
  return (
    <Table<CampaignTask>
      size="small"
      rowKey="id"
      dataSource={[...tasks]}
      pagination={false}
      columns={[
        {
          title: '完成',
          width: 56,
          render: (_, task) =>
            may('campaigns.finishTask') ? <DoneBox task={task} today={today} /> : task.doneOn !== null && '✓',
        },
        {
          title: '期限',
          width: 190,
          className: 'number',
          render: (_, task) => {
            const state = taskState(task, today);
            return (
              <>
                {task.dueOn === null ? '' : `${shortDay(task.dueOn)} `}
                <Tag tone={tones[state]}>{taskStateNames[state]}</Tag>
              </>
            );
          },
        },
        {
          title: '任务',
          render: (_, { title, kind, note }) => (
            <>
              {obligationKindNames[kind]}：{title}
              {note !== '' && <div className="quiet small">{note}</div>}
            </>
          ),
        },
        {
          title: '责任单位',
          width: 200,
          render: (_, { body, helping }) => (
            <>
              {body}
              {helping !== '' && <div className="quiet small">配合：{helping}</div>}
            </>
          ),
        },
        {
          title: '依据',
          width: 260,
          render: (_, { article, excerpt }) =>
            article === '' ? (
              <span className="quiet">本单位自定</span>
            ) : (
              <span className="campaign-excerpt" title={excerpt}>
                {article}
                {excerpt !== '' && `：${excerpt}`}
              </span>
            ),
        },
        {
          title: '',
          width: 84,
          render: (_, task) => <RowActions task={task} onEdit={onEdit} />,
        },
      ]}
    />
  );
}

function DoneBox({ task, today }: { task: CampaignTask; today: string }) {
  const finish = useCommand('campaigns.finishTask');
  const carryOut = useCarryOut();
  const isDone = task.doneOn !== null;
  return (
    <Checkbox
      aria-label={`${task.title} 已完成`}
      checked={isDone}
      disabled={finish.isPending}
      title={isDone ? `${task.doneOn} ${task.doneBy}` : '登记完成'}
      onChange={() =>
        carryOut(
          () => finish.mutateAsync({ input: { id: task.id, doneOn: isDone ? null : today } }),
          isDone ? '已改回未完成' : '已登记完成，可按 Ctrl+Z 撤销',
        )
      }
    />
  );
}

function RowActions({ task, onEdit }: { task: CampaignTask; onEdit: (task: CampaignTask) => void }) {
  const remove = useCommand('campaigns.removeTask');
  const may = useMayCall();
  const carryOut = useCarryOut();
  return (
    <span className="row-actions">
      {may('campaigns.saveTask') && (
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={`修改 ${task.title}`}
          onClick={() => onEdit(task)}
        />
      )}
      {may('campaigns.removeTask') && (
        <Popconfirm
          title="删除这项任务？"
          okText="删除"
          cancelText="不删"
          onConfirm={() =>
            carryOut(() => remove.mutateAsync({ input: { id: task.id } }), '任务已删除，可按 Ctrl+Z 撤销')
          }
        >
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`删除 ${task.title}`} />
        </Popconfirm>
      )}
    </span>
  );
}
