import { AutoComplete, Form, Input } from 'antd';
import { everything } from '#shared/tables/query.ts';
import { useService } from '../../../client/queries.ts';
import { DayField } from '../../../components/fields/day-field.tsx';
import { NumberField } from '../../../components/fields/number-field.tsx';
import { PhoneField } from '../../../components/fields/phone-field.tsx';

/** What is said of a 治安乱点, in the words and the order of GB/T 31000-2015. */
export function SpotFields({ id }: { id: number | null }) {
  const workspace = useService('workspace.describe', {});
  const bodies = (workspace.data?.pack.agencies ?? []).map(({ name }) => name);
  return (
    <>
      <Form.Item
        name={['said', 'name']}
        label="治安重点地区"
        rules={[{ required: true, message: '请填写治安重点地区' }]}
      >
        <Input maxLength={120} placeholder="例如 北门夜市" />
      </Form.Item>
      <UsedField name="problem" label="治安突出问题" />
      <UsedField name="areaKind" label="涉及区域类型" />
      <Form.Item name={['said', 'rangeText']} label="涉及区域范围">
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={300}
          placeholder="四至，用文字写明"
        />
      </Form.Item>
      <UsedField name="leadBody" label="整治牵头单位" known={bodies} />
      <Form.Item name={['said', 'joinBodies']} label="整治参与单位">
        <Input maxLength={300} placeholder="几个单位用、隔开" />
      </Form.Item>
      <Form.Item name={['said', 'leadPerson']} label="牵头单位负责人">
        <Input maxLength={60} />
      </Form.Item>
      <PhoneField
        name={['said', 'phone']}
        label="联系方式"
        maxLength={60}
        row={id === null ? null : { table: 'troubleSpots', id }}
      />
      <DayField name={['said', 'foundOn']} label="排查日期" past required={id !== null} />
      <DayField name={['said', 'dueOn']} label="整治时限" />
      <NumberField name={['said', 'criminalCases']} label="整治期间破获刑事案件数" unit="起" min={0} whole />
      <NumberField
        name={['said', 'publicOrderCases']}
        label="整治期间查处治安案件数"
        unit="起"
        min={0}
        whole
      />
      <Form.Item name={['said', 'progress']} label="整治情况">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <UsedField name="evaluation" label="效果评估" />
      <Form.Item name={['said', 'note']} label="备注">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
    </>
  );
}

/** A text for which what was written before is offered: the code lists of the standard are the superior's. */
function UsedField({
  name,
  label,
  known = [],
}: {
  name: 'problem' | 'areaKind' | 'leadBody' | 'evaluation';
  label: string;
  known?: readonly string[];
}) {
  const used = useService('tables.values', { table: 'troubleSpots', query: everything, column: name });
  const words = [...new Set([...(used.data ?? []).map(({ value }) => value), ...known])].filter(Boolean);
  return (
    <Form.Item name={['said', name]} label={label}>
      <AutoComplete
        maxLength={name === 'evaluation' ? 500 : name === 'leadBody' ? 100 : 60}
        options={words.map((value) => ({ value }))}
        showSearch={{ filterOption: (text, option) => String(option?.value ?? '').includes(text) }}
      />
    </Form.Item>
  );
}
