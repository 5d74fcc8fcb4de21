import { Button, Table } from 'antd';
import type { ProblemGroup } from '#shared/contract/import-problems.ts';
import { Tag } from '../../../components/tags.tsx';
import { GroupRows, type ProblemSource } from './group-rows.tsx';
import type { RowChoice } from './row-choice.ts';

/** So few rows are shown without a click. */
const SHOWN_AT_ONCE = 10;

/**
 * Rows that were refused or warned about, by their reason, each with what to do. With a choice, before the import, rows
 * can be left out and values corrected.
 */
export function Problems({
  groups,
  source,
  choice,
  onSave,
}: {
  groups: readonly ProblemGroup[];
  source: ProblemSource;
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
          expandedRowRender: (group) => <GroupRows group={group} source={source} choice={choice} />,
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
