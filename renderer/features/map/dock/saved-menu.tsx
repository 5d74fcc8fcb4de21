import { DeleteOutlined, SaveOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Dropdown, Form, Input, type MenuProps } from 'antd';
import { useState } from 'react';
import type { Saved, SavedContent } from '#shared/contract/saved.ts';
import type { CountingView } from '#shared/tables/counting.ts';
import type { Query, Sort } from '#shared/tables/query.ts';
import { type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotify } from '../../../components/notify.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { usualQueries } from './usual-queries.ts';

type View = Extract<SavedContent, { kind: 'view' }>;

export interface SavedMenuProps {
  readonly table: TableName;
  readonly query: Query;
  readonly sort: readonly Sort[];
  readonly columns: readonly ShownColumn[];
  /** By what rows are counted beside the table; null where they are not. */
  readonly counting: CountingView | null;
  readonly onQuery: (query: Query) => void;
  readonly onView: (view: View) => void;
}

/** Queries that are ready to use, those that were saved, and whole arrangements of the table. */
export function SavedMenu({ table, query, sort, columns, counting, onQuery, onView }: SavedMenuProps) {
  const saved = useService('saved.list', {});
  const remove = useCommand('saved.remove');
  const notify = useNotify();
  const may = useMayCall();
  const [naming, setNaming] = useState(false);
  const own = (saved.data ?? []).filter(({ content }) => 'table' in content && content.table === table);
  const item = ({ id, name, content }: Saved) => ({
    key: `saved-${id}`,
    label: (
      <span className="saved-item">
        {name}
        {may('saved.remove') && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`删除“${name}”`}
            onClick={(event) => {
              event.stopPropagation();
              remove.mutateAsync({ input: { id } }).catch(notify.failed);
            }}
          />
        )}
      </span>
    ),
    onClick: () =>
      content.kind === 'view' ? onView(content) : content.kind === 'query' && onQuery(content.query),
  });
  const group = (label: string, kind: SavedContent['kind']) => {
    const children = own.filter(({ content }) => content.kind === kind).map(item);
    return children.length === 0 ? [] : [{ key: kind, type: 'group' as const, label, children }];
  };
  const items: MenuProps['items'] = [
    {
      key: 'usual',
      type: 'group',
      label: '常用',
      children: usualQueries[table].map(({ name, query: usual }) => ({
        key: name,
        label: name,
        onClick: () => onQuery(usual),
      })),
    },
    ...group('已存查询', 'query'),
    ...group('已存视图', 'view'),
    ...(may('saved.save')
      ? [
          { type: 'divider' as const },
          {
            key: 'save',
            icon: <SaveOutlined />,
            label: '把当前条件、栏目、排序和统计存为视图…',
            onClick: () => setNaming(true),
          },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<StarOutlined />} aria-label="查询与视图" title="查询与视图">
          查询与视图
        </Button>
      </Dropdown>
      {naming && (
        <NameView
          content={{
            kind: 'view',
            table,
            query,
            sort: [...sort],
            columns: columns.map((column) => ({ ...column })),
            counting,
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function NameView({ content, onClose }: { content: View; onClose: () => void }) {
  const title = tableTitles[content.table];
  const save = useCommand('saved.save');
  const carryOut = useCarryOut();
  const keep = async ({ name }: { name: string }, { sent }: SentDraft) =>
    await carryOut(
      () => save.mutateAsync({ input: { name, content } }),
      `已保存“${name}”`,
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<{ name: string }>
      title={`保存${title}视图`}
      okText="保存"
      saving={save.isPending}
      onClose={onClose}
      draft={{ kind: 'view', thing: content.table, title }}
      onFinish={keep}
    >
      <Form.Item name="name" label="名称" rules={[required('名称')]}>
        <Input autoFocus placeholder="例如：本季度网吧" maxLength={40} />
      </Form.Item>
    </FormDialog>
  );
}
