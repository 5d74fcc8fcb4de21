import { Button, Form, Input, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { momentText } from '../../components/format.ts';
import { ProvisionMark } from '../../components/gates/provision-mark.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { EmptyState } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

/** Keeps what gates have today, and tells what has changed since an earlier day. */
export function CompareSnapshots() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>前后对比</Button>
      {open && <CompareDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function CompareDialog({ onClose }: { onClose: () => void }) {
  const kept = useService('provisions.kept', {});
  const [chosen, setChosen] = useState<number | null>(null);
  const id = chosen ?? kept.data?.[0]?.id ?? null;
  const changes = useService('provisions.compare', id === null ? null : { id });
  return (
    <Modal open width={760} title="设施前后对比" footer={null} onCancel={onClose}>
      <div className="matrix-bar">
        <Permitted to="provisions.keep">
          <KeepSnapshot />
        </Permitted>
        <Select
          aria-label="与哪次比"
          placeholder="还没有留存过"
          value={id}
          onChange={setChosen}
          style={{ width: 300, marginLeft: 'auto' }}
          options={(kept.data ?? []).map((each) => ({
            value: each.id,
            label: `与 ${each.title}（${momentText(each.at)}）比`,
          }))}
        />
      </div>
      {id === null ? (
        <EmptyState title="还没有留存过">先留存一次现状，改造以后再来看变了哪些。</EmptyState>
      ) : (
        <Table
          size="small"
          rowKey={({ gate, school, requirement }) => `${school}/${gate}/${requirement}`}
          loading={changes.isPending}
          dataSource={changes.data ?? []}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          locale={{ emptyText: '没有变化' }}
          columns={[
            { title: '学校', dataIndex: 'school' },
            { title: '校门', dataIndex: 'gate' },
            { title: '设施', dataIndex: 'requirement' },
            { title: '当时', width: 90, render: (_, { before }) => <ProvisionMark provision={before} /> },
            { title: '现在', width: 90, render: (_, { now }) => <ProvisionMark provision={now} /> },
          ]}
        />
      )}
    </Modal>
  );
}

/** Keeps what gates have today, under a name. */
function KeepSnapshot() {
  const keep = useCommand('provisions.keep');
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  const submit = async ({ title }: { title: string }, { sent }: SentDraft) =>
    await carryOut(() => keep.mutateAsync({ input: { title } }), '已留存今天的现状，以后可以对比', sent);
  return (
    <KeptForm<{ title: string }>
      className="snapshot-form"
      layout="inline"
      draft={{ kind: 'snapshot', thing: 'new', title: '留存名称' }}
      initialValues={{ title: `${workspace.data?.today ?? ''} 现状` }}
      onFinish={submit}
    >
      <Form.Item name="title" rules={[required('留存名称')]}>
        <Input aria-label="留存名称" maxLength={60} style={{ width: 220 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={keep.isPending}>
        留存现状
      </Button>
    </KeptForm>
  );
}
