import { Alert, Button, Table } from 'antd';
import { useState } from 'react';
import type { TakenEvents } from '#shared/contract/exchange.ts';
import { exchangeFields } from '#shared/exchange/exchange-event.ts';
import { client } from '../../../client/client.ts';
import { useCommand } from '../../../client/queries.ts';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { Tag } from '../../../components/tags.tsx';
import { useBusyCarryOut, useCarryOut } from '../../../components/use-carry-out.ts';
import { SystemSelect } from './system-select.tsx';

type Told = TakenEvents['told'][number];
type Problem = TakenEvents['problems'][number];

/** What a field is called; columns of a hazard are told by their names already. */
const titleOf = (field: string) => exchangeFields.find(({ path }) => path === field)?.title ?? field;

const outcomes: Readonly<Record<Told['outcome'], string>> = {
  added: '新增',
  updated: '更新',
  reply: '待确认',
};

/** A file of events: first looked at, then taken in as one batch. */
export function ReceiveEvents({ onTaken }: { onTaken: () => void }) {
  const [system, setSystem] = useState('');
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [read, setRead] = useState<TakenEvents | null>(null);
  const { busy, carryOut: look } = useBusyCarryOut();
  const take = useCommand('exchange.take');
  const carryOut = useCarryOut();
  const input = { token: file?.token ?? '', system: system.trim() };
  const choose = (chosen: ChosenFile) => {
    setFile(chosen);
    setRead(null);
  };
  const name = (given: string) => {
    setSystem(given);
    setRead(null);
  };
  const nothing = read === null || read.added + read.updated + read.replies === 0;
  const onTake = () =>
    carryOut(
      () => take.mutateAsync({ input }),
      ({ added, updated, replies }) =>
        `已收进：新增 ${added}，更新 ${updated}，待确认 ${replies}；整批撤销在“名单 → 批次”里`,
      onTaken,
    );
  return (
    <div className="exchange-form">
      <div className="exchange-row">
        <span>对方系统</span>
        <SystemSelect value={system} onChange={name} placeholder="默认按文件写明的" />
        <FileButton accept=".json,.csv" onChosen={choose}>
          选择文件
        </FileButton>
        <span className="quiet">{file?.name ?? '.json 或 .csv，格式见《交换格式》'}</span>
      </div>
      {read && <Looked read={read} />}
      <div className="exchange-foot">
        <Button
          loading={busy}
          disabled={file === null}
          onClick={() => void look(() => client.call('exchange.read', input), null, setRead)}
        >
          核对
        </Button>
        <Button type="primary" loading={take.isPending} disabled={nothing} onClick={() => void onTake()}>
          收进
        </Button>
      </div>
    </div>
  );
}

function Looked({ read }: { read: TakenEvents }) {
  const { system, rows, added, updated, replies, unchanged, rejected, told, problems } = read;
  return (
    <>
      <Alert
        type={rejected > 0 ? 'warning' : 'info'}
        showIcon
        title={`${system} ${rows} 件：新增 ${added}，更新 ${updated}，待确认 ${replies}，未变 ${unchanged}，拒收 ${rejected}`}
      />
      {told.length > 0 && (
        <Table<Told>
          size="small"
          rowKey="row"
          dataSource={told}
          pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: '行', dataIndex: 'row', width: 52, className: 'number' },
            { title: '', width: 84, render: (_, { outcome }) => outcomes[outcome] },
            { title: '编号', width: 170, render: (_, { code, number }) => code || number },
            { title: '地点', dataIndex: 'place', width: 150, ellipsis: true },
            { title: '情况', dataIndex: 'description', ellipsis: true },
            { title: '改什么', dataIndex: 'changes', width: 170, ellipsis: true },
          ]}
        />
      )}
      {problems.length > 0 && (
        <Table<Problem>
          size="small"
          rowKey={({ row, field, code }) => `${row}/${field}/${code}`}
          dataSource={problems}
          pagination={{ pageSize: 6, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: '行', dataIndex: 'row', width: 52, className: 'number' },
            { title: '栏目', width: 110, render: (_, { field }) => titleOf(field) },
            { title: '值', dataIndex: 'value', width: 170, ellipsis: true },
            {
              title: '问题',
              render: (_, { message, rejected: isRejected }) => (
                <>
                  {isRejected && <Tag tone="violation">没有收</Tag>} {message}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
