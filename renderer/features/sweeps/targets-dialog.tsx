import { Alert, Checkbox, Form, Modal, Select, Slider, Switch } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type TargetOptions, targetOptionsSchema, targetSeverities } from '#shared/sweeps/choose-targets.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { DraftNotices } from '../../components/drafts/draft-notices.tsx';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { useKeptEdits } from '../../components/drafts/use-kept-edits.ts';
import { DayInput } from '../../components/fields/day-field.tsx';
import { SeedInput } from '../../components/fields/seed-input.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import './targets-dialog.css';

/** The rule that chooses the venues of a sweep, with how many it takes and leaves out. */
export function TargetsDialog({
  sweepId,
  title,
  selection,
  onClose,
}: {
  sweepId: number;
  /** What the sweep is called. */
  title: string;
  /** How targets were chosen last, as JSON. */
  selection: string | null;
  onClose: () => void;
}) {
  const known = useMemo(() => targetOptionsSchema.parse(selection ? JSON.parse(selection) : {}), [selection]);
  const {
    state: options,
    change: put,
    kept,
    discard,
  } = useKeptEdits<TargetOptions>({ kind: 'targets', thing: sweepId, title }, targetOptionsSchema, known);
  const asked = useDeferredValue(options);
  const preview = useService('targets.preview', { sweepId, options: asked });
  const apply = useCommand('targets.apply');
  const carryOut = useCarryOut();
  const submit = () =>
    carryOut(
      () => apply.mutateAsync({ input: { sweepId, options } }),
      ({ added, known: before }) =>
        `已加入 ${added} 个检查点${before > 0 ? `，${before} 个原已在内` : ''}，可按 Ctrl+Z 撤销`,
      () => {
        kept.end();
        onClose();
      },
    );
  const chosen = preview.data?.chosen ?? [];
  return (
    <Modal
      open
      title="选取检查对象"
      width={860}
      onCancel={onClose}
      onOk={submit}
      okText={`加入 ${chosen.length} 个检查点`}
      okButtonProps={{ disabled: chosen.length === 0 }}
      cancelText="取消"
      confirmLoading={apply.isPending}
    >
      <DraftNotices draft={kept} onDiscard={discard} />
      <div className="targets">
        <UnkeptForm because="editor" className="targets-form">
          <Form.Item label="研判结果">
            <Checkbox.Group
              value={options.severities}
              onChange={(severities) => put({ severities })}
              options={targetSeverities.map((value) => ({ value, label: severityNames[value] }))}
            />
          </Form.Item>
          <Form.Item label="待办">
            <Checkbox
              checked={options.openHazards}
              onChange={({ target }) => put({ openHazards: target.checked })}
            >
              有未结或逾期隐患
            </Checkbox>
            <br />
            <Checkbox checked={options.toSettle} onChange={({ target }) => put({ toSettle: target.checked })}>
              有待实测的距离
            </Checkbox>
            <br />
            <Checkbox
              checked={options.repeat !== null}
              onChange={({ target }) => put({ repeat: target.checked ? 2 : null })}
            >
              多次发现隐患
            </Checkbox>
          </Form.Item>
          <Form.Item label="新设场所（成立于此日以后）">
            <DayInput
              label="成立于此日以后"
              value={options.openedSince ?? ''}
              onChange={(day) => put({ openedSince: day || null })}
            />
          </Form.Item>
          <QueryPicker onPicked={(picked) => put({ picked })} picked={options.picked.length} />
          <Form.Item label={`其余随机抽查 ${Math.round(options.sample * 100)}%`}>
            <Slider
              min={0}
              max={100}
              step={5}
              value={options.sample * 100}
              onChange={(percent) => put({ sample: percent / 100 })}
            />
            <span className="targets-seed">
              随机种子
              <SeedInput value={options.seed} onChange={(seed) => put({ seed })} />
            </span>
            <p className="quiet small">种子随行动留存：同一名单、比例和种子，抽取结果相同，可以复核。</p>
          </Form.Item>
        </UnkeptForm>
        <section
          aria-label="选取结果"
          className="targets-result"
          aria-busy={asked !== options || preview.isPending}
        >
          {preview.error ? <ErrorState error={preview.error} /> : <Result preview={preview.data} />}
        </section>
      </div>
    </Modal>
  );
}

/** A saved query of venues: every venue that it finds becomes a target. */
function QueryPicker({ picked, onPicked }: { picked: number; onPicked: (ids: number[]) => void }) {
  const saved = useService('saved.list', {});
  const carryOut = useCarryOut();
  const queries = (saved.data ?? []).flatMap(({ id, name, content }) =>
    content.kind === 'query' && content.table === 'venues' ? [{ id, name, query: content.query }] : [],
  );
  const pick = async (id: number | undefined) => {
    const found = queries.find((each) => each.id === id);
    if (!found) return onPicked([]);
    await carryOut(
      () => client.call('tables.ids', { table: 'venues', query: found.query, text: '' }),
      null,
      ({ venues }) => onPicked([...venues]),
    );
  };
  return (
    <Form.Item label="另加：已存查询里的场所" extra={picked > 0 ? `人工选定 ${picked} 家` : undefined}>
      <Select
        allowClear
        placeholder={queries.length > 0 ? '选择查询' : '还没有保存过场所查询'}
        disabled={queries.length === 0}
        options={queries.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id: number | undefined) => void pick(id)}
      />
    </Form.Item>
  );
}

function Result({ preview }: { preview: OutputOf<'targets.preview'> | undefined }) {
  const [all, setAll] = useState(false);
  if (!preview) return <p className="quiet">正在选取…</p>;
  const { chosen, known, omitted, pool, drawn } = preview;
  const over = chosen.filter(({ overCap }) => overCap).length;
  return (
    <>
      <p>
        <strong className="number targets-count">{chosen.length}</strong> 家将加入
        {known > 0 && <span className="quiet">，另有 {known} 家已在行动中</span>}
        {drawn > 0 && (
          <span className="quiet">
            ；从 {pool} 家中抽出 {drawn} 家
          </span>
        )}
      </p>
      {over > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${over} 家本年检查已达上限，到现场须写明理由`}
          style={{ marginBottom: 8 }}
        />
      )}
      <ul className="targets-list">
        {chosen.slice(0, all ? 2000 : 60).map(({ venueId, name, reasons, overCap }) => (
          <li key={venueId}>
            <span>{name}</span>
            <span className="quiet small">
              {reasons.join('；')}
              {overCap ? ' · 已达年度上限' : ''}
            </span>
          </li>
        ))}
      </ul>
      {chosen.length > 60 && (
        <p className="small">
          <Switch size="small" checked={all} onChange={setAll} aria-label="全部列出" /> 全部列出
        </p>
      )}
      <h3>未选取</h3>
      <ul className="targets-omitted">
        {omitted.map(({ reason, venues }) => (
          <li key={reason}>
            <span>{reason}</span>
            <span className="number quiet">{venues}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
