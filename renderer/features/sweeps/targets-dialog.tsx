import { Checkbox, Form, Modal, Select, Slider } from 'antd';
import { useDeferredValue, useMemo } from 'react';
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
import { TargetFilters } from './target-filters.tsx';
import { TargetsResult } from './targets-result.tsx';
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
  const taken = (preview.data?.chosen ?? []).filter(({ venueId }) => !options.left.includes(venueId)).length;
  return (
    <Modal
      open
      title="选取检查对象"
      width={1240}
      onCancel={onClose}
      onOk={submit}
      okText={`加入 ${taken} 个检查点`}
      okButtonProps={{ disabled: taken === 0 }}
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
          <TargetFilters options={options} towns={preview.data?.towns ?? []} onChange={put} />
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
          {preview.error ? (
            <ErrorState error={preview.error} />
          ) : (
            <TargetsResult preview={preview.data} left={options.left} onLeft={(left) => put({ left })} />
          )}
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
