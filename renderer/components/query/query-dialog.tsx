import { Button, Input, Modal, Space } from 'antd';
import { useMemo } from 'react';
import { z } from 'zod';
import { everything, type Query, queryFault, querySchema, queryText } from '#shared/tables/query.ts';
import { type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { DraftNotices } from '../drafts/draft-notices.tsx';
import { useKeptEdits } from '../drafts/use-kept-edits.ts';
import { LongWait } from '../long-wait.tsx';
import { Permitted } from '../permitted.tsx';
import { useCarryOut } from '../use-carry-out.ts';
import { useTitles } from '../use-titles.ts';
import { QueryEditor } from './query-editor.tsx';

export interface QueryDialogProps {
  readonly table: TableName;
  readonly query: Query;
  readonly onApply: (query: Query) => void;
  readonly onClose: () => void;
}

/** A form for conditions. It shows how many rows fulfil them; the query is saved under a name or used at once. */
export function QueryDialog({ table, query, onApply, onClose }: QueryDialogProps) {
  const { state, change, kept, discard } = useKeptQuery(table, query);
  const { query: draft, name } = state;
  const titles = useTitles();
  const carryOut = useCarryOut();
  const save = useCommand('saved.save');
  const fault = queryFault(table, draft);
  const count = useService('tables.totals', fault === null ? { table, query: draft, columns: [] } : null);
  const apply = () => {
    kept.end();
    onApply(draft);
  };
  const keep = () =>
    carryOut(
      () => save.mutateAsync({ input: { name, content: { kind: 'query', table, query: draft } } }),
      `已保存查询“${name}”`,
      apply,
    );
  return (
    <Modal
      open
      width={760}
      title={`查询${tableTitles[table]}`}
      onCancel={onClose}
      footer={
        <div className="query-foot">
          <Permitted to="saved.save">
            <Space.Compact>
              <Input
                aria-label="查询名称"
                placeholder="起个名字以便再用"
                value={name}
                maxLength={40}
                onChange={({ target }) => change({ name: target.value })}
              />
              <Button disabled={name.trim() === '' || fault !== null} loading={save.isPending} onClick={keep}>
                保存并应用
              </Button>
            </Space.Compact>
          </Permitted>
          <span className="query-foot-end">
            <Button onClick={() => change({ query: everything })}>清空</Button>
            <Button type="primary" disabled={fault !== null} onClick={apply}>
              应用
            </Button>
          </span>
        </div>
      }
    >
      <DraftNotices draft={kept} onDiscard={discard} />
      <QueryEditor table={table} query={draft} onChange={(next) => change({ query: next })} />
      <LongWait of={['tables.totals']} />
      <p className="query-result" role="status">
        {fault ?? count.error?.message ?? (
          <>
            <strong className="number">{count.data?.total ?? '…'}</strong> 行符合
            {draft.parts.length > 0 && `：${queryText(table, draft, titles)}`}
          </>
        )}
      </p>
    </Modal>
  );
}

const heldSchema = z.object({ query: querySchema, name: z.string() });

/** The conditions and the name that a person writes, which are kept until they are applied. */
function useKeptQuery(table: TableName, query: Query) {
  const begun = useMemo(() => ({ query, name: '' }), [query]);
  return useKeptEdits({ kind: 'query', thing: table, title: tableTitles[table] }, heldSchema, begun);
}
