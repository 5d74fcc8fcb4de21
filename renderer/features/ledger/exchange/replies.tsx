import { Button, Form, Input, Table } from 'antd';
import { useState } from 'react';
import type { ExchangeReply } from '#shared/contract/exchange.ts';
import { stepsConfirmed } from '#shared/exchange/reply.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { useCommand } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { EmptyState } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { linkTo } from '../../../routes/routes.ts';

interface Settling {
  readonly reply: ExchangeReply;
  readonly confirmed: boolean;
}

/** What other systems said of hazards: a person says whether it is so. Nothing is closed by it. */
export function Replies({ replies, onLeave }: { replies: readonly ExchangeReply[]; onLeave: () => void }) {
  const [settling, setSettling] = useState<Settling | null>(null);
  const may = useMayCall();
  if (replies.length === 0)
    return (
      <EmptyState title="没有待确认的反馈">
        对方系统回告的状态和结果先在这里等人确认，确认“已办结”的转为待复查，不会自动销号。
      </EmptyState>
    );
  return (
    <>
      <Table<ExchangeReply>
        size="small"
        rowKey="id"
        dataSource={[...replies]}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: '隐患',
            width: 190,
            render: (_, { hazardId, code, placeName }) => (
              <>
                <a href={linkTo({ name: 'hazard', id: hazardId })} onClick={onLeave}>
                  {code}
                </a>
                <div className="quiet small">{placeName}</div>
              </>
            ),
          },
          { title: '系统', width: 140, render: (_, { system, number }) => `${system} ${number}` },
          { title: '对方的状态', width: 96, render: (_, { state }) => hazardStateNames[state] },
          { title: '这里的状态', width: 96, render: (_, { here }) => hazardStateNames[here] },
          { title: '结果', dataIndex: 'result' },
          {
            title: '',
            width: 140,
            render: (_, reply) =>
              may('exchange.settle') && (
                <>
                  <Button type="link" size="small" onClick={() => setSettling({ reply, confirmed: true })}>
                    属实
                  </Button>
                  <Button type="link" size="small" onClick={() => setSettling({ reply, confirmed: false })}>
                    不认可
                  </Button>
                </>
              ),
          },
        ]}
      />
      {settling && <SettleReply {...settling} onClose={() => setSettling(null)} />}
    </>
  );
}

function SettleReply({ reply, confirmed, onClose }: Settling & { onClose: () => void }) {
  const settle = useCommand('exchange.settle');
  const carryOut = useCarryOut();
  const submit = ({ note }: { note: string }, { formId, sent }: SentDraft) =>
    carryOut(
      () => settle.mutateAsync({ input: { id: reply.id, confirmed, note, formId } }),
      ({ state }) => `${reply.code} 现在是“${hazardStateNames[state]}”`,
      () => {
        sent();
        onClose();
      },
    );
  const becomes = confirmed && stepsConfirmed(reply, reply.here).length > 0;
  return (
    <FormDialog<{ note: string }>
      title={`${reply.code}：${confirmed ? '确认反馈属实' : '不认可反馈'}`}
      okText={confirmed ? '确认' : '不认可'}
      saving={settle.isPending}
      onClose={onClose}
      draft={{ kind: 'exchangeReply', thing: String(reply.id), title: `${reply.code} 外部反馈` }}
      onFinish={submit}
      layout="vertical"
    >
      <p className="quiet">{becomes ? '确认后转为“待复查”，由复查销号。' : '状态不变，写入办理经过。'}</p>
      <Form.Item name="note" label="怎样核对的" rules={[{ required: true, message: '请写明怎样核对的' }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
