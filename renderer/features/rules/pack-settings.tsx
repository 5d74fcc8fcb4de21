import { Form, Input, Select } from 'antd';
import type { PackDetail } from '#shared/contract/packs.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { type Origin, originNames, zoneTitle } from '#shared/rules/rule.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { DistanceField } from '../../components/fields/number-field.tsx';
import { required } from '../../components/fields/required.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Draft {
  title: string;
  zoneDistance: number;
  zoneOrigin: Origin;
  gateDistance: number;
  gateShape: 'alongRoad' | 'circle';
}

/** Name and drawn zones of an own pack. */
export function PackSettings({
  detail: { pack },
  current,
  onClose,
}: {
  detail: PackDetail;
  current: boolean;
  onClose: () => void;
}) {
  const save = useCommand('packs.save');
  const carryOut = useCarryOut();
  const submit = (draft: Draft, { sent }: SentDraft) => {
    const next = {
      ...pack,
      title: draft.title,
      safetyZone: { ...pack.safetyZone, distance: draft.zoneDistance, origin: draft.zoneOrigin },
      gateZone: { ...pack.gateZone, distance: draft.gateDistance, shape: draft.gateShape },
    };
    return carryOut(
      () => save.mutateAsync({ input: { pack: next } }),
      current ? '已保存，地图已更新' : '已保存',
      () => {
        sent();
        onClose();
      },
    );
  };
  return (
    <FormDialog<Draft>
      title="区域设置"
      okText="保存"
      saving={save.isPending}
      onClose={onClose}
      draft={{ kind: 'pack', thing: pack.id, title: pack.title }}
      foot={
        <p className="quiet small">
          这里改地图上画的区域，和没有写明距离的重点部位在多大范围内列出；研判距离在每条规则里改。
        </p>
      }
      onFinish={submit}
      initialValues={{
        title: pack.title,
        zoneDistance: pack.safetyZone.distance,
        zoneOrigin: pack.safetyZone.origin,
        gateDistance: pack.gateZone.distance,
        gateShape: pack.gateZone.shape,
      }}
    >
      <Form.Item name="title" label="规则包名称" rules={[required('规则包名称')]}>
        <Input maxLength={60} />
      </Form.Item>
      <div className="rule-row">
        <DistanceField name="zoneDistance" label={zoneTitle(pack)} required min={10} max={2000} />
        <Form.Item name="zoneOrigin" label="从哪里量起">
          <Select options={entriesOf(originNames).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
      </div>
      <div className="rule-row">
        <DistanceField name="gateDistance" label="校门区域" required min={10} max={500} />
        <Form.Item name="gateShape" label="形状">
          <Select
            options={[
              { value: 'alongRoad', label: '沿道路两侧各' },
              { value: 'circle', label: '圆形半径' },
            ]}
          />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
