import { Form } from 'antd';
import { useMemo } from 'react';
import {
  defaultSigmas,
  type PositionSource,
  positionSourceNames,
  positionSourceSchema,
  type Sigmas,
  sigmasSchema,
} from '#shared/zones/uncertainty.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { DistanceField } from '../../components/fields/number-field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { VerdictChanges } from '../../components/verdict-changes.tsx';

/** How certain positions are by their source; everything is measured anew with other values. */
export function SigmaSettings({ sigmas, onClose }: { sigmas: Sigmas; onClose: () => void }) {
  const save = useCommand('workspace.saveSigmas');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<Sigmas>();
  const draft: Sigmas | undefined = Form.useWatch([], form);
  const input = useMemo(() => {
    const parsed = sigmasSchema.safeParse(draft);
    const changed =
      parsed.success && positionSourceSchema.options.some((key) => parsed.data[key] !== sigmas[key]);
    return changed ? { sigmas: parsed.data } : null;
  }, [draft, sigmas]);
  const submit = (values: Sigmas, { sent }: SentDraft) =>
    carryOut(
      () => save.mutateAsync({ input: { sigmas: values } }),
      '已保存，全部重新研判',
      () => {
        sent();
        onClose();
      },
    );
  return (
    <FormDialog<Sigmas>
      title="位置误差（标准误差，米）"
      okText="保存并重新研判"
      saving={save.isPending}
      onClose={onClose}
      foot={<VerdictChanges command="workspace.saveSigmas" input={input} />}
      draft={{ kind: 'pack', thing: 'sigmas', title: '位置误差' }}
      form={form}
      layout="horizontal"
      labelCol={{ span: 10 }}
      onFinish={submit}
      initialValues={sigmas}
    >
      <p className="quiet small">
        距离的误差由两端位置合成，取两倍标准误差判定区内、区外或待实测。误差越大，待实测越多。
      </p>
      {positionSourceSchema.options.map((source: PositionSource) => (
        <DistanceField
          key={source}
          name={source}
          label={positionSourceNames[source]}
          extra={sigmas[source] === defaultSigmas[source] ? null : `默认 ${defaultSigmas[source]}`}
          required
          className="sigma-row"
          min={0.1}
          max={1000}
          step={0.1}
        />
      ))}
    </FormDialog>
  );
}
