import { Form, Input, Radio, Select } from 'antd';
import { keysOf } from '#shared/lists/record.ts';
import { type FormPlaces, formPlaceNames } from '#shared/self-checks/check-form.ts';
import { client } from '../../../client/client.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import type { SentDraft } from '../../../components/drafts/kept-form.tsx';
import { DayField } from '../../../components/fields/day-field.tsx';
import { required } from '../../../components/fields/required.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useSaving } from '../../../components/use-saving.ts';

interface Fields {
  title: string;
  of: FormPlaces;
  placeIds?: number[];
  dueOn?: string;
}

/** A round of check forms: who gets one; the archive with the workbooks is saved at once. */
export function BeginRound({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const of = Form.useWatch('of', form) ?? 'schools';
  const begin = useCommand('selfChecks.begin');
  const carryOut = useCarryOut();
  const { save } = useSaving();
  const submit = ({ title, of: whom, placeIds, dueOn }: Fields, { formId, sent }: SentDraft) =>
    carryOut(
      () =>
        begin.mutateAsync({
          input: { title, of: whom, placeIds: placeIds ?? [], dueOn: dueOn || null, formId },
        }),
      ({ places }) => `已做好 ${places} 份自查表`,
      ({ id }) => {
        sent();
        onClose();
        void save(() => client.call('selfChecks.forms', { id }), `${title}.zip`);
      },
    );
  return (
    <FormDialog<Fields>
      title="发出自查表"
      okText="生成表格"
      saving={begin.isPending}
      onClose={onClose}
      draft={{ kind: 'checkRound', thing: 'new', title: '发出自查表' }}
      form={form}
      initialValues={{ title: '', of: 'schools' }}
      onFinish={submit}
    >
      <Form.Item name="title" label="自查名称" rules={[required('自查名称')]}>
        <Input maxLength={100} placeholder="例如 2026年春季开学自查" />
      </Form.Item>
      <Form.Item name="of" label="发给">
        <Radio.Group
          options={keysOf(formPlaceNames).map((value) => ({ value, label: formPlaceNames[value] }))}
          onChange={() => form.setFieldsValue({ placeIds: [] })}
        />
      </Form.Item>
      <Form.Item
        name="placeIds"
        label="单位"
        extra={of === 'schools' ? '不选就是全部学校' : '不选就是全部社区'}
      >
        <PlaceSelect of={of} />
      </Form.Item>
      <DayField name="dueOn" label="请于此日前交回" />
    </FormDialog>
  );
}

/** Schools, or regions by level. */
function PlaceSelect({
  of,
  ...control
}: {
  of: FormPlaces;
  value?: number[];
  onChange?: (ids: number[]) => void;
}) {
  const schools = useService('schools.list', {}).data ?? [];
  const regions = useService('map.regions', {}).data ?? [];
  const options =
    of === 'schools'
      ? schools.map(({ id, name }) => ({ value: id, label: name }))
      : regions.map(({ id, name, level }) => ({ value: id, label: `${name}（${level}）` }));
  return <Select {...control} mode="multiple" optionFilterProp="label" maxTagCount={6} options={options} />;
}
