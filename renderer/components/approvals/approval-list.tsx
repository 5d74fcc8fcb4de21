import { Button, Popconfirm, Segmented, Table } from 'antd';
import { useState } from 'react';
import type { Approval } from '#shared/contract/approvals.ts';
import { approvalStateNames } from '#shared/ledger/approval.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { linkTo } from '../../routes/routes.ts';
import { momentText } from '../format.ts';
import { EmptyState, ErrorState, Loading } from '../states.tsx';
import { Tag, type TagTone } from '../tags.tsx';
import { useCarryOut } from '../use-carry-out.ts';
import { DecideDialog } from './decide-dialog.tsx';
import './approval-list.css';

type Part = 'decidable' | 'mine' | 'decided';

const tones: Readonly<Record<Approval['state'], TagTone>> = {
  waiting: 'doubt',
  approved: 'supervised',
  returned: 'violation',
  withdrawn: 'plain',
};

function isIn(part: Part, { decidable, mine }: Approval): boolean {
  if (part === 'mine') return mine;
  return part === 'decidable' ? decidable : !mine && !decidable;
}

/** 待我审批、我提交的: what waits for this person, what this person asked for, and what was decided. */
export function ApprovalList() {
  const approvals = useService('approvals.list', {});
  const [part, setPart] = useState<Part>('decidable');
  if (approvals.error) return <ErrorState error={approvals.error} onRetry={() => void approvals.refetch()} />;
  const all = approvals.data;
  if (!all) return <Loading />;
  const count = (of: Part) => all.filter((each) => isIn(of, each)).length;
  return (
    <>
      <div className="approval-parts">
        <Segmented<Part>
          value={part}
          onChange={setPart}
          options={[
            { value: 'decidable', label: `待我审批 ${count('decidable')}` },
            { value: 'mine', label: `我提交的 ${count('mine')}` },
            { value: 'decided', label: '已办的' },
          ]}
        />
      </div>
      <ApprovalRows rows={all.filter((each) => isIn(part, each))} />
    </>
  );
}

/** Approvals line by line; those that wait for this person can be decided. */
export function ApprovalRows({ rows }: { rows: readonly Approval[] }) {
  const [deciding, setDeciding] = useState<Approval | null>(null);
  return (
    <>
      <ApprovalTable rows={rows} onDecide={setDeciding} />
      {deciding && <DecideDialog approval={deciding} onClose={() => setDeciding(null)} />}
    </>
  );
}

function ApprovalTable({
  rows,
  onDecide,
}: {
  rows: readonly Approval[];
  onDecide: (approval: Approval) => void;
}) {
  return (
    <Table<Approval>
      size="middle"
      rowKey="id"
      dataSource={[...rows]}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      locale={{
        emptyText: (
          <EmptyState title="没有审批事项">
            用账号登录时，销号、延期、挂牌、摘牌和公文签发经别人同意后生效。
          </EmptyState>
        ),
      }}
      columns={[
        { title: '事项', render: (_, row) => <Matter approval={row} /> },
        {
          title: '提交',
          width: 200,
          render: (_, { asker, askedAt }) => (
            <>
              {asker}
              <br />
              <span className="quiet small number">{momentText(askedAt)}</span>
            </>
          ),
        },
        { title: '结果', width: 260, render: (_, row) => <Outcome approval={row} onDecide={onDecide} /> },
      ]}
    />
  );
}

function Matter({ approval: { title, hazard, summary } }: { approval: Approval }) {
  return (
    <>
      <strong>{title}</strong>{' '}
      {hazard && (
        <a href={linkTo({ name: 'hazard', id: hazard.id })}>
          {hazard.code} {hazard.placeName}
        </a>
      )}
      {summary && <p className="quiet small">{summary}</p>}
    </>
  );
}

/** How it stands, and what this person can do about it. */
function Outcome({ approval, onDecide }: { approval: Approval; onDecide: (approval: Approval) => void }) {
  const { id, state, decidable, mine, decider, decidedAt, note } = approval;
  const withdraw = useCommand('approvals.withdraw');
  const carryOut = useCarryOut();
  const takeBack = () => carryOut(() => withdraw.mutateAsync({ input: { id } }), '已撤回');
  if (decidable)
    return (
      <Button size="small" type="primary" onClick={() => onDecide(approval)}>
        审批
      </Button>
    );
  return (
    <>
      <Tag tone={tones[state]}>{approvalStateNames[state]}</Tag>{' '}
      {mine && state === 'waiting' && (
        <Popconfirm title="撤回这项审批？" okText="撤回" cancelText="留着" onConfirm={takeBack}>
          <Button size="small">撤回</Button>
        </Popconfirm>
      )}
      {decidedAt && state !== 'withdrawn' && (
        <span className="quiet small">
          {decider}，{momentText(decidedAt)}
        </span>
      )}
      {note && <p className="small">{note}</p>}
    </>
  );
}
