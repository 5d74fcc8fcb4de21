import { Form, Modal, Select } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { plainOptions, type TargetOptions, targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { DraftNotices } from '../../components/drafts/draft-notices.tsx';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { useKeptEdits } from '../../components/drafts/use-kept-edits.ts';
import { ErrorState } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { TargetFilters } from './target-filters.tsx';
import { SampleShare, TargetReasons } from './target-reasons.tsx';
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
  const known = useMemo(
    () => plainOptions(targetOptionsSchema.parse(selection ? JSON.parse(selection) : {})),
    [selection],
  );
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
  const venues = (preview.data?.chosen ?? []).filter(({ venueId }) => !options.left.includes(venueId));
  const taken = venues.length + (preview.data?.schools.length ?? 0);
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
          <TargetReasons options={options} onChange={put} />
          <QueryPicker onPicked={(picked) => put({ picked })} picked={options.picked.length} />
          <SampleShare options={options} onChange={put} />
          <TargetFilters options={options} towns={preview.data?.towns ?? []} onChange={put} />
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
