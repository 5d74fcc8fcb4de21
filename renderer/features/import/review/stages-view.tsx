import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import type { UnstagedSchool } from '#shared/contract/review.ts';
import { type Stage, stages } from '#shared/registry/stage.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { linkTo } from '../../../routes/routes.ts';

/** Schools whose stage neither a list nor the name tells: a person says it, for one or for several. */
export function StagesView() {
  const unstaged = useService('review.stages', {});
  const { setStage, isPending } = useSetStage();
  const [picked, setPicked] = useState<readonly number[]>([]);
  const [stage, choose] = useState<Stage>('小学');
  if (unstaged.error) return <ErrorState error={unstaged.error} />;
  if (!unstaged.data) return <Loading />;
  const { total, schools } = unstaged.data;
  // A school that has its stage now, from here or from a list, is no longer picked.
  const ids = picked.filter((id) => schools.some((school) => school.id === id));
  return (
    <section className="card" data-testid="stages-view">
      <h2>学段待定（{total} 所）</h2>
      <p className="quiet small">
        名单没有写学段，从名称和标识码也看不出。这些学校照常画 200 m
        安全区域；与学段有关的规则先按“待实测”列出，认定学段后重新判定。
      </p>
      {total === 0 ? (
        <EmptyState title="没有学段待定的学校">每所学校都有学段。</EmptyState>
      ) : (
        <>
          <Table<UnstagedSchool>
            className="stages-table"
            size="small"
            rowKey="id"
            dataSource={schools}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            rowSelection={{ selectedRowKeys: ids, onChange: (keys) => setPicked(keys.map(Number)) }}
            columns={[
              {
                title: '学校',
                dataIndex: 'name',
                width: 260,
                render: (name: string, { id }) => <a href={linkTo({ name: 'school', id })}>{name}</a>,
              },
              { title: '标识码', dataIndex: 'schoolCode', width: 120, className: 'number' },
              { title: '地址', dataIndex: 'address' },
              { title: '涉及场所', dataIndex: 'inQuestion', width: 90, className: 'number' },
              {
                title: '学段',
                width: 150,
                render: (_, { id, name }) => (
                  <StageSelect
                    label={`${name}的学段`}
                    value={null}
                    disabled={isPending}
                    onChange={(one) => setStage([id], one)}
                  />
                ),
              },
            ]}
          />
          <div className="import-buttons">
            <StageSelect label="所选学校的学段" value={stage} onChange={choose} />
            <Button
              type="primary"
              disabled={ids.length === 0}
              loading={isPending}
              onClick={() => void setStage(ids, stage).then(() => setPicked([]))}
            >
              认定所选 {ids.length} 所
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function StageSelect({
  label,
  value,
  disabled = false,
  onChange,
}: {
  label: string;
  value: Stage | null;
  disabled?: boolean;
  onChange: (stage: Stage) => void;
}) {
  return (
    <Select<Stage>
      aria-label={label}
      className="stage-select"
      placeholder="请选择"
      value={value}
      disabled={disabled}
      onChange={onChange}
      options={stages.map((stage) => ({ value: stage, label: stage }))}
    />
  );
}

function useSetStage() {
  const save = useCommand('review.setStage');
  const carryOut = useCarryOut();
  const setStage = (ids: readonly number[], stage: Stage) =>
    carryOut(
      () => save.mutateAsync({ input: { ids: [...ids], stage } }),
      ({ changed }) => `已把 ${changed} 所学校认定为“${stage}”，可按 Ctrl+Z 撤销`,
    );
  return { setStage, isPending: save.isPending };
}
