import { Button, Form, Input, Segmented, Slider, Table } from 'antd';
import { useState } from 'react';
import type { Recheck } from '#shared/contract/ledger.ts';
import { outcomeNames } from '#shared/ledger/assessment.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { SeedInput } from '../../components/fields/seed-input.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { linkTo } from '../../routes/routes.ts';

/** Re-checks by sample of what was said to be dealt with: drawn by share and seed, recorded one by one. */
export function RechecksView() {
  const rechecks = useService('rechecks.list', {});
  const drawing = useCommand('rechecks.draw');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const [share, setShare] = useState(20);
  const [seed, setSeed] = useState(1);
  const [recording, setRecording] = useState<Recheck | null>(null);
  const draw = () =>
    carryOut(
      () => drawing.mutateAsync({ input: { share: share / 100, seed } }),
      ({ drawn, pool }) => `从 ${pool} 项中抽出 ${drawn} 项待复核`,
    );
  if (rechecks.error) return <ErrorState error={rechecks.error} onRetry={() => void rechecks.refetch()} />;
  return (
    <>
      {may('rechecks.draw') && (
        <div className="recheck-bar">
          <span>抽查比例 {share}%</span>
          <Slider
            aria-label="抽查比例"
            min={5}
            max={100}
            step={5}
            value={share}
            onChange={setShare}
            style={{ width: 180 }}
          />
          随机种子
          <SeedInput value={seed} onChange={setSeed} />
          <Button type="primary" loading={drawing.isPending} onClick={draw}>
            抽取
          </Button>
          <span className="quiet small">从评估为①已化解、②正在化解中的隐患里抽取；种子留存，可以复核。</span>
        </div>
      )}
      <Table<Recheck>
        size="middle"
        rowKey="id"
        scroll={{ x: 860 }}
        dataSource={rechecks.data ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        locale={{
          emptyText: <EmptyState title="还没有抽样复核">先评估隐患，再按比例抽取。</EmptyState>,
        }}
        columns={[
          {
            title: '隐患',
            dataIndex: 'code',
            render: (code: string, { hazardId }) => (
              <a href={linkTo({ name: 'hazard', id: hazardId })}>{code}</a>
            ),
          },
          { title: '地点', dataIndex: 'placeName' },
          {
            title: '评估',
            dataIndex: 'outcome',
            render: (outcome: Recheck['outcome']) => (outcome ? outcomeNames[outcome] : '—'),
          },
          { title: '抽取日期', dataIndex: 'drawnOn', className: 'number' },
          { title: '种子', dataIndex: 'seed', className: 'number' },
          {
            title: '结果',
            dataIndex: 'passed',
            render: (passed: boolean | null, row) =>
              passed === null ? (
                may('rechecks.record') ? (
                  <Button size="small" type="primary" onClick={() => setRecording(row)}>
                    登记结果
                  </Button>
                ) : (
                  <Tag tone="plain">待复核</Tag>
                )
              ) : (
                <>
                  <Tag tone={passed ? 'supervised' : 'violation'}>{passed ? '属实' : '不属实'}</Tag>{' '}
                  <span className="quiet small">
                    {row.checkedOn} {row.officers}
                  </span>
                </>
              ),
          },
        ]}
      />
      {recording && <RecordRecheck recheck={recording} onClose={() => setRecording(null)} />}
    </>
  );
}

function RecordRecheck({ recheck, onClose }: { recheck: Recheck; onClose: () => void }) {
  const record = useCommand('rechecks.record');
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  return (
    <FormDialog<{ checkedOn: string; passed: boolean; officers: string; note?: string }>
      title={`抽样复核：${recheck.placeName}`}
      okText="保存"
      saving={record.isPending}
      onClose={onClose}
      draft={{ kind: 'recheck', thing: recheck.id, title: recheck.placeName }}
      initialValues={{ checkedOn: workspace.data?.today, passed: true }}
      onFinish={(fields, { formId, sent }) =>
        carryOut(
          () => record.mutateAsync({ input: { id: recheck.id, formId, ...fields, note: fields.note ?? '' } }),
          '复核结果已登记',
          () => {
            sent();
            onClose();
          },
        )
      }
    >
      <DayField name="checkedOn" label="复核日期" required past from={recheck.drawnOn} />
      <Form.Item name="passed" label="结果">
        <Segmented
          options={[
            { value: true, label: '属实' },
            { value: false, label: '不属实' },
          ]}
        />
      </Form.Item>
      <Form.Item name="officers" label="复核人员" rules={[required('复核人员')]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
