import { CarryOutOutlined } from '@ant-design/icons';
import { Alert, Button, Modal, Radio, Space, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { PacketDifference, PacketSide } from '#shared/contract/packets.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { type ChosenFile, FileButton } from '../../components/file-button.tsx';
import { momentText } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { EmptyState } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import './packets-dialog.css';

type Preview = OutputOf<'packets.preview'>;

/** Field packets of a sweep: which left, which came back, and bringing one back. */
export function PacketsButton({ sweepId }: { sweepId: number }) {
  const packets = useService('packets.list', { sweepId });
  const workspace = useService('workspace.describe', {});
  const [open, setOpen] = useState(false);
  const [returning, setReturning] = useState<{ token: string; preview: Preview } | null>(null);
  if (workspace.data?.packet) return null;
  const read = async ({ token }: ChosenFile) =>
    setReturning({ token, preview: await client.call('packets.preview', { token }) });
  return (
    <>
      <Button icon={<CarryOutOutlined />} onClick={() => setOpen(true)}>
        外勤包
      </Button>
      <Modal
        open={open && !returning}
        title="外勤包"
        width={680}
        onCancel={() => setOpen(false)}
        footer={
          <Space>
            <Button onClick={() => setOpen(false)}>关闭</Button>
            <FileButton accept=".xatp" onChosen={read}>
              带回外勤记录…
            </FileButton>
          </Space>
        }
      >
        {packets.data?.length === 0 ? (
          <EmptyState title="还没有导出过外勤包">
            在小组名称旁点“导出外勤包”，得到一个文件；外勤电脑上打开它就能检查、拍照、登记隐患，不带其他数据。
          </EmptyState>
        ) : (
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={packets.data ?? []}
            loading={packets.isPending}
            scroll={{ y: 320 }}
            columns={[
              { title: '编号', width: 70, render: (_, { number }) => `W${number}` },
              { title: '小组', dataIndex: 'team' },
              { title: '检查点', width: 80, dataIndex: 'stops', align: 'right' },
              { title: '导出', render: (_, { madeAt, madeBy }) => `${momentText(madeAt)} ${madeBy}` },
              {
                title: '带回',
                render: (_, { returnedAt }) => (returnedAt ? momentText(returnedAt) : '尚未带回'),
              },
            ]}
          />
        )}
      </Modal>
      {returning && (
        <BringBack
          {...returning}
          onClose={() => setReturning(null)}
          onDone={() => {
            setReturning(null);
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

/** What a file from the field brings; of each conflict somebody chooses a side. */
function BringBack({
  token,
  preview,
  onClose,
  onDone,
}: {
  token: string;
  preview: Preview;
  onClose: () => void;
  onDone: () => void;
}) {
  const bring = useCommand('packets.bringBack');
  const notify = useNotify();
  const carryOut = useCarryOut();
  const [sides, setSides] = useState<Record<string, PacketSide>>({});
  const { about, brought, visits, changes, conflicts, notes, aside, returnedAt } = preview;
  const undecided = conflicts.filter(({ key }) => !sides[key]).length;
  const nothing = Object.values(brought).every((count) => count === 0);
  const submit = () =>
    carryOut(
      () => bring.mutateAsync({ input: { token, sides } }),
      (done) => `已带回 ${done.visits} 次检查、${done.hazards} 项隐患、${done.files} 个附件`,
      (done) => {
        for (const each of done.aside) notify.failed(new Error(`没有带回${each.what}：${each.reason}`));
        onDone();
      },
    );
  const chooseAll = (side: PacketSide) =>
    setSides(Object.fromEntries(conflicts.map(({ key }) => [key, side])));
  return (
    <Modal
      open
      width={860}
      title={`带回外勤：${about.team}（W${about.number}）`}
      onCancel={onClose}
      onOk={submit}
      confirmLoading={bring.isPending}
      okText={undecided > 0 ? `还有 ${undecided} 处冲突未选` : '带回'}
      okButtonProps={{ disabled: undecided > 0 || nothing }}
      cancelText="不带回"
    >
      <div className="bring-back">
        <p className="quiet">
          {momentText(about.madeAt)} 由 {about.madeBy} 导出
          {returnedAt && `，${momentText(returnedAt)} 带回过，这里只列出之后的新内容`}。
        </p>
        {nothing && conflicts.length === 0 && <Alert type="info" title="没有新的内容，外勤还没有记录" />}
        <ul className="bring-back-counts number">
          {countNames.map(([key, title]) => (
            <li key={key} className={brought[key] === 0 ? 'quiet' : undefined}>
              <strong>{brought[key]}</strong> {title}
            </li>
          ))}
        </ul>
        {conflicts.length > 0 && (
          <section aria-label="冲突">
            <h3>
              两边都改过，请逐项选择以哪边为准（{conflicts.length}）
              <Button size="small" type="link" onClick={() => chooseAll('own')}>
                全用本机
              </Button>
              <Button size="small" type="link" onClick={() => chooseAll('back')}>
                全用外勤
              </Button>
            </h3>
            <Differences
              rows={conflicts}
              side={(row) => (
                <Radio.Group
                  size="small"
                  aria-label={`${row.what} ${row.field}`}
                  value={sides[row.key]}
                  onChange={({ target }) => setSides({ ...sides, [row.key]: target.value })}
                  options={[
                    { value: 'own', label: '本机' },
                    { value: 'back', label: '外勤' },
                  ]}
                />
              )}
            />
          </section>
        )}
        {changes.length > 0 && (
          <section aria-label="修改">
            <h3>外勤的修改（{changes.length}）</h3>
            <Differences rows={changes} />
          </section>
        )}
        {visits.length > 0 && (
          <section aria-label="检查">
            <h3>新的现场检查（{visits.length}）</h3>
            <ul className="bring-back-visits">
              {visits.map(({ place, startedAt, result, hazards }) => (
                <li key={`${place} ${startedAt}`}>
                  <span className="number">{startedAt.replace('T', ' ')}</span> {place} · {result}
                  {hazards > 0 && ` · 隐患 ${hazards} 项`}
                </li>
              ))}
            </ul>
          </section>
        )}
        <Lines type="error" lines={aside.map(({ what, reason }) => `没有带回${what}：${reason}`)} />
        <Lines type="warning" lines={notes} />
      </div>
    </Modal>
  );
}

function Lines({ type, lines }: { type: 'error' | 'warning'; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <Alert type={type} title={lines.map((line) => <p key={line}>{line}</p>)} />;
}

const countNames: readonly (readonly [keyof Preview['brought'], string])[] = [
  ['visits', '次检查'],
  ['hazards', '项隐患'],
  ['files', '个附件'],
  ['surveys', '份实测'],
  ['licences', '个许可证'],
  ['comments', '条批注'],
  ['places', '处新增地点'],
  ['changes', '处修改'],
];

function Differences({
  rows,
  side,
}: {
  rows: readonly PacketDifference[];
  side?: (row: PacketDifference) => ReactNode;
}) {
  return (
    <Table
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        { title: '对象', dataIndex: 'what' },
        { title: '项目', dataIndex: 'field', width: 90 },
        { title: '导出时', dataIndex: 'base' },
        { title: '本机现在', dataIndex: 'own' },
        { title: '外勤', dataIndex: 'back' },
        ...(side
          ? [{ title: '以哪边为准', width: 150, render: (_: unknown, row: PacketDifference) => side(row) }]
          : []),
      ]}
    />
  );
}
