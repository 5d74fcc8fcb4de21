import { Alert, Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { FormProblem, TakenForms } from '#shared/contract/self-checks.ts';
import { client } from '../../../client/client.ts';
import { useCommand } from '../../../client/queries.ts';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { Tag } from '../../../components/tags.tsx';
import { useBusyCarryOut, useCarryOut } from '../../../components/use-carry-out.ts';
import { goTo } from '../../../routes/navigation.ts';

/** Forms that came back, many at once: first looked at, then taken over. */
export function TakeForms() {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  return (
    <>
      <FileButton
        accept=".xlsx,.xls,.et"
        several
        onChosen={(file) => setFiles((before) => [...before, file])}
      >
        收回自查表
      </FileButton>
      {files.length > 0 && <TakeDialog files={files} onClose={() => setFiles([])} />}
    </>
  );
}

function TakeDialog({ files, onClose }: { files: readonly ChosenFile[]; onClose: () => void }) {
  const [read, setRead] = useState<TakenForms | null>(null);
  const { busy, carryOut: look } = useBusyCarryOut();
  const take = useCommand('selfChecks.take');
  const carryOut = useCarryOut();
  const input = { tokens: files.map(({ token }) => token) };
  const onLook = () => look(() => client.call('selfChecks.read', input), null, setRead);
  const onTake = () =>
    carryOut(
      () => take.mutateAsync({ input }),
      ({ forms, hazards }) =>
        `已收下 ${forms} 份自查表，登记 ${hazards} 件隐患；整批撤销在“名单 → 导入记录”里`,
      () => {
        onClose();
        goTo({ name: 'ledger' });
      },
    );
  return (
    <Modal
      open
      title={`收回自查表（${files.length} 个文件）`}
      width={860}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="close" onClick={onClose}>
          取消
        </Button>,
        <Button key="look" loading={busy} onClick={onLook}>
          核对
        </Button>,
        <Button
          key="take"
          type="primary"
          loading={take.isPending}
          disabled={read === null || read.forms === 0}
          onClick={onTake}
        >
          收下
        </Button>,
      ]}
    >
      {read === null ? (
        <p className="quiet">
          先“核对”：读出每份表是哪个单位的、有哪些隐患、哪一格填得不对；核对时什么也不写入。
        </p>
      ) : (
        <Looked read={read} />
      )}
    </Modal>
  );
}

function Looked({ read: { forms, known, hazards, faults, problems } }: { read: TakenForms }) {
  return (
    <>
      <Alert
        type={forms === 0 ? 'warning' : 'info'}
        title={`可收 ${forms} 份，隐患 ${hazards} 件，不符合 ${faults} 项；以前收过的 ${known} 份不再读`}
      />
      {problems.length > 0 && (
        <Table<FormProblem>
          className="check-problems"
          size="small"
          rowKey={({ file, sheet, row, field, message }) => [file, sheet, row, field, message].join('/')}
          dataSource={[...problems]}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: '文件', dataIndex: 'file', width: 200, ellipsis: true },
            {
              title: '位置',
              width: 170,
              render: (_, { sheet, row }) => (sheet === '' ? '整份' : `${sheet} 第 ${row} 行`),
            },
            { title: '栏目', dataIndex: 'field', width: 110 },
            {
              title: '问题',
              render: (_, { message, rejected }) => (
                <>
                  {rejected && <Tag tone="violation">没有收</Tag>} {message}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
