import { Button, Modal, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import type { ReviewGroup } from '#shared/contract/review.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { CategorySelect } from '../../../components/category-select.tsx';
import { categoryTitle } from '../../../components/format.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { Adoptions } from './adoptions.tsx';
import { KeptKinds } from './kept-kinds.tsx';
import { ReviewQueue } from './review-queue.tsx';

/** Categories that the words do not settle: one decision can hold for all alike, and for later lists. */
export function ReviewView() {
  const groups = useService('review.groups', {});
  const [opened, setOpened] = useState<ReviewGroup | null>(null);
  // The queue is read once: what is decided beside it has it read anew.
  const [round, setRound] = useState(0);
  const readAnew = () => setRound((before) => before + 1);
  if (groups.error) return <ErrorState error={groups.error} />;
  if (!groups.data) return <Loading />;
  return (
    <>
      <ReviewQueue key={round} />
      <section className="card">
        <header className="review-head">
          <h2>类别复核（{groups.data.total} 家）</h2>
          <Reclassify onDone={readAnew} />
        </header>
        <p className="quiet small">
          这些场所只有经营范围提到受管控的业务，或名称可能另有所指。按判断所依据的用词归在一起；在管控范围内的排在前面。
        </p>
        {groups.data.groups.length === 0 ? (
          <EmptyState title="没有需要复核的类别">名单里的类别都有充分依据。</EmptyState>
        ) : (
          <ul className="review-groups" data-testid="review-groups">
            {groups.data.groups.map((group) => (
              <Group
                key={`${group.category}/${group.reason}`}
                group={group}
                onOpen={() => setOpened(group)}
                onDone={readAnew}
              />
            ))}
          </ul>
        )}
      </section>
      <Wordings onDone={readAnew} />
      <Adoptions onDone={readAnew} />
      <Modal
        open={opened !== null}
        title={opened?.reason}
        footer={null}
        width={900}
        onCancel={() => setOpened(null)}
        destroyOnHidden
      >
        {opened && <GroupVenues group={opened} onDone={readAnew} />}
      </Modal>
    </>
  );
}

function Group({ group, onOpen, onDone }: { group: ReviewGroup; onOpen: () => void; onDone: () => void }) {
  // Of those that could be several things the reviewer says which.
  const [category, setCategory] = useState(group.category === UNKNOWN_CATEGORY ? '' : group.category);
  const workspace = useService('workspace.describe', {});
  const save = useCommand('review.saveWording');
  const carryOut = useCarryOut();
  const { wording } = group;
  const decide = async () => {
    if (!wording) return;
    await carryOut(
      () => save.mutateAsync({ input: { ...wording, category } }),
      ({ changed }) =>
        `已定为“${categoryTitle(workspace.data?.categories ?? [], category)}”，${changed} 家改类，以后的名单照此办理`,
      onDone,
    );
  };
  return (
    <li>
      <div className="review-words">
        <b>{group.reason}</b>
        <span>
          <Tag tone="accent">{categoryTitle(workspace.data?.categories ?? [], group.category)}</Tag>{' '}
          <span className="number">{group.count} 家</span>
          {group.inZone > 0 && (
            <>
              {' '}
              <Tag tone="violation">{group.inZone} 家在管控范围</Tag>
            </>
          )}
        </span>
        <span className="quiet small">例如：{group.examples.map(({ name }) => name).join('、')}</span>
      </div>
      <div className="review-decide">
        <CategorySelect value={category} onChange={setCategory} />
        <Button
          type="primary"
          disabled={!wording || category === ''}
          loading={save.isPending}
          onClick={decide}
        >
          都定为此类
        </Button>
        <Button onClick={onOpen}>逐家看</Button>
      </div>
    </li>
  );
}

/** What was imported with older words is looked at again only when somebody asks for it. */
function Reclassify({ onDone }: { onDone: () => void }) {
  const reclassify = useCommand('review.reclassify');
  const carryOut = useCarryOut();
  const run = () =>
    carryOut(
      () => reclassify.mutateAsync({ input: {} }),
      ({ changed }) => (changed === 0 ? '没有场所改类' : `${changed} 家改类`),
      onDone,
    );
  return (
    <Popconfirm
      title="按现在的用词重新分类？"
      description="人工认定过的保留不变。"
      okText="重新分类"
      cancelText="取消"
      onConfirm={run}
    >
      <Button loading={reclassify.isPending}>按现在的用词重新分类</Button>
    </Popconfirm>
  );
}

type ReviewedVenue = ReviewGroup['examples'][number];

/** The venues of one group, to be decided one by one or some together. */
function GroupVenues({ group, onDone }: { group: ReviewGroup; onDone: () => void }) {
  const venues = useService('review.venues', { reason: group.reason });
  const decide = useCommand('review.decide');
  const carryOut = useCarryOut();
  const [picked, setPicked] = useState<readonly number[]>([]);
  const [category, setCategory] = useState(group.category);
  const run = () =>
    carryOut(
      () => decide.mutateAsync({ input: { ids: [...picked], category } }),
      `已认定 ${picked.length} 家`,
      () => {
        onDone();
        setPicked([]);
        void venues.refetch();
      },
    );
  return (
    <>
      <Table<ReviewedVenue>
        size="small"
        rowKey="id"
        loading={venues.isPending}
        dataSource={venues.data ?? []}
        pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
        rowSelection={{ selectedRowKeys: [...picked], onChange: (keys) => setPicked(keys.map(Number)) }}
        columns={[
          { title: '名称', dataIndex: 'name', width: 220 },
          {
            title: '经营范围',
            dataIndex: 'scope',
            render: (scope: string) => <span className="small">{scope}</span>,
          },
        ]}
      />
      <div className="import-buttons">
        <CategorySelect value={category} onChange={setCategory} />
        <Button type="primary" disabled={picked.length === 0} loading={decide.isPending} onClick={run}>
          认定所选 {picked.length} 家
        </Button>
      </div>
    </>
  );
}

const places = { name: '名称', listed: '名单类别', scope: '经营范围', industryCode: '行业代码' } as const;

/** What the workspace has decided so far; each can be taken back. */
function Wordings({ onDone }: { onDone: () => void }) {
  const wordings = useService('review.wordings', {});
  const remove = useCommand('review.removeWording');
  const carryOut = useCarryOut();
  if (!wordings.data || wordings.data.length === 0) return null;
  const take = (id: number) =>
    carryOut(
      () => remove.mutateAsync({ input: { id } }),
      ({ changed }) => `已取消，${changed} 家恢复按词典判断`,
      onDone,
    );
  return (
    <KeptKinds
      title="本区已定的用词"
      rows={wordings.data}
      pagination={false}
      columns={[{ title: '用词', render: (_, { field, text }) => `${places[field]}含“${text}”` }]}
      kind={{ title: '定为' }}
      isTaking={remove.isPending}
      onTakeBack={take}
    />
  );
}
