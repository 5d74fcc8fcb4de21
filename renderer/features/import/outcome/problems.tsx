import { Button, Checkbox, Input, Table } from 'antd';
import type { ProblemGroup } from '#shared/contract/import-problems.ts';
import { importFieldNames, importFieldSchema } from '#shared/registry/fields.ts';
import { Tag } from '../../../components/tags.tsx';
import type { RowChoice } from './row-choice.ts';

/** So few rows are shown without a click. */
const SHOWN_AT_ONCE = 10;

type Example = ProblemGroup['examples'][number];

/**
 * Rows that were refused or warned about, by their reason, each with what to do. With a choice, before the import, rows
 * can be left out and values corrected.
 */
export function Problems({
  groups,
  choice,
  onSave,
}: {
  groups: readonly ProblemGroup[];
  choice: RowChoice | null;
  /** Saves all problem rows as a file. */
  onSave: (() => void) | null;
}) {
  return (
    <>
      {groups.length > 0 && onSave && (
        <p className="problem-buttons">
          <Button size="small" onClick={onSave}>
            导出问题行（xlsx）
          </Button>
          {choice && (
            <span className="quiet small">
              点开每一类可看到行和名称，可以在这里更正，或取消勾选不导入；改完再预览一次。
            </span>
          )}
        </p>
      )}
      <Table<ProblemGroup>
        size="small"
        rowKey={({ code, field }) => `${code}/${field}`}
        dataSource={groups}
        pagination={false}
        locale={{ emptyText: '没有' }}
        expandable={{
          expandRowByClick: true,
          defaultExpandAllRows: groups.reduce((sum, { rows }) => sum + rows.length, 0) <= SHOWN_AT_ONCE,
          expandedRowRender: (group) => <GroupRows group={group} choice={choice} />,
        }}
        columns={[
          {
            title: '结果',
            width: 90,
            render: (_, { rejected }) =>
              rejected ? <Tag tone="violation">拒收</Tag> : <Tag tone="undetermined">提示</Tag>,
          },
          { title: '原因', dataIndex: 'reason' },
          { title: '行数', width: 90, className: 'number', render: (_, { rows }) => rows.length },
          ...(choice
            ? [
                {
                  title: '',
                  width: 130,
                  render: (_: unknown, group: ProblemGroup) => <TickGroup group={group} choice={choice} />,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

/** Leaves all rows of a group out, or takes them again. Refused rows are left out anyway. */
function TickGroup({ group, choice }: { group: ProblemGroup; choice: RowChoice }) {
  if (group.rejected) return null;
  const ticked = group.rows.some((row) => choice.isTicked(row));
  return (
    <Button
      size="small"
      type="link"
      onClick={(event) => {
        event.stopPropagation();
        choice.tick(group.rows, !ticked);
      }}
    >
      {ticked ? '这些行都不导入' : '这些行仍然导入'}
    </Button>
  );
}

function GroupRows({ group, choice }: { group: ProblemGroup; choice: RowChoice | null }) {
  const field = importFieldSchema.safeParse(group.field);
  const name = field.success ? importFieldNames[field.data] : '内容';
  return (
    <>
      <Table<Example>
        size="small"
        rowKey={({ row, message }) => `${row}/${message}`}
        dataSource={group.examples}
        pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          ...(choice && !group.rejected
            ? [
                {
                  title: '导入',
                  width: 60,
                  render: (_: unknown, { row }: Example) => (
                    <Checkbox
                      aria-label={`导入第 ${row} 行`}
                      checked={choice.isTicked(row)}
                      onChange={({ target }) => choice.tick([row], target.checked)}
                    />
                  ),
                },
              ]
            : []),
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
        ]}
      />
      {group.rows.length > group.examples.length && (
        <p className="quiet small">
          只列出前 {group.examples.length} 行，共 {group.rows.length} 行；全部在导出的问题行里。
        </p>
      )}
    </>
  );
}
