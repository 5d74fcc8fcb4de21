import { Checkbox, Input, Table, type TableProps } from 'antd';
import { useState } from 'react';
import type { ProblemGroup } from '#shared/contract/import-problems.ts';
import { importFieldNames, importFieldSchema } from '#shared/registry/fields.ts';
import { useServiceOnce } from '../../../client/queries.ts';
import { ErrorState } from '../../../components/states.tsx';
import type { RowChoice } from './row-choice.ts';

/** Where the rest of a large group is asked for: the list that was tried, or the batch that it became. */
export type ProblemSource = { readonly token: string } | { readonly batch: number };

type Example = ProblemGroup['examples'][number];

interface GroupProps {
  readonly group: ProblemGroup;
  readonly choice: RowChoice | null;
}

/** All rows of a group, each with its name: at once, or page by page to the end. */
export function GroupRows({ source, ...props }: GroupProps & { source: ProblemSource }) {
  const { examples, count } = props.group;
  if (count > examples.length)
    return 'batch' in source ? (
      <RowsOfBatch {...props} batch={source.batch} />
    ) : (
      <RowsOfTrial {...props} token={source.token} />
    );
  return (
    <Table<Example>
      size="small"
      rowKey={keyOf}
      dataSource={examples}
      pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      columns={columnsOf(props)}
    />
  );
}

const keyOf = ({ row, message }: Example) => `${row}/${message}`;
const PAGE = 50;

interface Paging {
  readonly text: string;
  readonly page: number;
}

const firstPage: Paging = { text: '', page: 1 };

function RowsOfTrial({ token, ...props }: GroupProps & { token: string }) {
  const [paging, onPaging] = useState(firstPage);
  const read = useServiceOnce('import.triedProblems', { token, ...askedFor(props.group, paging) }, 0, {
    stays: true,
  });
  if (read.error) return <ErrorState error={read.error} />;
  if (read.data === null) return <p className="quiet small">预览已过时，请再预览一次。</p>;
  return <Paged {...props} {...{ paging, onPaging }} found={read.data} isBusy={read.isPlaceholderData} />;
}

function RowsOfBatch({ batch, ...props }: GroupProps & { batch: number }) {
  const [paging, onPaging] = useState(firstPage);
  const read = useServiceOnce('import.problems', { batch, ...askedFor(props.group, paging) }, 0, {
    stays: true,
  });
  if (read.error) return <ErrorState error={read.error} />;
  const found = read.data && {
    matching: read.data.matching,
    rows: read.data.rows.map((row): Example => ({ ...row, cell: row.value })),
  };
  return <Paged {...props} {...{ paging, onPaging }} found={found} isBusy={read.isPlaceholderData} />;
}

function askedFor({ code, field }: ProblemGroup, { text, page }: Paging) {
  return { group: { code, field }, text, limit: PAGE, offset: (page - 1) * PAGE };
}

interface PagedProps extends GroupProps {
  readonly paging: Paging;
  readonly onPaging: (paging: Paging) => void;
  readonly found: { readonly matching: number; readonly rows: readonly Example[] } | undefined;
  readonly isBusy: boolean;
}

/** One page of a large group, and a search through all of it. */
function Paged({ paging, onPaging, found, isBusy, ...props }: PagedProps) {
  return (
    <>
      <Input.Search
        allowClear
        size="small"
        className="queue-finder"
        placeholder="按名称或内容查找"
        aria-label="查找问题"
        onSearch={(text) => onPaging({ text, page: 1 })}
      />
      <Table<Example>
        size="small"
        rowKey={keyOf}
        loading={!found || isBusy}
        dataSource={found ? [...found.rows] : []}
        locale={{ emptyText: '没有' }}
        scroll={{ y: 320 }}
        pagination={{
          ...{ current: paging.page, pageSize: PAGE, total: found?.matching ?? 0, showSizeChanger: false },
          showTotal: (total) => `共 ${total} 个`,
          onChange: (page) => onPaging({ ...paging, page }),
        }}
        columns={columnsOf(props)}
      />
    </>
  );
}

/** Whether the row is imported, where it stands, what it is called, and the value that can be corrected. */
function columnsOf({ group, choice }: GroupProps): NonNullable<TableProps<Example>['columns']> {
  const field = importFieldSchema.safeParse(group.field);
  const name = field.success ? importFieldNames[field.data] : '内容';
  const ticks = {
    title: '导入',
    width: 60,
    render: (_: unknown, { row }: Example) => (
      <Checkbox
        aria-label={`导入第 ${row} 行`}
        checked={choice?.isTicked(row) ?? true}
        onChange={({ target }) => choice?.tick([row], target.checked)}
      />
    ),
  };
  return [
    ...(choice && !group.rejected ? [ticks] : []),
    { title: '行', dataIndex: 'row', width: 80, className: 'number' },
    { title: '名称', dataIndex: 'name', width: 220, render: (text: string) => text || '—' },
    {
      title: choice && field.success ? `更正${name}` : name,
      render: (_, { row, value, cell }) =>
        choice && field.success ? (
          <Input
            size="small"
            aria-label={`第 ${row} 行${name}`}
            value={choice.valueOf(row, field.data) ?? cell}
            placeholder="空"
            onChange={({ target }) => choice.correct(row, field.data, target.value)}
          />
        ) : (
          value || '空'
        ),
    },
    { title: '说明', dataIndex: 'message' },
  ];
}
