import { Button, Input, Popconfirm, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { type SheetPrint, sheetFormatNames } from '#shared/contract/sheets.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { momentText } from '../../../components/format.ts';
import { saveFile } from '../../../components/save-file.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { useBusyCarryOut } from '../../../components/use-carry-out.ts';
import { goOn, takeFile } from './make-sheets.ts';

/** 出图登记: what was printed for whom, and the files as they were handed out. */
export function PrintList() {
  const prints = useService('sheets.prints', {});
  const [text, setText] = useState('');
  if (prints.error) return <ErrorState error={prints.error} onRetry={() => void prints.refetch()} />;
  if (!prints.data) return <Loading />;
  const rows = prints.data.filter(({ number, title, recipient, purpose, madeBy }) =>
    `${number}${title}${recipient}${purpose}${madeBy}`.includes(text),
  );
  return (
    <div className="sheets-prints">
      <Input
        allowClear
        className="sheets-prints-search"
        placeholder="图号、图名、发给谁"
        aria-label="查找出图记录"
        onChange={({ target }) => setText(target.value.trim())}
      />
      <Table<SheetPrint>
        size="middle"
        rowKey="id"
        scroll={{ x: 1250 }}
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{
          emptyText: (
            <EmptyState title="还没有出图记录">
              在“出图”里选好模板和页面，点“出图并登记”。文件原样留存，随时可以再取。
            </EmptyState>
          ),
        }}
        columns={columns}
      />
    </div>
  );
}

const columns: NonNullable<TableProps<SheetPrint>['columns']> = [
  {
    title: '图号',
    dataIndex: 'number',
    width: 130,
    className: 'number',
    sorter: (a, b) => a.id - b.id,
  },
  { title: '图名', dataIndex: 'title' },
  { title: '纸张', dataIndex: 'paper', width: 110 },
  {
    title: '格式',
    dataIndex: 'format',
    width: 90,
    render: (format: SheetPrint['format']) => sheetFormatNames[format].split(' ')[0],
  },
  { title: '页数', dataIndex: 'pages', width: 70, align: 'right', className: 'number' },
  { title: '发给', dataIndex: 'recipient', width: 120, ellipsis: true },
  { title: '用途', dataIndex: 'purpose', width: 120, ellipsis: true },
  {
    title: '时间',
    dataIndex: 'madeAt',
    width: 150,
    className: 'number',
    render: (at: string) => momentText(at),
  },
  { title: '经手', dataIndex: 'madeBy', width: 90 },
  { title: '', width: 210, render: (_, print) => <PrintActions print={print} /> },
];

/** A finished print can be had again; one that was cut short goes on or is given up. */
function PrintActions({ print: { id, state, number, title, file } }: { print: SheetPrint }) {
  const { busy, carryOut: run } = useBusyCarryOut();
  const takeIndex = async () =>
    saveFile(await client.call('sheets.index', { id }), `${title} ${number} 索引.xlsx`);
  return state === 'done' ? (
    <>
      <Button type="link" size="small" loading={busy} onClick={() => void run(() => takeFile(id, file))}>
        再取一份
      </Button>
      <Button type="link" size="small" onClick={() => void run(takeIndex)}>
        索引表
      </Button>
    </>
  ) : (
    <>
      <Button type="link" size="small" loading={busy} onClick={() => void run(() => goOn(id, title))}>
        继续出图
      </Button>
      <Popconfirm
        title="放弃这次出图？"
        description="已绘好的页会删除，图号不再使用。"
        onConfirm={() => void run(() => client.call('sheets.drop', { id }))}
      >
        <Button type="link" size="small" danger>
          放弃
        </Button>
      </Popconfirm>
    </>
  );
}
