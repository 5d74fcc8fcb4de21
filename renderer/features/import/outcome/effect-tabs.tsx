import { Table, Tabs } from 'antd';
import { type ImportEffect, importKindNames } from '#shared/contract/import.ts';
import type { ProblemGroup } from '#shared/contract/import-problems.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle, momentText } from '../../../components/format.ts';
import { Tag } from '../../../components/tags.tsx';
import { FieldChanges } from './field-changes.tsx';
import type { ProblemSource } from './group-rows.tsx';
import { PlaceList } from './place-list.tsx';
import { Problems } from './problems.tsx';
import type { RowChoice } from './row-choice.ts';

/** What an import changes, one tab for each kind of change. */
export function EffectTabs({
  effect,
  groups,
  source,
  choice,
  onSave,
}: {
  effect: ImportEffect;
  groups: readonly ProblemGroup[];
  source: ProblemSource;
  choice: RowChoice;
  onSave: (() => void) | null;
}) {
  const { kinds, added, changed, changedFields, keptByHand, vanished, categories, licences } = effect;
  const sum = (key: 'added' | 'updated') => kinds.reduce((total, kind) => total + kind[key], 0);
  const isRefused = groups.some(({ rejected }) => rejected);
  const withProblems = new Set(groups.flatMap(({ rows }) => rows)).size;
  const tabs = [
    ...(kinds.length > 1 ? [{ key: 'kinds', label: '内容分类', children: <Kinds kinds={kinds} /> }] : []),
    {
      key: 'changed',
      label: `变化 ${sum('updated')}`,
      children: (
        <>
          {changedFields.length > 0 && (
            <p className="quiet small">
              {changedFields.map(({ title, count }) => `${title} ${count} 处`).join('、')}
            </p>
          )}
          {licences && <LicenceCounts licences={licences} />}
          <Changed changed={changed} total={sum('updated')} />
        </>
      ),
    },
    ...(keptByHand.total > 0
      ? [
          {
            key: 'keptByHand',
            label: `手工改过，保留 ${keptByHand.total}`,
            children: (
              <>
                <p className="quiet small">名单与手工填写的内容不同之处：以手工填写的为准，导入不会改动。</p>
                <Changed changed={keptByHand.places} total={keptByHand.total} />
              </>
            ),
          },
        ]
      : []),
    {
      key: 'added',
      label: `新增 ${sum('added')}`,
      children: <Added added={added} total={sum('added')} choice={choice} />,
    },
    {
      key: 'vanished',
      label: `消失 ${vanished?.total ?? 0}`,
      children: vanished ? (
        <>
          <p className="quiet small">
            对照同一来源的上一份名单《{vanished.fileName}》（{momentText(vanished.importedAt)}，
            {vanished.listed} 家，其中 {Math.round(vanished.kept * 100)}% 仍在）。
            消失的场所不会删除，检查和隐患都保留，只标注“最近名单中已无”。
          </p>
          <PlaceList places={vanished.places} total={vanished.total} />
        </>
      ) : (
        <p className="quiet">没有同一来源的上一份名单可以对照。</p>
      ),
    },
    ...(categories.length > 0
      ? [{ key: 'categories', label: '类别', children: <Categories categories={categories} /> }]
      : []),
    {
      key: 'problems',
      label: `问题 ${withProblems} 行`,
      children: <Problems groups={groups} source={source} choice={choice} onSave={onSave} />,
    },
  ];
  // What a clerk looks for first: what was refused, else whatever the list brings.
  const first = kinds.length > 1 ? 'kinds' : sum('updated') > 0 ? 'changed' : 'added';
  return <Tabs items={tabs} defaultActiveKey={isRefused ? 'problems' : first} />;
}

function Kinds({ kinds }: { kinds: ImportEffect['kinds'] }) {
  return (
    <Table<ImportEffect['kinds'][number]>
      size="small"
      rowKey="as"
      dataSource={kinds}
      pagination={false}
      columns={[
        { title: '内容', dataIndex: 'as', render: (as: keyof typeof importKindNames) => importKindNames[as] },
        ...(['rows', 'added', 'updated', 'unchanged', 'rejected'] as const).map((key) => ({
          title: { rows: '行数', added: '新增', updated: '更新', unchanged: '未变', rejected: '拒收' }[key],
          dataIndex: key,
          className: 'number',
        })),
      ]}
    />
  );
}

function Changed({ changed, total }: { changed: ImportEffect['changed']; total: number }) {
  if (total === 0) return <p className="quiet">没有。</p>;
  return (
    <>
      <ul className="changed-list">
        {changed.map(({ id, name, changes }) => (
          <li key={id}>
            <b>{name}</b>
            <FieldChanges changes={changes} />
          </li>
        ))}
      </ul>
      {total > changed.length && (
        <p className="quiet small">
          只列出前 {changed.length} 项，共 {total} 项。
        </p>
      )}
    </>
  );
}

function Added({ added, total, choice }: { added: ImportEffect['added']; total: number; choice: RowChoice }) {
  const workspace = useService('workspace.describe', {});
  const isMixed = new Set(added.map(({ as }) => as)).size > 1;
  return (
    <>
      <Table<ImportEffect['added'][number]>
        size="small"
        rowKey="row"
        dataSource={added}
        pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: '没有' }}
        rowSelection={{
          selectedRowKeys: added.map(({ row }) => row).filter(choice.isTicked),
          onSelect: ({ row }, ticked) => choice.tick([row], ticked),
          onSelectAll: (ticked, _, rows) =>
            choice.tick(
              rows.map(({ row }) => row),
              ticked,
            ),
        }}
        columns={[
          { title: '行', dataIndex: 'row', width: 80, className: 'number' },
          ...(isMixed
            ? [
                {
                  title: '内容',
                  dataIndex: 'as',
                  width: 90,
                  render: (as: keyof typeof importKindNames) => importKindNames[as],
                },
              ]
            : []),
          { title: '名称', dataIndex: 'name' },
          {
            title: '类别',
            dataIndex: 'category',
            width: 110,
            // For schools this column holds the stage, which is a Chinese word and needs no title.
            render: (id: string) =>
              /^[a-z_;]+$/.test(id) ? categoryTitle(workspace.data?.categories ?? [], id) : id,
          },
          { title: '地址', dataIndex: 'address' },
        ]}
      />
      {total > added.length && (
        <p className="quiet small">
          只列出前 {added.length} 行，共 {total} 行。
        </p>
      )}
    </>
  );
}

function Categories({ categories }: { categories: ImportEffect['categories'] }) {
  const workspace = useService('workspace.describe', {});
  return (
    <Table<ImportEffect['categories'][number]>
      size="small"
      rowKey="category"
      dataSource={categories}
      pagination={false}
      columns={[
        {
          title: '类别',
          dataIndex: 'category',
          width: 120,
          render: (id: string) => categoryTitle(workspace.data?.categories ?? [], id),
        },
        { title: '家数', dataIndex: 'count', width: 90, className: 'number' },
        {
          title: '待复核',
          dataIndex: 'toReview',
          width: 90,
          className: 'number',
          render: (count: number) => (count > 0 ? <Tag tone="undetermined">{count}</Tag> : '—'),
        },
        { title: '例如', dataIndex: 'examples', render: (names: string[]) => names.join('、') },
      ]}
    />
  );
}

function LicenceCounts({ licences }: { licences: NonNullable<ImportEffect['licences']> }) {
  const { added, updated, unchanged, keptByHand } = licences;
  return (
    <p className="quiet small">
      许可证：新增 {added} 个，更新 {updated} 个，不变 {unchanged} 个
      {keptByHand > 0 && `，手工改过、保留 ${keptByHand} 个`}
    </p>
  );
}
