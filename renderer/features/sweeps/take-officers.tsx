import { Button, Input, Modal, Table } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import { FileButton } from '../../components/file-button.tsx';
import { useBusyCarryOut, useCarryOut } from '../../components/use-carry-out.ts';

type Read = OutputOf<'officers.read'>;

/** Takes officers over from a list: pasted from a spreadsheet, or a file. What cannot be taken says why. */
export function TakeOfficers({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [read, setRead] = useState<Read | null>(null);
  const take = useCommand('officers.take');
  const carryOut = useCarryOut();
  const reading = useBusyCarryOut();
  const good = (read ?? []).filter(({ problem }) => problem === '');
  const readText = () =>
    reading.carryOut(async () => setRead(await client.call('officers.read', { token: null, text })));
  const submit = () =>
    carryOut(
      () => take.mutateAsync({ input: { officers: good.map(({ problem: _, ...officer }) => officer) } }),
      ({ added, changed, same }) =>
        `新增 ${added} 人，更新 ${changed} 人，${same} 人没有变化，可按 Ctrl+Z 撤销`,
      onClose,
    );
  return (
    <Modal
      open
      title="从名单导入执法人员"
      width={820}
      okText={`导入 ${good.length} 人`}
      okButtonProps={{ disabled: good.length === 0 }}
      cancelText="取消"
      confirmLoading={take.isPending}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <Input.TextArea
        aria-label="粘贴名单"
        rows={4}
        value={text}
        placeholder="从表格复制后粘贴：姓名、执法证号、单位、电话、有效期；有表头时按表头认列"
        onChange={({ target }) => setText(target.value)}
      />
      <div className="officers-bar">
        <Button disabled={text.trim() === ''} loading={reading.busy} onClick={() => void readText()}>
          读取
        </Button>
        <FileButton
          accept=".xlsx,.xls,.et,.csv,.ods"
          onChosen={async ({ token }) => setRead(await client.call('officers.read', { token, text: '' }))}
        >
          选择文件…
        </FileButton>
      </div>
      {read && (
        <Table
          size="small"
          rowKey={(row) => `${row.certificate} ${row.name} ${row.problem}`}
          dataSource={read}
          pagination={{ pageSize: 8, hideOnSinglePage: true }}
          columns={[
            { title: '姓名', dataIndex: 'name' },
            { title: '执法证号', dataIndex: 'certificate', className: 'number' },
            { title: '单位', dataIndex: 'agency' },
            { title: '电话', dataIndex: 'phone', className: 'number' },
            { title: '有效期至', render: (_, { validUntil }) => validUntil ?? '—' },
            { title: '', render: (_, { problem }) => problem && `不能导入：${problem}` },
          ]}
        />
      )}
    </Modal>
  );
}
